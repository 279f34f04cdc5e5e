import { inLanguage } from '../../calendar/language.ts'
import { tellingOccurrence } from '../../calendar/next.ts'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../errors.ts'
import { originalAt } from '../../events/changes.ts'
import { changedOccurrence, isAllDay, recurs, withChange } from '../../events/content.ts'
import { feedContext, readContext } from '../../events/context.ts'
import { renderLocalized } from '../../events/markdown.ts'
import type { Description, Localized } from '../../events/model.ts'
import { readEvent, type StoredEvent } from '../../events/store.ts'
import type { LinkedContext, LinkedEvent } from '../../linked/model.ts'
import { readPrevious, ruledOccurrence } from '../../linked/previous.ts'
import { readRelatives } from '../../linked/relatives.ts'
import type { Instant, Occurrence } from '../../recurrence/model.ts'
import { safeColour } from '../calendar/colour.ts'
import type { NamedCategory } from '../calendar/names.ts'
import type { PageLanguage } from '../language.ts'
import { type DateOfSeries, datesOf } from './dates.ts'

/** Everything that an event's page tells. */
export interface EventView {
  linked: LinkedEvent
  event: StoredEvent
  shown: Description
  /** Whether its picture is shown here: of this origin, or of one that the operator named. Others are led to. */
  showsPicture: boolean
  /** Sanitised, by language. */
  html: Localized
  /** When: of a series its next date, or the one that was asked for; null where none is left. */
  occurrence: Occurrence | null
  /** One date of a series was asked for. */
  isOneDate: boolean
  allDay: boolean
  dates: DateOfSeries[]
  /** Whether further dates follow those. */
  hasMoreDates: boolean
  categories: NamedCategory[]
  now: Instant
  context: LinkedContext
}

/** What became of an address. */
export type Found = { event: StoredEvent } | { moved: string } | { gone: true } | null

/** The published event of an address, where it went, or that it was public once; null: never heard of. */
export async function findEvent({ db }: Pick<Deps, 'db'>, slug: string): Promise<Found> {
  const claimed = await db.selectFrom('slugs').select('event_id').where('slug', '=', slug).executeTakeFirst()
  if (!claimed) return null
  const event = await readEvent(db, claimed.event_id)
  if (event?.state === 'published') return event.slug === slug ? { event } : { moved: event.slug }
  const tombstone = await db
    .selectFrom('tombstones')
    .select('event_id')
    .where('event_id', '=', claimed.event_id)
    .executeTakeFirst()
  return tombstone ? { gone: true } : null
}

/** @param one the date of a series that is asked for; null: the whole */
export async function loadEvent(
  deps: Deps,
  event: StoredEvent,
  one: Occurrence | null,
  language: PageLanguage,
): Promise<EventView> {
  const { db, config } = deps
  const { content } = event
  const now = deps.now().getTime()
  const occurrence = one ?? tellingOccurrence(content, now)
  const change = one ? content.changes[one.recurrenceId ?? ''] : undefined
  const shown = withChange(content, change)
  const relatives = await readRelatives(db, [{ id: event.id, content: shown }], now)
  const calendar = await readContext(db, config, [])
  const context = feedContext(calendar, config, { partner: event.partner }, language.locale)
  const { dates, more } = datesOf(content, now)
  const linked: LinkedEvent = {
    event,
    shown,
    occurrence,
    isSeries: recurs(content.schedule) && !one,
    dates: one ? [] : dates.flatMap((date) => (date.kind === 'date' ? [date] : [])),
    previous: one ? ruledOccurrence(content, one) : ((await readPrevious(db, [event])).get(event.id) ?? null),
    parent: relatives.parents.get(shown.superEvent ?? '') ?? null,
    parts: relatives.parts.get(event.id) ?? [],
  }
  return {
    linked,
    event,
    shown,
    showsPicture: shown.image !== undefined && mayShow(shown.image.url, config),
    html: change?.fields.description ? renderLocalized(change.fields.description) : (event.html ?? {}),
    occurrence,
    isOneDate: one !== null,
    allDay: isAllDay(content.schedule),
    dates,
    hasMoreDates: more,
    categories: await readCategories(deps, shown, language),
    now,
    context,
  }
}

/** A date of a series by its recurrence id, as it is changed; null where it has none such. */
export function oneDate(event: StoredEvent, recurrenceId: string): Occurrence | null {
  try {
    return changedOccurrence(event.content, originalAt(event, recurrenceId))
  } catch (error) {
    if (error instanceof Problem && error.code === 'notFound') return null
    throw error
  }
}

function mayShow(url: string, { publicUrl, imageOrigins }: Deps['config']): boolean {
  return [publicUrl, ...imageOrigins].includes(new URL(url).origin)
}

async function readCategories(
  { db }: Pick<Deps, 'db'>,
  { categories }: Description,
  language: PageLanguage,
): Promise<NamedCategory[]> {
  if (categories.length === 0) return []
  const rows = await db.selectFrom('categories').selectAll().where('slug', 'in', categories).execute()
  return categories.flatMap((slug) => {
    const row = rows.find((one) => one.slug === slug)
    if (!row) return []
    const spoken = inLanguage(row.name, language) ?? { text: slug, language: language.language }
    return [{ slug, name: spoken.text, language: spoken.language, colour: safeColour(row.color) }]
  })
}
