import { type RawBuilder, sql } from 'kysely'
import { inOctets, type Octets, octetsOf, textOf } from '../../db/octets.ts'
import type { ChangeType } from '../changes/log.ts'
import { tellsAll } from '../changes/since.ts'
import type { Db } from '../deps.ts'
import { allOf, at, eventConditions, eventsSource } from './conditions.ts'
import { readCursor } from './cursor.ts'
import { listEvents } from './event-list.ts'
import { type Entry, entriesOf, eventIdOf, type FeedEdit } from './feed-pieces.ts'
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

/** Which events a feed shows, in its order. */
export async function readIndex(db: Db, query: FeedQuery): Promise<Entry[]> {
  const { filters } = query
  const conditions = indexConditions(query)
  if (isInRange(filters)) conditions.push(sql`e.id = any(${await idsInside(db, filters)}::uuid[])`)
  // As one text: ten thousand rows cost the driver more than all the rest.
  const { rows } = await sql<{ index: string | null }>`
    select string_agg(${ENTRY}, ',' order by e.next_start, e.id) as index
    from ${indexSource(query)} where ${allOf(conditions)}`.execute(db)
  return rows[0]?.index ? entriesOf(rows[0].index) : []
}

/** What more changes than these is read as a whole. */
const MOST_CHANGES = 64

/**
 * What may differ between a feed as it was at one revision and as it is at a later one, from the log of changes.
 * @returns null where the log does not tell all of it (see `tellsAll`), or there is too much of it
 */
export async function readEdit(
  db: Db,
  query: FeedQuery,
  since: Revision,
  until: Revision,
): Promise<(FeedEdit & { isOfRemoved: boolean }) | null> {
  const steps = until.revision - since.revision
  // Whether an event is inside a range is read from the table of occurrences, for all at once.
  if (steps < 0 || steps > MOST_CHANGES || isInRange(query.filters)) return null
  const { rows } = await sql<ChangeRow>`
    select c.event_id as "eventId", c.type, c.at, i.*
    from changes c left join lateral (
      select ${ENTRY} as entry, ${TEXT[query.cancelled]} as text, e.time_zone as "timeZone"
      from ${indexSource(query)}
      where c.revision > ${since.revision}::bigint and e.id = c.event_id and ${allOf(indexConditions(query))}
    ) i on true
    where c.revision between ${since.revision}::bigint and ${until.revision}::bigint
    order by c.revision`.execute(db)
  if (!tellsAll(rows, since, until)) return null
  const changes = rows.slice(1)
  const shown = new Map(changes.map((row) => [row.eventId, row]))
  return {
    eventIds: new Set(shown.keys()),
    rows: [...shown.values()].flatMap(({ entry, text, timeZone }) =>
      entry === null ? [] : { entry, bytes: encoder.encode(text), zones: [timeZone] },
    ),
    isOfRemoved: changes.some(({ type }) => type === 'event.published' || type === 'event.removed'),
  }
}

/** With what is shown of the event now; null where nothing is. */
type ChangeRow = { eventId: string; type: ChangeType; at: Date } & (
  | { entry: Entry; text: string; timeZone: string }
  | { entry: null; text: null; timeZone: null }
)

/** Texts are never updated, only written anew: the transaction that wrote one tells it apart. */
const ENTRY = sql<Entry>`e.id::text || ' ' || f.xmin::text || ' ' || (extract(epoch from e.next_start) * 1000)::bigint::text`

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

/** The texts of some events, one after the other. */
export interface PieceText {
  bytes: Uint8Array<ArrayBuffer>
  /** Octets of each event's: 0 where all of it is left out, or the event has gone since. */
  lengths: readonly number[]
  /** The zones that it may name. */
  zones: readonly string[]
}

/**
 * The stored VEVENTs of events, piece by piece. They are joined in the database: a row for each costs the driver more than
 * all the rest. The ids are the database's own and the language is the configuration's, so they stand in the statement itself.
 */
export async function readPieces(
  db: Db,
  { lang, cancelled }: FeedQuery,
  pieces: readonly (readonly Entry[])[],
): Promise<PieceText[]> {
  const ids = pieces.map((entries) => sql.lit(entries.map(eventIdOf).join()))
  const { rows } = await sql<{ text: Octets; lengths: Octets; zones: Octets | null }>`
    select ${sql.raw(inOctets('text', 'lengths', 'zones'))}
      string_agg(coalesce(t.text, ''), '' order by i.place) as text,
      string_agg(octet_length(convert_to(coalesce(t.text, ''), 'UTF8'))::text, ',' order by i.place) as lengths,
      string_agg(distinct t.zone, ',') as zones
    from unnest(array[${sql.join(ids)}]) with ordinality p (ids, place)
    cross join lateral unnest(string_to_array(p.ids, ',')::uuid[]) with ordinality i (id, place)
    left join (
      select e.id, e.time_zone as zone, ${TEXT[cancelled]} as text
      from published_events e join feed_entries f on f.event_id = e.id where f.lang = ${sql.lit(lang)}
    ) t on t.id = i.id
    group by p.place order by p.place`.execute(db)
  return rows.map(({ text, lengths, zones }) => ({
    bytes: octetsOf(text),
    lengths: textOf(lengths).split(',').map(Number),
    zones: zones === null ? [] : textOf(zones).split(','),
  }))
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

const encoder = new TextEncoder()
