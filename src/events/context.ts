import { sql } from 'kysely'
import type { FeedContext } from '../calendar/feed-context.ts'
import type { Config } from '../config.ts'
import type { Db } from '../deps.ts'
import type { CalendarEvent, Localized } from './model.ts'

/** What writing and rendering events needs to know of the rest of the calendar, read once for many events. */
export interface CalendarContext {
  partners: ReadonlyMap<string, PartnerFacts>
  categories: ReadonlyMap<string, Localized>
  /** The UIDs in feeds of the events that others are part of, by id; absent where there is no such event. */
  superEvents: ReadonlyMap<string, ParentFacts>
}

export interface ParentFacts extends Pick<CalendarEvent, 'partner' | 'state'> {
  feedUid: string
}

export interface PartnerFacts {
  slug: string
  name: string
  url: string | null
}

/** @param superEvents ids to look up */
export async function readContext(
  db: Db,
  config: Config,
  superEvents: readonly string[],
): Promise<CalendarContext> {
  const { rows } = await sql<PartnerRow | CategoryRow>`
    select 'partner' as kind, slug, to_jsonb(name) as name, url from partners
    union all select 'category', slug, name, null from categories`.execute(db)
  const parents =
    superEvents.length === 0
      ? []
      : await db
          .selectFrom('events')
          .select(['id', 'feed_uid as feedUid', 'partner', 'state'])
          .where('id', 'in', [...new Set(superEvents)])
          .execute()
  const partners = rows.filter((row) => row.kind === 'partner')
  const categories = rows.filter((row) => row.kind === 'category')
  return {
    partners: new Map(partners.map(({ kind, ...facts }) => [facts.slug, named(facts, config)])),
    categories: new Map(categories.map(({ slug, name }) => [slug, name])),
    superEvents: new Map(parents.map(({ id, ...facts }) => [id, facts])),
  }
}

type PartnerRow = PartnerFacts & { kind: 'partner' }
type CategoryRow = { kind: 'category'; slug: string; name: Localized; url: null }

/** The calendar's own organisation bears the calendar's name until it is given another. */
export function named<T extends { name: string }>(partner: T, config: Config): T {
  const [first = ''] = config.locales
  return partner.name ? partner : { ...partner, name: config.calendarName[first] ?? 'Kalendarium' }
}

/** What rendering one event's VEVENTs in a language needs. */
export function feedContext(
  context: CalendarContext,
  config: Config,
  event: { partner: string; superEvent?: string },
  locale: string,
): FeedContext {
  const parent = event.superEvent ? context.superEvents.get(event.superEvent) : undefined
  return {
    locale,
    locales: config.locales,
    publicUrl: config.publicUrl,
    timeZone: config.timeZone,
    partner: context.partners.get(event.partner) ?? { name: event.partner },
    categoryNames: (slug) => context.categories.get(slug),
    superEventUid: parent?.state === 'published' ? parent.feedUid : null,
  }
}
