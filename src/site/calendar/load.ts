/** Reads what a calendar page shows. */
import { type Agenda, agenda } from '../../calendar/agenda.ts'
import { afterOf, around, beforeOf } from '../../calendar/around.ts'
import { type CountBudget, TooManyToCount } from '../../calendar/facet-query.ts'
import type { Facet, Facets, FacetValue } from '../../calendar/facets.ts'
import type { Filters } from '../../calendar/filters.ts'
import type { Months } from '../../calendar/months.ts'
import type { Next } from '../../calendar/paging.ts'
import type { Presenter } from '../../calendar/presenter.ts'
import type { Deps } from '../../deps.ts'
import { type Item, itemOf } from './items.ts'
import type { Names } from './names.ts'
import type { PageQuery } from './query.ts'

export const SHOWN_FACETS = ['category', 'type', 'locality', 'attendanceMode', 'language', 'partner'] as const
export type ShownFacet = (typeof SHOWN_FACETS)[number]

/** Of long series, in all that a page counts: half a second of work. What is beyond is shown without counts. */
const MOST_COUNTED = 500_000

export interface PageData {
  items: Item[]
  /** Where a long list goes on. */
  next: Next | null
  /** How many there are in the window, or where that is open, in its first year. */
  total: number
  isOfYear: boolean
  facets: Record<ShownFacet, FacetValue[]>
  names: Names
  /** Whether there is something of the same filters before and after the window; where that is empty, the nearest. */
  before: Item | boolean
  after: Item | boolean
}

/** What pages are read with. */
export interface Sources {
  presenter: Presenter
  months: Months
  facets: Facets
}

export async function loadPage(
  deps: Deps,
  { presenter, months, facets }: Sources,
  names: Names,
  query: PageQuery,
): Promise<PageData> {
  const { db, config } = deps
  const { filters, frame, language, isEmptyWindow } = query
  const itemsOf = async (asked: Filters) => {
    const { rows, next } = (await shortAgenda(months, asked)) ?? (await agenda(db, asked))
    const happenings = await presenter.happenings(db, rows)
    return { items: happenings.map((one) => itemOf(one, language, names, config.timeZone)), next }
  }
  const budget = { left: MOST_COUNTED }
  const found = isEmptyWindow ? { items: [], next: null } : await itemsOf(filters)
  const nearest = async (asked: Filters | null) =>
    asked !== null && ((await itemsOf(asked)).items[0] ?? false)
  const [sides, counts] = await Promise.all([
    found.items.length > 0
      ? around(db, months, filters)
      : { before: await nearest(beforeOf(filters)), after: await nearest(afterOf(filters)) },
    isEmptyWindow ? NO_COUNTS : countsOf(facets, filters, budget),
  ])
  return {
    ...found,
    ...sides,
    // Every occurrence has one type. Without counts, at least those are there that are shown.
    total: counts === NO_COUNTS ? found.items.length : counts.type.reduce((sum, { count }) => sum + count, 0),
    isOfYear: counts !== NO_COUNTS && filters.to === null,
    facets:
      counts === NO_COUNTS
        ? NO_COUNTS
        : await openFacets(facets, filters, frame.filters?.anyOf ?? [], counts, budget),
    names,
  }
}

/** A window that is shown as a whole, where memory tells it. */
async function shortAgenda(months: Months, asked: Filters): Promise<Agenda | null> {
  const { from, to, sort, page } = asked
  const isFirst = page.cursor === null && (page.number ?? 1) === 1
  if (from === null || to === null || sort !== 'start' || !isFirst) return null
  const rows = await months.rows(asked, { from, to }, page.limit)
  return rows && { rows, next: null }
}

/** Values of a facet that is in use are counted as if it were not (what a named view keeps aside): they are what one could choose instead or besides. */
async function openFacets(
  facets: Facets,
  filters: Filters,
  kept: readonly string[][],
  counts: Record<ShownFacet, FacetValue[]>,
  budget: CountBudget,
) {
  const open = { ...counts }
  for (const facet of SHOWN_FACETS) {
    const others = filters.anyOf.filter((group) => kept.includes(group) || !group[0]?.startsWith(`${facet}:`))
    if (others.length === filters.anyOf.length) continue
    const found = await countsOf(facets, { ...filters, anyOf: others }, budget)
    if (found !== NO_COUNTS) open[facet] = found[facet]
  }
  return open
}

/** What cannot be counted in time is shown all the same. */
async function countsOf(facets: Facets, filters: Filters, budget: CountBudget): Promise<Counts> {
  try {
    return await facets(filters, budget)
  } catch (error) {
    if (error instanceof TooManyToCount) return NO_COUNTS
    throw error
  }
}

type Counts = Record<Exclude<Facet, 'tag' | 'status'>, FacetValue[]>

const NO_COUNTS: Counts = {
  category: [],
  type: [],
  locality: [],
  partner: [],
  language: [],
  attendanceMode: [],
}
