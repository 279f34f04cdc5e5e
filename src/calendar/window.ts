/**
 * The window query: the kept occurrences that overlap [from, to), in order, without reading more than it must. What
 * starts in the window is one range of an index. What began before and still runs is looked for per class of length,
 * only as far back as that class can last (see span.ts).
 */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../deps.ts'
import { HOUR } from '../time/civil.ts'
import { BOUNDS, type Bounds, type BoundsRow, boundsIn } from './beyond.ts'
import {
  allOf,
  at,
  epochMs,
  eventsSource,
  foundEvents,
  isFoundBy,
  type NarrowedFilters,
  narrowed,
  occurrenceConditions,
  occurrencesSource,
} from './conditions.ts'
import type { Key } from './cursor.ts'
import type { Filters, Range } from './filters.ts'
import { isByStart, isReversed, keyOrder, startOrder } from './order.ts'
import type { Sort } from './parameters.ts'
import { SPANS } from './span.ts'

/** One occurrence of a list, with the key that it is sorted by. */
export interface AgendaRow extends Key {
  /** Exclusive, epoch ms; equal to `start` where there is no known end. */
  end: number
  /** Whether a change to this occurrence makes it differ from its event. */
  changed: boolean
  /** Of the event: with its id it names the content to show. */
  version: number
}

/** Rows of the table, and how far it keeps all series, as one state of the database has them. */
export interface KeptRows {
  rows: AgendaRow[]
  bounds: Bounds
}

/** The first `limit` kept occurrences after a key (null: from the beginning), in the filters' order. */
export async function keptRows(db: Db, asked: Filters, after: Key | null, limit: number): Promise<KeptRows> {
  const filters = await narrowed(db, asked)
  const most = saidLimit(limit)
  if (isOfMany(filters)) {
    const unsearched = { ...filters, q: null }
    if (mayBeRare(unsearched) && !(await nearRows(db, unsearched, after, limit)))
      return rowsByIndex(db, filters, after, limit)
    const met = await rowsOf(db, unsearched, metOnTheWay(filters, after, most), limit)
    if (met.rows.length === limit || (await isWithinTheWay(db, filters, after))) return met
  }
  if (isOfFewPlaced(filters)) return rowsByIndex(db, filters, after, limit)
  if (mayBeRare(filters))
    return (await nearRows(db, filters, after, limit)) ?? (await rowsByIndex(db, filters, after, limit))
  const picked = isByStart(filters.sort)
    ? pickedByStart(filters, after, most)
    : pickedByUpdate(filters, after, most)
  return rowsOf(db, filters, picked, limit)
}

/** The first among what is near; null where that does not tell, as few there have the terms. */
async function nearRows(
  db: Db,
  filters: NarrowedFilters,
  after: Key | null,
  limit: number,
): Promise<KeptRows | null> {
  const picked = pickedByStart(filters, after, saidLimit(limit), isNear(filters))
  const near = await rowsOf(db, filters, picked, limit, firstFar(filters, after))
  return isFirst(near.rows, filters, limit) || near.isAllNear ? near : null
}

function rowsByIndex(db: Db, filters: NarrowedFilters, after: Key | null, limit: number): Promise<KeptRows> {
  return db.transaction().execute(async (tx) => {
    // Of what is not there, the database takes some to be, and would look for it from the first occurrence to the last.
    await sql`select set_config('enable_seqscan', 'off', true)`.execute(tx)
    return rowsOf(tx, filters, pickedByIndex(filters, after, saidLimit(limit)), limit)
  })
}

async function rowsOf(
  db: Db,
  filters: NarrowedFilters,
  picked: RawBuilder<unknown>,
  limit: number,
  far = sql`select null::timestamptz as starts_at`,
): Promise<KeptRows & { isAllNear: boolean }> {
  const { rows } = await sql<BoundsRow & { picked: string | null; is_all_near: boolean }>`
    with ${foundEvents(filters)} far as materialized (${far}), picked as (${picked})
    select ${BOUNDS}, (select count(starts_at) = 0 from far) as is_all_near, (
      select string_agg(${ROW}, ',' order by ${keyOrder(filters.sort)})
      from picked o join events e on e.id = o.event_id
    ) as picked`.execute(db)
  const texts = rows[0]?.picked?.split(',') ?? []
  const isAllNear = rows[0]?.is_all_near ?? true
  return { rows: texts.slice(0, limit).map(pickedRow), bounds: boundsIn(rows), isAllNear }
}

/** As one text, since the driver takes five times as long for the same as values of many rows. */
const ROW =
  sql.raw(`concat_ws('|', o.event_id, o.recurrence_id, ${epochMs('o.starts_at')}, ${epochMs('o.ends_at')},
  o.changed, e.version, ${epochMs('e.updated')})`)

function pickedRow(text: string): AgendaRow {
  const [eventId = '', recurrenceId = '', start, end, changed, version, updated] = text.split('|')
  return {
    updated: Number(updated),
    start: Number(start),
    eventId,
    recurrenceId,
    end: Number(end),
    changed: changed === 't',
    version: Number(version),
  }
}

