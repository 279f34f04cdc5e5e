/** How many occurrences of a window have each value of each filter, and lie on each day. */
import { sql } from 'kysely'
import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import type { Instant } from '../recurrence/model.ts'
import { DAY } from '../time/civil.ts'
import { Days } from './days.ts'
import { type CountBudget, countInDatabase, wholeBudget } from './facet-query.ts'
import type { Filters } from './filters.ts'
import type { Months } from './months.ts'
import { stateName } from './revision.ts'

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
export type FacetCounts = Record<Facet | 'day', FacetValue[]>

const MOST_VALUES = 100
const MOST_DAYS = 5 * 366

/** Counts for all that ask, in memory where it can. */
export function createFacets(deps: Deps, months: Months) {
  const labelsOf = createLabels(deps)

  /**
   * Counts the occurrences that overlap [from, to); `day` counts each on every local day in the window that it touches.
   * `from` must be known; `to` defaults to a year later.
   *
   * @param budget of all that is counted for one answer
   * @throws Problem invalidParameter where the window is longer than five years; TooManyToCount where it would take too long.
   */
  return async function facets(filters: Filters, budget: CountBudget = wholeBudget()): Promise<FacetCounts> {
    const { from, to } = boundsOf(filters)
    const days = new Days(from, to, deps.config.timeZone)
    const counts = new Map<string, number>()
    const each = (start: Instant, end: Instant) => days.addTimes(start, end)
    if (!(await months.count(filters, { from, to }, { counts, each })))
      await countInDatabase(deps.db, { ...filters, from, to }, FACETS, { counts, days }, budget)
    const most = mostFrequent(counts)
    const labels = await labelsOf(most.flatMap(([, found]) => found.map(({ term }) => term)))
    const values = most.map(([facet, found]) => [
      facet,
      found.map(({ term, count }) => ({ value: labels.get(term) ?? folded(term), count })),
    ])
    return { ...Object.fromEntries(values), day: days.counts() }
  }
}
export type Facets = ReturnType<typeof createFacets>

/** Whether a window is not too long to be counted. */
export function isCountable({ from, to }: { from: Instant; to: Instant }): boolean {
  return to - from <= MOST_DAYS * DAY
}

/** The end of what is counted from an instant on, where none is said. */
export function yearAfter(from: Instant): Instant {
  return new Date(from).setUTCFullYear(new Date(from).getUTCFullYear() + 1)
}

function boundsOf({ from, to }: Filters): { from: Instant; to: Instant } {
  if (from === null) throw new RangeError('facets need a start')
  const end = to ?? yearAfter(from)
  if (isCountable({ from, to: end })) return { from, to: end }
  const detail = 'is more than five years after from'
  throw new Problem('invalidParameter', `to ${detail}`, [{ parameter: 'to', detail }])
}

/** How terms are spelled, each asked for once in a state of the calendar; null is spelled as it is folded. */
function createLabels(deps: Deps) {
  let state = ''
  let labels = new Map<string, string | null>()

  return async (terms: readonly string[]): Promise<ReadonlyMap<string, string | null>> => {
    const now = stateName(await deps.revision())
    if (now !== state) [state, labels] = [now, new Map()]
    const known = labels
    const missing = terms.filter((term) => !known.has(term))
    if (missing.length === 0) return known
    const { rows } = await sql<{ term: string; label: string | null }>`
      select t.term, l.label from unnest(${missing}::text[]) t (term) left join labels l on l.term = t.term`.execute(
      deps.db,
    )
    for (const { term, label } of rows) known.set(term, label)
    return known
  }
}

function mostFrequent(
  counts: ReadonlyMap<string, number>,
): [facet: Facet, found: { term: string; count: number }[]][] {
  const byFacet = Map.groupBy(
    [...counts].map(([term, count]) => ({ term, count })),
    ({ term }) => term.slice(0, term.indexOf(':')),
  )
  return FACETS.map((facet) => [
    facet,
    (byFacet.get(facet) ?? [])
      .sort((a, b) => b.count - a.count || (a.term < b.term ? -1 : 1))
      .slice(0, MOST_VALUES),
  ])
}

function folded(term: string): string {
  return term.slice(term.indexOf(':') + 1)
}
