/**
 * The window query: the kept occurrences that overlap [from, to), in order, without reading more than it must. What
 * starts in the window is one range of an index. What began before and still runs is looked for per class of length,
 * only as far back as that class can last (see span.ts).
 */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../deps.ts'
import {
  allOf,
  at,
  eventsSource,
  foundEvents,
  occurrenceConditions,
  occurrencesSource,
} from './conditions.ts'
import type { Key } from './cursor.ts'
import type { Filters } from './filters.ts'
import { isByStart, isReversed, keyOrder, startOrder } from './order.ts'
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

/** The first `limit` kept occurrences after a key (null: from the beginning), in the filters' order. */
export async function keptRows(
  db: Db,
  filters: Filters,
  after: Key | null,
  limit: number,
): Promise<AgendaRow[]> {
  const picked = isByStart(filters.sort)
    ? pickedByStart(filters, after, limit)
    : pickedByUpdate(filters, after, limit)
  const { rows } = await sql<PickedRow>`
    with ${foundEvents(filters)} picked as (${picked})
    select o.event_id, o.recurrence_id, o.starts_at, o.ends_at, o.changed, e.version, e.updated
    from picked o join events e on e.id = o.event_id
    order by ${keyOrder(filters.sort)}`.execute(db)
  return rows.map((row) => ({
    updated: row.updated.getTime(),
    start: row.starts_at.getTime(),
    eventId: row.event_id,
    recurrenceId: row.recurrence_id,
    end: row.ends_at.getTime(),
    changed: row.changed,
    version: row.version,
  }))
}

interface PickedRow {
  event_id: string
  recurrence_id: string
  starts_at: Date
  ends_at: Date
  changed: boolean
  version: number
  updated: Date
}

/** How a branch of the window query selects: columns of `o`, and what follows the conditions. */
interface Branch {
  columns: RawBuilder<unknown>
  conditions: RawBuilder<unknown>[]
  tail: RawBuilder<unknown>
}

/** The kept occurrences in the window as one `union all`, each branch selected in the same way. */
export function windowRows(
  filters: Filters,
  branch: Branch,
  skip: { before?: boolean; inside?: boolean } = {},
) {
  const { from, to } = filters
  const select = (
    ...times: RawBuilder<unknown>[]
  ) => sql`(select ${branch.columns} from ${occurrencesSource(filters)}
    where ${allOf([...times, occurrenceConditions(filters), ...branch.conditions])} ${branch.tail})`
  const untilTo = to === null ? [] : [sql`o.starts_at < ${at(to)}`]
  if (from === null) return select(...untilTo)
  const stillRuns = [sql`o.starts_at < ${at(from)}`, sql`o.ends_at > ${at(from)}`]
  const [shortest, ...longer] = SPANS
  const branches: RawBuilder<unknown>[] = []
  if (!skip.inside) branches.push(select(sql`o.starts_at >= ${at(from)}`, ...untilTo))
  if (!skip.before) {
    const since = from - (shortest?.maxMs ?? 0)
    branches.push(select(sql`o.span = 0`, sql`o.starts_at >= ${at(since)}`, ...stillRuns))
    const classes = longer.map(({ span, maxMs }) => {
      const earliest = Number.isFinite(maxMs) ? at(from - maxMs) : sql`'-infinity'::timestamptz`
      return sql`(${sql.lit(span)}::smallint, ${earliest})`
    })
    const ofClass = select(sql`o.span > 0`, sql`o.span = s.span`, sql`o.starts_at >= s.since`, ...stillRuns)
    branches.push(sql`(select l.* from (values ${sql.join(classes)}) s (span, since), lateral ${ofClass} l)`)
  }
  return sql.join(branches, sql` union all `)
}

/** Every branch gives its first few, then they are merged: what runs from before stands ahead of what starts inside. */
function pickedByStart(filters: Filters, after: Key | null, limit: number): RawBuilder<unknown> {
  const { from, sort } = filters
  const order = sql`order by ${startOrder(sort)} limit ${limit}`
  const columns = sql`o.event_id, o.recurrence_id, o.starts_at, o.ends_at, o.changed`
  const conditions: RawBuilder<unknown>[] = []
  if (after) {
    const key = sql`(${at(after.start)}, ${after.eventId}::uuid, ${after.recurrenceId}::text)`
    conditions.push(
      sql`(o.starts_at, o.event_id, o.recurrence_id) ${isReversed(sort) ? sql`<` : sql`>`} ${key}`,
    )
  }
  const isInside = after !== null && from !== null && after.start >= from
  const skip = isReversed(sort) ? { inside: after !== null && !isInside } : { before: isInside }
  const rows = windowRows(filters, { columns, conditions, tail: order }, skip)
  return sql`select * from (${rows}) o ${order}`
}

/** Event by event in the order of their last change, each with its occurrences in the window. */
function pickedByUpdate(filters: Filters, after: Key | null, limit: number): RawBuilder<unknown> {
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
  return sql`select o.event_id, o.recurrence_id, o.starts_at, o.ends_at, o.changed
    from (select e.id, e.updated, e.last_end from ${eventsSource(filters)} where ${allOf(events)}) e
    cross join lateral (select o.* from occurrences o where ${allOf(occurrences)}) o
    order by ${keyOrder(sort)} limit ${limit}`
}