/**
 * A limit as a statement that is prepared says it: a number, as a limit that is not known would be planned for as a tenth of
 * all rows; and one of few, so that there are few statements.
 */
function saidLimit(limit: number): RawBuilder<number> {
  return sql.lit(LIMITS.find((one) => one >= limit) ?? Math.ceil(limit / 1000) * 1000)
}
/** What most ask for, and the one more that tells whether the list goes on. */
const LIMITS = [1, 21, 51, 101, 201]

/** How a branch of the window query selects: columns of `o`, what follows the conditions, and the key to go on after. */
interface Branch {
  columns: RawBuilder<unknown>
  tail: RawBuilder<unknown>
  after: Key | null
  /** A condition more for what starts in the window. */
  inside?: RawBuilder<boolean> | undefined
}

/** Of branches that give all their rows: `offset 0` keeps each class of length a look into the index of its own. */
export const WHOLE = { tail: sql`offset 0`, after: null }

/** The kept occurrences in the window as one `union all`, each branch selected in the same way. */
export function windowRows(
  filters: NarrowedFilters,
  { columns, tail, after, inside: more }: Branch,
): RawBuilder<unknown> {
  const { from, to, sort } = filters
  const select = (
    ...times: RawBuilder<unknown>[]
  ) => sql`(select ${columns} from ${occurrencesSource(filters)}
    where ${allOf([...times, occurrenceConditions(filters)])} ${tail})`
  const inside = () => select(...startsWithin({ from, to }, after, sort), ...(more ? [more] : []))
  if (from === null) return inside()
  const stillRuns = sql`o.ends_at > ${at(from)}`
  const recent = () => {
    const since = from - (SPANS[0]?.maxMs ?? 0)
    return select(sql`o.span = 0`, ...startsWithin({ from: since, to: from }, after, sort), stillRuns)
  }
  const ofClasses = () => {
    const since = sql`o.starts_at >= coalesce(${at(from)} - s.longest, '-infinity') and o.starts_at < ${at(from)}`
    const key = after ? [isAfter(after, sort)] : []
    const ofClass = select(sql`o.span > 0 and o.span = s.span`, since, ...key, stillRuns)
    return sql`(select l.* from ${LONGER}, lateral ${ofClass} l)`
  }
  // What a key lies behind already is not asked for: in order, what runs from before stands ahead.
  const isAfterStart = after !== null && after.start >= from
  if (isAfterStart && !isReversed(sort)) return inside()
  if (after && !isAfterStart && isReversed(sort)) return sql.join([recent(), ofClasses()], sql` union all `)
  return sql.join([inside(), recent(), ofClasses()], sql` union all `)
}

/** The classes that have an index of their own, each with how long it lasts at most; null: without bound. */
const LONGER = sql.raw(
  `(values ${SPANS.slice(1)
    .map(
      ({ span, maxMs }) =>
        `(${span}::smallint, ${Number.isFinite(maxMs) ? `interval '${maxMs / HOUR} hours'` : 'null'})`,
    )
    .join()}) s (span, longest)`,
)

/**
 * Starts in [from, to) and after a key. Of two bounds on one side only the tighter is said: the database would begin to
 * walk its index at the first that it finds.
 */
function startsWithin({ from, to }: Range, after: Key | null, sort: Sort): RawBuilder<unknown>[] {
  const isKeyTighter =
    after !== null &&
    (isReversed(sort) ? to === null || after.start < to : from === null || after.start >= from)
  const bounds: RawBuilder<unknown>[] = isKeyTighter ? [isAfter(after, sort)] : []
  if (from !== null && !(isKeyTighter && !isReversed(sort))) bounds.push(sql`o.starts_at >= ${at(from)}`)
  if (to !== null && !(isKeyTighter && isReversed(sort))) bounds.push(sql`o.starts_at < ${at(to)}`)
  return bounds
}

function isAfter({ start, eventId, recurrenceId }: Key, sort: Sort): RawBuilder<boolean> {
  const key = sql`(${at(start)}, ${eventId}::uuid, ${recurrenceId}::text)`
  return sql`(o.starts_at, o.event_id, o.recurrence_id) ${isReversed(sort) ? sql`<` : sql`>`} ${key}`
}

/** What a list needs of an occurrence. */
const COLUMNS = sql.raw('o.event_id, o.recurrence_id, o.starts_at, o.ends_at, o.changed')

/** Every branch gives its first few, then they are merged. */
function pickedByStart(
  filters: NarrowedFilters,
  after: Key | null,
  limit: RawBuilder<number>,
  inside?: RawBuilder<boolean>,
): RawBuilder<unknown> {
  const order = sql`order by ${startOrder(filters.sort)} limit ${limit}`
  return sql`select * from (${windowRows(filters, { columns: COLUMNS, tail: order, after, inside })}) o ${order}`
}

/** Whether a place is asked for where few events are: the first of these in order may come after a long walk. */
function isOfFewPlaced({ found, near, bbox, sort }: NarrowedFilters): boolean {
  return found !== null && (near !== null || bbox !== null) && isByStart(sort)
}

