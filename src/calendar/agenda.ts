/** The calendar page's question: what happens in a window, in order, page by page. */
import type { Db, Deps } from '../deps.ts'
import { FIRST_WALL } from '../time/wall.ts'
import { type Bounds, type LongSeries, longSeries, mayReachBeyond, unkept, unkeptBack } from './beyond.ts'
import type { Key } from './cursor.ts'
import type { Filters, Page, Range } from './filters.ts'
import { inOrder } from './merge.ts'
import type { Months } from './months.ts'
import { comparator, isByStart, isReversed } from './order.ts'
import { type Next, nextOf, skippedBy } from './paging.ts'
import { type AgendaRow, keptRows } from './window.ts'

export interface Agenda {
  rows: AgendaRow[]
  /** Where the list goes on; null at its end. */
  next: Next | null
}

/**
 * The occurrences that overlap [from, to), by start (or by their event's last change), then by id.
 *
 * An open `to` is open: endless series go on. Only in another order than by `start`, where that could have no
 * beginning, series count as far as they are kept.
 */
export function agenda(db: Db, filters: Filters, page: Page = filters.page): Promise<Agenda> {
  return agendaOf(filters, page, (after, most) => firstRows(db, filters, after, most))
}

/** The same, told from memory where it is at hand. */
export function createAgenda({ db }: Deps, months: Months) {
  return (filters: Filters): Promise<Agenda> =>
    agendaOf(filters, filters.page, (after, most) =>
      months.first(filters, after, most, () => firstRows(db, filters, after, most)),
    )
}
export type ReadAgenda = ReturnType<typeof createAgenda>

/** @param first gives the first so many occurrences after a key */
async function agendaOf(
  filters: Filters,
  page: Page,
  first: (after: Key | null, most: number) => Promise<AgendaRow[]>,
): Promise<Agenda> {
  const skipped = skippedBy(page)
  const wanted = skipped + page.limit + 1
  const rows = await first(page.cursor?.key ?? null, wanted)
  const items = rows.slice(skipped, skipped + page.limit)
  return {
    rows: items,
    next: rows.length === wanted ? nextOf(filters, page, 'occurrences', items.at(-1)) : null,
  }
}

async function firstRows(db: Db, filters: Filters, after: Key | null, wanted: number): Promise<AgendaRow[]> {
  const { rows: kept, bounds } = await keptRows(db, filters, after, wanted)
  const last = kept.length === wanted ? kept[wanted - 1] : undefined
  const beyond = await rowsBeyond(db, filters, { after, last: last ?? null }, bounds)
  const compare = comparator(filters.sort)
  const rows: AgendaRow[] = []
  for (const row of inOrder([kept, ...beyond], compare)) {
    const previous = rows.at(-1)
    // A series whose kept part has just grown may give a row twice.
    if (previous && compare(previous, row) === 0) continue
    rows.push(row)
    if (rows.length === wanted) break
  }
  return rows
}

/** What the table does not keep, between a key and the last row that the table gave for this page (null: to the end). */
async function rowsBeyond(
  db: Db,
  filters: Filters,
  { after, last }: { after: Key | null; last: Key | null },
  bounds: Bounds,
): Promise<Iterable<AgendaRow>[]> {
  const { sort } = filters
  const compare = comparator(sort)
  const range = rangeBetween(filters, after, last)
  const onlyBefore = filters.to === null && sort !== 'start'
  if (!mayReachBeyond(bounds, range)) return []
  const found = await longSeries(db, filters, onlyBefore ? { ...range, to: FIRST_WALL } : range)
  const isOfPage = (series: LongSeries) => {
    const withTimesOf = (key: Key) => ({ ...key, updated: series.updated, eventId: series.eventId })
    if (after && compare(withTimesOf(after), after) < 0) return false
    return !last || compare(withTimesOf(last), last) <= 0
  }
  return found
    .filter((series) => isByStart(sort) || isOfPage(series))
    .map((series) => {
      const to = onlyBefore ? earliest(range.to, series.kept.from) : range.to
      const isBack = isReversed(sort) && to !== null
      const rows = isBack
        ? unkeptBack(series, { from: range.from, to })
        : unkept(series, { from: range.from, to })
      return after ? skipUpTo(rows, after, compare) : rows
    })
}

/** Which times a page can still show: a list by start narrows its window from both ends. */
function rangeBetween({ from, to, sort }: Filters, after: Key | null, last: Key | null): Range {
  if (!isByStart(sort)) return { from, to }
  const least = isReversed(sort) ? last : after
  const most = isReversed(sort) ? after : last
  const until = earliest(to, most && most.start + 1)
  // Never empty: what began before `from` and still runs is found at it.
  const end = until !== null && from !== null ? Math.max(until, from + 1) : until
  return { from: latest(from, least?.start), to: end }
}

function latest(one: number | null, other: number | undefined): number | null {
  if (one === null || other === undefined) return one ?? other ?? null
  return Math.max(one, other)
}

function earliest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other
  return Math.min(one, other)
}

function* skipUpTo(rows: Iterable<AgendaRow>, after: Key, compare: (a: Key, b: Key) => number) {
  for (const row of rows) if (compare(row, after) > 0) yield row
}
