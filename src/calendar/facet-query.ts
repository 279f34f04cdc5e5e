/** Counting for facets in the database, and what of long series lies beyond its table one by one. */
import { sql } from 'kysely'
import { FOR_ITS_VALUES } from '../../db/prepared.ts'
import type { Db } from '../deps.ts'
import { Problem } from '../errors.ts'
import { breather } from '../events/pause.ts'
import type { Instant } from '../recurrence/model.ts'
import { BOUNDS, type BoundsRow, boundsIn, longSeries, mayReachBeyond, unkept } from './beyond.ts'
import { at, foundEvents, narrowed, timestamp } from './conditions.ts'
import type { Days } from './days.ts'
import type { Filters } from './filters.ts'
import { WHOLE, windowRows } from './window.ts'

/** Occurrences beyond the table, each of which is counted one by one: a second of work. */
const MOST_EXPANDED = 1_000_000
/** Occurrences between two looks at the clock. */
const TURN_OF = 500

/** How many occurrences beyond the table may still be counted for one answer; what is counted is taken off. */
export interface CountBudget {
  left: number
}

export function wholeBudget(): CountBudget {
  return { left: MOST_EXPANDED }
}

/**
 * Counts the occurrences that overlap [from, to): by term, and on the days that they touch.
 * @throws TooManyToCount where that would take too long
 */
export async function countInDatabase(
  db: Db,
  filters: Filters & { from: Instant; to: Instant },
  facets: readonly string[],
  { counts, days }: { counts: Map<string, number>; days: Days },
  budget: CountBudget,
): Promise<void> {
  const asked = await narrowed(db, filters)
  const { from, to } = filters
  // Occurrences are counted per event first, which has the terms of all that no change sets apart.
  const { rows } = await sql<CountRow>`
    ${sql.raw(FOR_ITS_VALUES)} with ${foundEvents(asked)} happening as materialized (${windowRows(asked, BRANCH)}),
    counted as (
      select e.terms, h.count from (
        select event_id, count(*) as count from happening where own_terms is null group by event_id
      ) h join events e on e.id = h.event_id
      union all select own_terms, 1 from happening where own_terms is not null
    ),
    tallied as (
      select term as value, null::int as first, null::int as last, sum(count)::int as count
      from counted, unnest(terms) term
      where split_part(term, ':', 1) = any(${[...facets]}::text[]) group by term
      union all
      select null, first, last, count(*)::int from (
        select width_bucket(greatest(starts_at, ${at(from)}), d.midnights) as first,
          width_bucket(greatest(starts_at, least(ends_at, ${at(to)}) - interval '1 millisecond'), d.midnights) as last
        from happening, (select ${days.midnights.map(timestamp)}::timestamptz[] as midnights) d
      ) touched group by first, last
    )
    select f.*, b.kept_from, b.kept_until from (select ${BOUNDS}) b left join tallied f on true`.execute(db)
  for (const { value, first, last, count } of rows) {
    if (value !== null) counts.set(value, count)
    else if (count !== null) days.add(first ?? 0, last ?? 0, count)
  }
  const pause = breather()
  let expanded = 0
  const range = { from, to }
  const long = mayReachBeyond(boundsIn(rows), range) ? await longSeries(db, asked, range) : []
  for (const series of long) {
    const before = expanded
    for (const { start, end } of unkept(series, range)) {
      if (budget.left-- <= 0) throw new TooManyToCount()
      days.addTimes(start, end)
      if (++expanded % TURN_OF === 0) await pause()
    }
    if (expanded > before)
      for (const term of series.terms) counts.set(term, (counts.get(term) ?? 0) + expanded - before)
    await pause()
  }
}

/** Without `count`, it tells nothing but the bounds; without `value`, it counts days. */
type CountRow = BoundsRow & {
  first: number | null
  last: number | null
} & ({ value: string; count: number } | { value: null; count: number | null })

const BRANCH = {
  columns: sql`o.event_id, o.starts_at, o.ends_at, case when o.changed then o.terms end as own_terms`,
  ...WHOLE,
}

export class TooManyToCount extends Problem {
  constructor() {
    const detail = `counts more than ${MOST_EXPANDED} occurrences of long series: ask for less time, or for fewer events`
    super('invalidParameter', `to ${detail}`, [{ parameter: 'to', detail }])
  }
}