/** Whether terms are asked for that nothing may have, or not before a long walk in order. */
function mayBeRare({ anyOf, q, states, eventId, sort }: NarrowedFilters): boolean {
  return anyOf.length > 0 && q === null && states === null && eventId === null && isByStart(sort)
}

/** Whether rows, of which those that are far may be missing, are the first so many: from the last on, what began before the window comes after all that is far. */
function isFirst(rows: readonly AgendaRow[], { from, sort }: Filters, limit: number): boolean {
  const last = rows.length === limit ? rows.at(-1) : undefined
  return last !== undefined && (!isReversed(sort) || from === null || last.start >= from)
}

/** How many occurrences are near: so many are looked at, one after another, for the terms that are asked for. */
const NEAR = sql.lit(3000)

/** Of what starts in the window and after a key, whatever it is: the first that is no longer near; none where all are. */
function firstFar(filters: NarrowedFilters, after: Key | null): RawBuilder<unknown> {
  const { sort } = filters
  return sql`select o.starts_at from ${occurrencesSource(filters)}
    where ${allOf(startsWithin(filters, after, sort))} order by ${startOrder(sort)} offset ${NEAR} limit 1`
}

/** Whether an occurrence is before the first that is `far`. */
function isNear({ sort }: Filters): RawBuilder<boolean> {
  return isReversed(sort)
    ? sql`o.starts_at > coalesce((select starts_at from far), '-infinity')`
    : sql`o.starts_at < coalesce((select starts_at from far), 'infinity')`
}

/** All that has the terms, or is of the events that are named, by their index, then in order. */
function pickedByIndex(
  filters: NarrowedFilters,
  after: Key | null,
  limit: RawBuilder<number>,
): RawBuilder<unknown> {
  const { from, to, sort } = filters
  const times: RawBuilder<unknown>[] = [occurrenceConditions(filters)]
  if (to !== null) times.push(sql`o.starts_at < ${at(to)}`)
  if (from !== null) times.push(sql`(o.starts_at >= ${at(from)} or o.ends_at > ${at(from)})`)
  if (after) times.push(isAfter(after, sort))
  return sql`select * from (select ${COLUMNS} from ${occurrencesSource(filters)} where ${allOf(times)} offset 0) o
    order by ${startOrder(sort)} limit ${limit}`
}

/** How many occurrences are looked at, one after another, for those that a search finds. */
const WAY = sql.lit(1000)

/** Whether a search finds so many events that the first of them in order are soon met, and to name all takes longer. */
function isOfMany({ q, found, sort }: NarrowedFilters): boolean {
  return q !== null && found === null && isByStart(sort)
}

/** The occurrences at the beginning of a window, whatever a search finds. */
function onTheWay(filters: NarrowedFilters, after: Key | null): RawBuilder<unknown> {
  return pickedByStart({ ...filters, q: null }, after, WAY)
}

/** Those of them that the search finds. */
function metOnTheWay(
  filters: NarrowedFilters,
  after: Key | null,
  limit: RawBuilder<number>,
): RawBuilder<unknown> {
  // The offset keeps it to one event after another, until there are enough.
  return sql`select o.* from (${onTheWay(filters, after)}) o
    cross join lateral (select from events e where e.id = o.event_id and ${isFoundBy(filters)} offset 0) e
    order by ${startOrder(filters.sort)} limit ${limit}`
}

/** Whether the whole window was looked at on the way. */
async function isWithinTheWay(db: Db, filters: NarrowedFilters, after: Key | null): Promise<boolean> {
  const { rows } = await sql<{ is_within: boolean }>`
    select count(*) < ${WAY} as is_within from (${onTheWay(filters, after)}) o`.execute(db)
  return rows[0]?.is_within ?? false
}

/** Event by event in the order of their last change, each with its occurrences in the window. */
function pickedByUpdate(
  filters: NarrowedFilters,
  after: Key | null,
  limit: RawBuilder<number>,
): RawBuilder<unknown> {
  const { from, to, sort } = filters
  const beyond = isReversed(sort) ? sql`<` : sql`>`
  const events: RawBuilder<unknown>[] = []
  const occurrences: RawBuilder<unknown>[] = [sql`o.event_id = e.id`, occurrenceConditions(filters)]
  if (after) {
    const updated = at(after.updated)
    const id = sql`${after.eventId}::uuid`
    events.push(sql`(e.updated, e.id) ${beyond}= (${updated}, ${id})`)
    occurrences.push(sql`(e.id <> ${id} or (o.starts_at, o.recurrence_id) ${beyond}
      (${at(after.start)}, ${after.recurrenceId}::text))`)
  }
  if (to !== null) occurrences.push(sql`o.starts_at < ${at(to)}`)
  if (from !== null) {
    events.push(sql`(e.last_end is null or e.last_end >= ${at(from)})`)
    occurrences.push(sql`(o.starts_at >= ${at(from)} or o.ends_at > ${at(from)})`)
  }
  return sql`select ${COLUMNS}
    from (select e.id, e.updated, e.last_end from ${eventsSource(filters)} where ${allOf(events)}) e
    cross join lateral (select o.* from occurrences o where ${allOf(occurrences)}) o
    order by ${keyOrder(sort)} limit ${limit}`
}
