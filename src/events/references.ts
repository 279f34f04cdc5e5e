import type { Config } from '../config.ts'
import type { Fault } from '../errors.ts'
import { type CalendarContext, named } from './context.ts'
import { equal } from './diff.ts'
import type { EventContent } from './model.ts'

/**
 * What a content refers to must be there: categories and the event that it is part of. What the event referred to
 * already may have gone since: that hinders nobody from changing something else.
 */
export function referenceFaults(
  content: Pick<Partial<EventContent>, 'categories' | 'superEvent'>,
  context: CalendarContext,
  id: string,
  previous: typeof content = {},
): Fault[] {
  const faults = (content.categories ?? []).flatMap((slug, index) =>
    context.categories.has(slug) || previous.categories?.includes(slug)
      ? []
      : [{ pointer: `/categories/${index}`, detail: `there is no category ${slug}; see /api/v1/categories` }],
  )
  const { superEvent } = content
  if (superEvent === id) return [...faults, { pointer: '/superEvent', detail: 'is the event itself' }]
  if (superEvent && superEvent !== previous.superEvent && !context.superEvents.has(superEvent))
    return [...faults, { pointer: '/superEvent', detail: 'there is no such event' }]
  return faults
}

/** The organizer that an event without one shows. */
export function defaultOrganizer(
  partner: string,
  context: Pick<CalendarContext, 'partners'>,
  config: Config,
): { name: string; url?: string } | undefined {
  const facts = context.partners.get(partner)
  if (!facts) return undefined
  const { name, url } = named(facts, config)
  return url ? { name, url } : { name }
}

/** GET fills in the partner as organizer; sent back, it is still the default and not the event's own. */
export function withoutDefaultOrganizer(
  content: EventContent,
  organizer: { name: string; url?: string } | undefined,
): EventContent {
  const { organizer: own, ...rest } = content
  return own && !equal(own, organizer) ? content : rest
}
