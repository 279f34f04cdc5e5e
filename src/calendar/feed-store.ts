import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../deps.ts'
import { allOf, at, eventConditions, eventsSource } from './conditions.ts'
import { readCursor } from './cursor.ts'
import { listEvents } from './event-list.ts'
import type { IndexEdit, IndexRow } from './feed-pieces.ts'
import type { Filters } from './filters.ts'
import type { Revision } from './revision.ts'

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
  const { filters } = query
  const conditions = indexConditions(query)
  if (isInRange(filters)) conditions.push(sql`e.id = any(${await idsInside(db, filters)}::uuid[])`)
  // As one text: ten thousand rows cost the driver more than all the rest.
  const { rows } = await sql<{ index: string | null }>`
    select string_agg(${ENTRY}, ',' order by e.next_start, e.id) as index
    from ${indexSource(query)} where ${allOf(conditions)}`.execute(db)
  return rows[0]?.index?.split(',').map(rowOf) ?? []
}

/** What more changes than these is read as a whole. */
const MOST_CHANGES = 256

/**
 * What may differ between the index as it was at one revision and as it is at a later one, from the log of changes.
 * @returns null where the log does not tell all of it: something else raised the revision too (a category's name), entries
 *   are no longer there, `since` is of a state that was lost, or there is too much of it
 */
export async function indexEdit(
  db: Db,
  query: FeedQuery,
  since: Revision,
  until: Revision,
): Promise<IndexEdit | null> {
  const steps = until.revision - since.revision
  // Whether an event is inside a range is read from the table of occurrences, for all at once.
  if (steps < 0 || steps > MOST_CHANGES || isInRange(query.filters)) return null
  const { rows } = await sql<{ eventId: string; at: Date; entry: string | null }>`
    select c.event_id as "eventId", c.at, i.entry
    from changes c left join lateral (
      select ${ENTRY} as entry from ${indexSource(query)}
      where e.id = c.event_id and ${allOf(indexConditions(query))}
    ) i on true
    where c.revision between ${since.revision}::bigint and ${until.revision}::bigint
    order by c.revision`.execute(db)
  // Each revision is one entry's, so as many as there are steps, and the one that led to `since`, are all.
  if (rows.length !== steps + 1 || rows[0]?.at.getTime() !== since.changed.getTime()) return null
  const entries = new Map(rows.map(({ eventId, entry }) => [eventId, entry]))
  return {
    eventIds: new Set(entries.keys()),
    rows: [...entries.values()].flatMap((entry) => (entry === null ? [] : rowOf(entry))),
  }
}

/** An index row as text. Entries are never updated, only written anew: the transaction that wrote one tells its text apart. */
const ENTRY = sql`e.id::text || ' ' || f.xmin::text || ' ' || (extract(epoch from e.next_start) * 1000)::bigint::text`

function rowOf(entry: string): IndexRow {
  const [eventId = '', state = '', start] = entry.split(' ')
  return { eventId, state, start: Number(start) }
}

function indexSource({ filters }: FeedQuery): RawBuilder<unknown> {
  return sql`${eventsSource({ ...filters, states: null })} join feed_entries f on f.event_id = e.id`
}

/** What holds for an event that is shown, the range of time aside. */
function indexConditions({ filters, lang, endedAfter }: FeedQuery): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [sql`f.lang = ${lang}`, eventConditions(filters)]
  if (endedAfter !== null) conditions.push(sql`(e.last_end is null or e.last_end > ${at(endedAfter)})`)
  return conditions
}

const isInRange = ({ from, to }: Filters) => from !== null || to !== null

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
  if (filters.q !== null || filters.near || filters.bbox || isInRange(filters)) return []
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
