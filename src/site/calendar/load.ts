/** Reads what a calendar page shows. */
import type { Agenda, ReadAgenda } from '../../calendar/agenda.ts'
import { around } from '../../calendar/around.ts'
import { type CountBudget, TooManyToCount } from '../../calendar/facet-query.ts'
import { type Facet, type Facets, type FacetValue, isCountable, yearAfter } from '../../calendar/facets.ts'
import type { Filters } from '../../calendar/filters.ts'
import type { Months } from '../../calendar/months.ts'
import { isFirstPage, type Next } from '../../calendar/paging.ts'
import type { Presenter } from '../../calendar/presenter.ts'
import { FREE } from '../../calendar/terms.ts'
import type { Deps } from '../../deps.ts'
import { wallToInstant } from '../../time/zone.ts'
import { type Item, itemOf } from './items.ts'
import type { Names } from './names.ts'
import { minuteOf, type PageQuery, sidesOf, upcomingFrom, withoutFilter } from './query.ts'

export const SHOWN_FACETS = ['category', 'type', 'locality', 'attendanceMode', 'language', 'partner'] as const
export type ShownFacet = (typeof SHOWN_FACETS)[number]

/** Of long series, in all that a page counts: half a second of work. What is beyond is shown without counts. */
const MOST_COUNTED = 500_000

export interface PageData {
  items: Item[]
  /** Where a long list goes on. */
  next: Next | null
  /** How many there are in the window; null where that is not counted. */
  count: Count | null
  facets: Record<ShownFacet, FacetValue[]>
  /** Of what the window has, how many cost nothing; null where that is not counted. */
  free: number | null
  names: Names
  /** Whether there is something of the same filters before and after the window; where that is empty, the nearest. */
  before: Item | boolean
  after: Item | boolean
  /** Where the window is empty. */
  elsewhere: Elsewhere | null
}

/** What an empty window could be left for. */
export interface Elsewhere {
  /** How many of the same filters are to come from today on; null where that is the window, or there are none at all. */
  upcoming: Count | null
  /** The names of filters, and how many the window has without each. */
  without: (Count & { name: string })[]
}

/** How many there are; of a year, where what is counted has no end or a far one. */
export interface Count {
  total: number
  isOfYear: boolean
}

/** What pages are read with. */
export interface Sources {
  presenter: Presenter
  months: Months
  agenda: ReadAgenda
  facets: Facets
}

export async function loadPage(
  deps: Deps,
  { presenter, months, agenda, facets }: Sources,
  names: Names,
  query: PageQuery,
): Promise<PageData> {
  const { db, config } = deps
  const { filters, language, isEmptyWindow } = query
  const itemsOf = async (asked: Filters) => {
    const { rows, next } = (await shortAgenda(months, asked)) ?? (await agenda(asked))
    const happenings = await presenter.happenings(db, rows)
    return { items: happenings.map((one) => itemOf(one, language, names, config.timeZone)), next }
  }
  const budget = { left: MOST_COUNTED }
  const found = isEmptyWindow ? { items: [], next: null } : await itemsOf(filters)
  const isEmpty = found.items.length === 0
  const side = async (asked: Filters | null) => asked !== null && ((await itemsOf(asked)).items[0] ?? false)
  const { before, after } = sidesOf(query)
  const isBounded = query.bounds.from !== null || query.bounds.to !== null
  const [sides, counts] = await Promise.all([
    isEmpty || isBounded
      ? { before: await side(before), after: await side(after) }
      : around(db, months, filters),
    countsIn(facets, query, budget),
  ])
  return {
    ...found,
    ...sides,
    count: counts && { total: totalOf(counts), isOfYear: countedWindow(query).isOfYear },
    facets: counts ? await openFacets(facets, query, counts, budget) : NO_COUNTS,
    free: counts && (await freeIn(facets, query, budget)),
    names,
    elsewhere: isEmpty ? await elsewhereOf(facets, query, sides, budget) : null,
  }
}

