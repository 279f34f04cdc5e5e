import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../deps.ts'
import { allOf, at, eventConditions, eventsSource } from './conditions.ts'
import { readCursor } from './cursor.ts'
import { listEvents } from './event-list.ts'
import type { IndexRow } from './feed-pieces.ts'
import type { Filters } from './filters.ts'

/** What a feed is made of. */
export interface FeedRow {
  /** Null where no VEVENT of the event names a zone. */
  timeZone: string
  text: string
}

export interface FeedQuery {
  filters: Filters
  /** A language of the calendar. */
  lang: string
  cancelled: 'mark' | 'status' | 'omit'
  /** Events that ended before are left out; null: none is. Epoch ms. */
  endedAfter: number | null
  /** Tombstones older than this are left out. Epoch ms. */
  removedAfter: number
}

const TEXT = {
  mark: sql<string>`f.mark`,
  status: sql<string>`coalesce(f.status_mode, f.mark)`,
  omit: sql<string>`coalesce(f.omit_mode, f.mark)`,
}

/** Which stored VEVENTs a feed shows, by the start of their event, then by id. */
export async function feedIndex(db: Db, query: FeedQuery): Promise<IndexRow[]> {
  const { filters, lang, endedAfter } = query
  const conditions: RawBuilder<unknown>[] = [sql`f.lang = ${lang}`, eventConditions(filters)]
  if (endedAfter !== null) conditions.push(sql`(e.last_end is null or e.last_end > ${at(endedAfter)})`)
  if (filters.from !== null || filters.to !== null)
    conditions.push(sql`e.id = any(${await idsInside(db, filters)}::uuid[])`)
  // Entries are never updated, only written anew: the transaction that wrote one tells its text apart.
  // As one text: ten thousand rows cost the driver more than all the rest.
  const { rows } = await sql<{ index: string | null }>`
    select string_agg(e.id::text || ' ' || f.xmin::text, ',' order by e.next_start, e.id) as index
    from ${eventsSource({ ...filters, states: null })} join feed_entries f on f.event_id = e.id
    where ${allOf(conditions)}`.execute(db)
  const entries = rows[0]?.index?.split(',') ?? []
  return entries.map((entry) => ({ eventId: entry.slice(0, UUID), state: entry.slice(UUID + 1) }))
}

/** Characters of a UUID. */
const UUID = 36

/** The stored VEVENTs of events by their id; '' where all that would be shown is left out. */
export async function feedTexts(
  db: Db,
  { lang, cancelled }: FeedQuery,
  eventIds: readonly string[],
): Promise<Map<string, FeedRow>> {
  if (eventIds.length === 0) return new Map()
  const { rows } = await sql<FeedRow & { eventId: string }>`
    select e.id as "eventId", e.time_zone as "timeZone", ${TEXT[cancelled]} as text
    from published_events e join feed_entries f on f.event_id = e.id
    where f.lang = ${lang} and e.id = any(${[...eventIds]}::uuid[])`.execute(db)
  return new Map(rows.map(({ eventId, ...row }) => [eventId, row]))
}

/** Removed events that the filters would have shown. A search or a place cannot be asked of them: their text is gone. */
export async function tombstoneRows(
  db: Db,
  { filters, endedAfter, removedAfter }: FeedQuery,
): Promise<FeedRow[]> {
  if (filters.q !== null || filters.near || filters.bbox || filters.from !== null || filters.to !== null)
    return []
  const conditions: RawBuilder<unknown>[] = [sql`t.removed > ${at(removedAfter)}`]
  if (endedAfter !== null) conditions.push(sql`(t.last_end is null or t.last_end > ${at(endedAfter)})`)
  for (const group of filters.anyOf) conditions.push(sql`t.terms && ${group}::text[]`)
  if (filters.noneOf.length > 0) conditions.push(sql`not (t.terms && ${filters.noneOf}::text[])`)
  const { rows } = await sql<FeedRow>`
    select t.time_zone as "timeZone", t.entry as text
    from tombstones t where ${allOf(conditions)} order by t.removed, t.event_id`.execute(db)
  return rows
}

async function idsInside(db: Db, filters: Filters): Promise<string[]> {
  const ids: string[] = []
  let cursor: Filters['page']['cursor'] = null
  do {
    const { rows, next } = await listEvents(db, filters, { limit: 1000, cursor, number: null })
    ids.push(...rows.map(({ eventId }) => eventId))
    cursor = next && readCursor(next.value)
  } while (cursor)
  return ids
}
