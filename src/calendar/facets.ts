/** How many occurrences of a window have each value of each filter, and lie on each day. */
import { sql } from 'kysely'
import { FOR_ITS_VALUES } from '../../db/prepared.ts'
import type { Db } from '../deps.ts'
import { Problem } from '../errors.ts'
import { breather } from '../events/pause.ts'
import type { Instant } from '../recurrence/model.ts'
import { DAY } from '../time/civil.ts'
import { BOUNDS, type BoundsRow, boundsIn, longSeries, mayReachBeyond, unkept } from './beyond.ts'
import { at, foundEvents, narrowed, timestamp } from './conditions.ts'
import { Days } from './days.ts'
import type { Filters } from './filters.ts'
import { windowRows } from './window.ts'

export const FACETS = [
  'category', 'type', 'locality', 'partner', 'tag', 'language', 'attendanceMode', 'status',
] as const // biome-ignore format: a list to read
export type Facet = (typeof FACETS)[number]

export interface FacetValue {
  /** As the filter of the same name takes it, spelled for showing. */
  value: string
  count: number
}

/** By parameter, the most frequent first; `day` in the order of days. */
export type Facets = Record<Facet | 'day', FacetValue[]>

const MOST_VALUES = 100
const MOST_DAYS = 5 * 366
/** Occurrences beyond the table, each of which is counted one by one: a second of work. */
const MOST_EXPANDED = 1_000_000

/** How many occurrences beyond the table may still be counted; what is counted is taken off. */
export interface CountBudget {
  left: number
}
/** Occurrences between two looks at the clock. */
const TURN_OF = 500

/**
 * Counts the occurrences that overlap [from, to); `day` counts each on every local day in the window that it touches.
 * `from` must be known; `to` defaults to a year later.
 *
 * @param budget of all that is counted for one answer
 * @throws Problem invalidParameter where the window is longer than five years; TooManyToCount where it would take too long.
 */
export async function facets(
  db: Db,
  filters: Filters,
  timeZone: string,
  budget: CountBudget = { left: MOST_EXPANDED },
): Promise<Facets> {
  const { from, to } = boundsOf(filters)
  const bounded = { ...(await narrowed(db, filters)), from, to }
  const days = new Days(from, to, timeZone)
  const counts = new Map<string, number>()
  // Occurrences are counted per event first, which has the terms of all that no change sets apart.
  const { rows } = await sql<CountRow>`
    ${sql.raw(FOR_ITS_VALUES)} with ${foundEvents(bounded)} happening as materialized (${windowRows(bounded, BRANCH)}),
    counted as (
      select e.terms, h.count from (
        select event_id, count(*) as count from happening where own_terms is null group by event_id
      ) h join events e on e.id = h.event_id
      union all select own_terms, 1 from happening where own_terms is not null
    ),
    tallied as (
      select term as value, null::int as first, null::int as last, sum(count)::int as count
      from counted, unnest(terms) term
      where split_part(term, ':', 1) = any(${[...FACETS]}::text[]) group by term
      union all
      select null, first, last, count(*)::int from (
        select width_bucket(greatest(starts_at, ${at(from)}), d.midnights) as first,
          width_bucket(greatest(starts_at, least(ends_at, ${at(to)}) - interval '1 millisecond'), d.midnights) as last
        from happening, (select ${days.midnights.map(timestamp)}::timestamptz[] as midnights) d
      ) touched group by first, last
    )
    select f.*, l.label, b.kept_from, b.kept_until
    from (select ${BOUNDS}) b left join (tallied f left join labels l on l.term = f.value) on true`.execute(
    db,
  )
  const labels = new Map<string, string | null>()
  for (const { value, first, last, count, label } of rows) {
    if (value !== null) {
      counts.set(value, count)
      labels.set(value, label)
    } else if (count !== null) days.add(first ?? 0, last ?? 0, count)
  }
  const pause = breather()
  let expanded = 0
  const range = { from, to }
  const long = mayReachBeyond(boundsIn(rows), range) ? await longSeries(db, bounded, range) : []
  for (const series of long) {
    const before = expanded
    for (const { start, end } of unkept(series, { from, to })) {
      if (budget.left-- <= 0) throw new TooManyToCount()
      days.addTimes(start, end)
      if (++expanded % TURN_OF === 0) await pause()
    }
    for (const term of series.terms.filter(isCounted)) {
      if (expanded > before) counts.set(term, (counts.get(term) ?? 0) + expanded - before)
    }
    await pause()
  }
  return { ...(await spelled(db, counts, labels)), day: days.counts() }
}

/** Without `count`, it tells nothing but the bounds; without `value`, it counts days. */
type CountRow = BoundsRow & {
  first: number | null
  last: number | null
  label: string | null
} & ({ value: string; count: number } | { value: null; count: number | null })

const BRANCH = {
  columns: sql`o.event_id, o.starts_at, o.ends_at, case when o.changed then o.terms end as own_terms`,
  // Keeps each class of length a look into the index of its own.
  tail: sql`offset 0`,
  after: null,
}

function boundsOf({ from, to }: Filters): { from: Instant; to: Instant } {
  if (from === null) throw new RangeError('facets need a start')
  const end = to ?? new Date(from).setUTCFullYear(new Date(from).getUTCFullYear() + 1)
  if (end - from <= MOST_DAYS * DAY) return { from, to: end }
  const detail = 'is more than five years after from'
  throw new Problem('invalidParameter', `to ${detail}`, [{ parameter: 'to', detail }])
}

export class TooManyToCount extends Problem {
  constructor() {
    const detail = `counts more than ${MOST_EXPANDED} occurrences of long series: ask for less time, or for fewer events`
    super('invalidParameter', `to ${detail}`, [{ parameter: 'to', detail }])
  }
}

/** @param labels those that are known already, and null where there is none */
async function spelled(
  db: Db,
  counts: ReadonlyMap<string, number>,
  labels: Map<string, string | null>,
): Promise<Record<Facet, FacetValue[]>> {
  const most = FACETS.map((facet) => [facet, mostFrequent(facet, counts)] as const)
  const terms = most.flatMap(([, found]) => found.map(({ term }) => term)).filter((term) => !labels.has(term))
  // What only series beyond the table have.
  if (terms.length > 0) {
    const { rows } = await sql<{ term: string; label: string }>`
      select term, label from labels where term = any(${terms}::text[])`.execute(db)
    for (const { term, label } of rows) labels.set(term, label)
  }
  const values = most.map(([facet, found]) => [
    facet,
    found.map(({ term, count }) => ({ value: labels.get(term) ?? folded(term), count })),
  ])
  return Object.fromEntries(values)
}

function mostFrequent(facet: Facet, counts: ReadonlyMap<string, number>): { term: string; count: number }[] {
  return [...counts]
    .filter(([term]) => facetOf(term) === facet)
    .map(([term, count]) => ({ term, count }))
    .sort((a, b) => b.count - a.count || (a.term < b.term ? -1 : 1))
    .slice(0, MOST_VALUES)
}

function isCounted(term: string): boolean {
  const facet = facetOf(term)
  return FACETS.some((name) => name === facet)
}

function facetOf(term: string): string {
  return term.slice(0, term.indexOf(':'))
}

function folded(term: string): string {
  return term.slice(term.indexOf(':') + 1)
}
