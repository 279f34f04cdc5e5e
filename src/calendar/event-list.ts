/** The list of events: a series is one item, whether or not a window is asked for. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../deps.ts'
import { reachesBeyond, SERIES_COLUMNS, type SeriesRow, seriesOf, unkept } from './beyond.ts'
import { allOf, at, eventConditions, eventsInPlace, eventsSource, isAmong } from './conditions.ts'
import type { Key } from './cursor.ts'
import type { Filters, Page } from './filters.ts'
import { isByStart, isReversed } from './order.ts'
import { type Next, nextOf, skippedBy } from './paging.ts'

/** One event of a list: with `version` it names the content to show. `start` is its first occurrence's. */
export interface EventListRow extends Key {
  version: number
}

export interface EventList {
  rows: EventListRow[]
  /** Where the list goes on; null at its end. */
  next: Next | null
}

/**
 * The events asked for, by the start of their first occurrence (or by their last change), then by id. With `from` or `to`
 * only those of which an occurrence overlaps [from, to).
 */
export async function listEvents(db: Db, filters: Filters, page: Page = filters.page): Promise<EventList> {
  const skipped = skippedBy(page)
  const wanted = skipped + page.limit + 1
  const placed = await eventsInPlace(db, filters)
  const rows: EventListRow[] = []
  let after = page.cursor?.key ?? null
  for (let isMore = true; isMore && rows.length < wanted; ) {
    const batch = await candidates(db, filters, placed, after, wanted)
    for (const row of batch) if (isInside(row, filters)) rows.push(listRow(row))
    isMore = batch.length === wanted
    const last = batch.at(-1)
    after = last ? listRow(last) : null
  }
  const items = rows.slice(skipped, skipped + page.limit)
  return { rows: items, next: rows.length >= wanted ? nextOf(filters, page, 'events', items.at(-1)) : null }
}

interface CandidateRow extends SeriesRow {
  id: string
  version: number
  updated: Date
  next_start: Date
  /** Null where the table cannot tell: the window reaches beyond what it keeps. */
  inside: boolean | null
}

async function candidates(
  db: Db,
  filters: Filters,
  placed: string[] | null,
  after: Key | null,
  limit: number,
): Promise<CandidateRow[]> {
  const { from, to, sort } = filters
  const column = isByStart(sort) ? sql`e.next_start` : sql`e.updated`
  const direction = isReversed(sort) ? sql` desc` : sql``
  const conditions: RawBuilder<unknown>[] = [eventConditions(filters)]
  if (placed) conditions.push(isAmong(placed))
  if (from !== null) conditions.push(sql`(e.last_end is null or e.last_end >= ${at(from)})`)
  if (to !== null) conditions.push(sql`e.next_start < ${at(to)}`)
  if (after) {
    const value = at(isByStart(sort) ? after.start : after.updated)
    const beyond = isReversed(sort) ? sql`<` : sql`>`
    conditions.push(sql`(${column}, e.id) ${beyond} (${value}, ${after.eventId}::uuid)`)
  }
  const { rows } = await sql<CandidateRow>`
    select e.id, e.version, e.updated, e.next_start, w.inside, ${SERIES_COLUMNS}
    from ${eventsSource(filters)} cross join lateral (select ${insideOf(filters)} as inside offset 0) w
    where ${allOf(conditions)} and w.inside is not false
    order by ${column}${direction}, e.id${direction} limit ${limit}`.execute(db)
  return rows
}

/** True or false where the table of occurrences tells, else null. */
function insideOf({ from, to }: Filters): RawBuilder<boolean | null> {
  if (from === null && to === null) return sql`true`
  const times = [sql`o.event_id = e.id`]
  if (to !== null) times.push(sql`o.starts_at < ${at(to)}`)
  if (from !== null) times.push(sql`(o.starts_at >= ${at(from)} or o.ends_at > ${at(from)})`)
  // A scalar subquery, since the database would turn exists into a hash of the whole table.
  return sql`case when (select true from occurrences o where ${allOf(times)} limit 1) then true
    when ${reachesBeyond({ from, to })} then null else false end`
}

function isInside(row: CandidateRow, { from, to }: Filters): boolean {
  if (row.inside !== null) return row.inside
  const series = { ...seriesOf(row), ...identity(row), terms: [] }
  return !unkept(series, { from, to }).next().done
}

function listRow(row: CandidateRow): EventListRow {
  return { ...identity(row), start: row.next_start.getTime(), recurrenceId: '' }
}

function identity({ id, version, updated }: CandidateRow) {
  return { eventId: id, version, updated: updated.getTime() }
}