/** Filters that an empty window is counted without, at most. */
const MOST_LOOSENED = 5

async function elsewhereOf(
  facets: Facets,
  query: PageQuery,
  { before, after }: Pick<PageData, 'before' | 'after'>,
  budget: CountBudget,
): Promise<Elsewhere> {
  const { search, view, today, timeZone } = query
  const isUpcoming = view.kind === 'list' && !view.dated
  const isNowhere = before === false && after === false
  const count = async (asked: PageQuery) => ({
    total: totalOf((await countsIn(facets, asked, budget)) ?? NO_COUNTS),
    isOfYear: countedWindow(asked).isOfYear,
  })
  const names = [...new Set(search.keys())].filter((name) => name !== 'radius').slice(0, MOST_LOOSENED)
  const without: Elsewhere['without'] = []
  for (const name of names) without.push({ name, ...(await count(withoutFilter(query, name))) })
  return {
    upcoming:
      isUpcoming || isNowhere ? null : await count(upcomingFrom(query, wallToInstant(today, timeZone))),
    without: without.filter(({ total }) => total > 0),
  }
}

/** A window that is shown as a whole, where memory tells it. */
async function shortAgenda(months: Months, asked: Filters): Promise<Agenda | null> {
  const { from, to, sort, page } = asked
  if (from === null || to === null || sort !== 'start' || !isFirstPage(page)) return null
  const rows = await months.rows(asked, { from, to }, page.limit)
  return rows && { rows, next: null }
}

/** Values of a facet that is in use are counted as if it were not (what a named view keeps aside): they are what one could choose instead or besides. */
async function openFacets(
  facets: Facets,
  query: PageQuery,
  counts: Record<ShownFacet, FacetValue[]>,
  budget: CountBudget,
) {
  const { filters, frame } = query
  const kept = frame.filters?.anyOf ?? []
  const open = { ...counts }
  for (const facet of SHOWN_FACETS) {
    const others = filters.anyOf.filter((group) => kept.includes(group) || !group[0]?.startsWith(`${facet}:`))
    if (others.length === filters.anyOf.length) continue
    const found = await countsIn(facets, { ...query, filters: { ...filters, anyOf: others } }, budget)
    if (found) open[facet] = found[facet]
  }
  return open
}

/** As many as the list has with the filter, whether it is in use or not. */
async function freeIn(facets: Facets, query: PageQuery, budget: CountBudget): Promise<number | null> {
  const { anyOf, noneOf } = query.filters
  const filters = {
    ...query.filters,
    anyOf: [...anyOf, [FREE]],
    noneOf: noneOf.filter((term) => term !== FREE),
  }
  const found = await countsIn(facets, { ...query, filters }, budget)
  return found && totalOf(found)
}

/** What the window has; null where that cannot be counted in time: it is shown all the same. */
async function countsIn(facets: Facets, query: PageQuery, budget: CountBudget): Promise<Counts | null> {
  if (query.isEmptyWindow) return NO_COUNTS
  const { from, to } = countedWindow(query)
  return isCountable({ from, to }) ? countsOf(facets, { ...query.filters, to }, budget) : null
}

/** Of a window without an end, or with a far one, what is until a year from now. */
function countedWindow({ filters: { from, to }, now }: PageQuery) {
  if (to !== null && isCountable({ from, to })) return { from, to, isOfYear: false }
  const end = yearAfter(Math.max(from, minuteOf(now)))
  return { from, to: Math.min(end, to ?? end), isOfYear: true }
}

async function countsOf(facets: Facets, filters: Filters, budget: CountBudget): Promise<Counts | null> {
  try {
    return await facets(filters, budget)
  } catch (error) {
    if (error instanceof TooManyToCount) return null
    throw error
  }
}

/** Every occurrence has one type. */
function totalOf({ type }: Counts): number {
  return type.reduce((sum, { count }) => sum + count, 0)
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
