/** What a calendar page is asked for: the filters, the part of time, and the address that says so. */
import { afterOf, beforeOf } from '../../calendar/around.ts'
import { both } from '../../calendar/combine.ts'
import { type Filters, type Page, parseFilters, type Range } from '../../calendar/filters.ts'
import { ALLOWED, isParameterName, type ParameterName } from '../../calendar/parameters.ts'
import { type ParameterFault, Problem } from '../../errors.ts'
import type { Instant } from '../../recurrence/model.ts'
import { instantToDate, wallToInstant } from '../../time/zone.ts'
import type { PageLanguage } from '../language.ts'
import { hrefOf } from '../layout.ts'
import { readView, type Step, type View } from './view.ts'

/** A named view: what it shows always, whatever else is asked for. */
export interface Frame {
  /** `/`, or `/v/{slug}`. */
  path: string
  /** Its filters; null for the whole calendar. */
  filters: Filters | null
}

export interface QueryOptions {
  frame: Frame
  language: PageLanguage
  timeZone: string
  now: Date
  /** The calendar's day now. */
  today: string
}

export interface PageQuery extends QueryOptions {
  view: View
  /** The part of the address that filters, without time, language and page. */
  search: URLSearchParams
  /** Which page of the list, in which order. */
  paging: URLSearchParams
  /** With the frame's, and the window that is shown: null to where the list goes on. */
  filters: Filters & { from: Instant }
  /** The part of time that is shown, and what the filters themselves say of time: outside of that nothing can be. */
  window: Range & { from: Instant }
  bounds: Range
  /** Whether nothing can lie in the window. */
  isEmptyWindow: boolean
}

const BESIDES = ['view', 'date']
/** What newsletters and networks append to every link that they carry. */
export const TRACKING = /^(utm_.*|mc_[ce]id|[a-z]*clid)$/
const NO_FILTER: ReadonlySet<string> = new Set(['lang', 'cursor', 'page', 'limit', 'sort'])
const PAGING: ReadonlySet<string> = new Set(['cursor', 'page', 'limit', 'sort'])
/** What of the paging goes along to other times, views and filters: where a page of one list begins means nothing there. */
const KEPT_PAGING = ['limit', 'sort'] as const
const PER_LIST = 60
/** More than forty occurrences on every day of six weeks. */
const WHOLE_GRID: Page = { limit: 2000, cursor: null, number: null }

/** @throws Problem invalidParameter, with every fault */
export function readPageQuery(given: URLSearchParams, options: QueryOptions): PageQuery {
  const { frame, timeZone, today } = options
  const all = new URLSearchParams([...given].filter(([name, value]) => value !== '' && !TRACKING.test(name)))
  const faults: ParameterFault[] = []
  const view = readView(all, today, faults)
  const own = readFilters(all, timeZone, faults)
  if (faults.length > 0 || own === null) throw faulty(faults)
  const asked = frame.filters ? both(frame.filters, own) : own
  const window = windowOf(view, asked, options)
  const from = Math.max(window.from, asked.from ?? window.from)
  const to = window.to === null ? asked.to : Math.min(window.to, asked.to ?? window.to)
  const isList = view.kind === 'list'
  const page = isList ? { ...own.page, limit: all.has('limit') ? own.page.limit : PER_LIST } : WHOLE_GRID
  return {
    ...options,
    view: isList && !view.dated ? { ...view, first: firstDayOf(asked, options) } : view,
    search: new URLSearchParams([...all].filter(([name]) => isParameterName(name) && !NO_FILTER.has(name))),
    paging: new URLSearchParams([...all].filter(([name]) => PAGING.has(name))),
    filters: { ...asked, from, to, page },
    window,
    bounds: { from: all.has('from') ? asked.from : (frame.filters?.from ?? null), to: asked.to },
    isEmptyWindow: to !== null && to <= from,
  }
}

function windowOf(view: View, asked: Range, { timeZone, now }: QueryOptions): PageQuery['window'] {
  const to = view.end === null ? null : wallToInstant(view.end, timeZone)
  if (view.dated || view.kind !== 'list') return { from: wallToInstant(view.first, timeZone), to }
  return { from: asked.from ?? minuteOf(now), to }
}

/** The first day of a list without a date: of one that ended before now, the day of its end. */
function firstDayOf({ from, to }: Range, { timeZone, now, today }: QueryOptions): string {
  if (from !== null) return instantToDate(from, timeZone)
  return to !== null && to <= minuteOf(now) ? instantToDate(to, timeZone) : today
}

/** Since when a list without a date shows what is to come. */
export function minuteOf(now: Date): Instant {
  return Math.floor(now.getTime() / 60_000) * 60_000
}

/** What the same filters ask for before and after the window; null where nothing can be. */
export function sidesOf({ filters, window, bounds }: PageQuery): Record<'before' | 'after', Filters | null> {
  const before = beforeOf({ ...filters, from: Math.min(window.from, bounds.to ?? window.from) })
  const after =
    window.to === null ? null : afterOf({ ...filters, to: Math.max(window.to, bounds.from ?? window.to) })
  return {
    before: possible({ ...before, from: bounds.from }),
    after: after && possible({ ...after, to: bounds.to }),
  }
}

function possible(filters: Filters): Filters | null {
  const { from, to } = filters
  return from !== null && to !== null && to <= from ? null : filters
}

/** The list of the same filters from a time on, as it is at that time: the same all day of a day's beginning. */
export function upcomingFrom(query: PageQuery, start: Instant): PageQuery {
  const { from, to } = query.bounds
  const filters = { ...query.filters, from: Math.max(start, from ?? start), to }
  return { ...query, now: new Date(start), filters, isEmptyWindow: to !== null && to <= filters.from }
}

/** Whether a list shows what is to come, and no time of the reader's own. */
export function isFromNow({ view, search }: Pick<PageQuery, 'view' | 'search'>): boolean {
  return view.kind === 'list' && !view.dated && !search.has('from') && !search.has('to')
}

/** The same page without one of its filters: all values of the parameter, which are alternatives. */
export function withoutFilter(query: PageQuery, name: string): PageQuery {
  const given = new URL(addressOf(query, here(query), searchWithout(query.search, name)), 'http://page')
    .searchParams
  return readPageQuery(given, query)
}

/** The filters of an address without one of them, or one value of it; the radius goes with its place. */
export function searchWithout(search: URLSearchParams, name: string, value?: string): URLSearchParams {
  const others = new URLSearchParams(search)
  others.delete(name, value)
  if (name === 'near') others.delete('radius')
  return others
}

/** The address of the same filters at another time, in another view, or with other filters; order and length stay. */
export function addressOf(
  { frame, language, search, paging }: Pick<PageQuery, 'frame' | 'language' | 'search' | 'paging'>,
  step: Step,
  filters: URLSearchParams = search,
): string {
  const all = new URLSearchParams(filters)
  for (const [name, value] of keptPaging(paging)) all.set(name, value)
  if (step.kind !== 'list') all.set('view', step.kind)
  if (step.date !== null) all.set('date', step.date)
  return hrefOf(frame.path, all, language)
}

/** The order and the length of lists, where the reader chose them. */
export function keptPaging(paging: URLSearchParams): [name: string, value: string][] {
  return KEPT_PAGING.flatMap((name): [string, string][] => {
    const value = paging.get(name)
    return value === null ? [] : [[name, value]]
  })
}

/** The step that stays where the page is. */
export function here({ view }: Pick<PageQuery, 'view'>): Step {
  if (!view.dated) return { kind: view.kind, date: null }
  const isMonth = view.kind === 'month' || (view.kind === 'list' && view.first.endsWith('-01'))
  return { kind: view.kind, date: isMonth ? view.first.slice(0, 7) : view.first }
}

/** The filters of a view as they are stored: a query string. `lang`, time and pages are the reader's. */
export function readFilters(
  search: URLSearchParams,
  timeZone: string,
  faults: ParameterFault[],
  allowed: ReadonlySet<ParameterName> = ALLOWED.page,
): Filters | null {
  try {
    return parseFilters(search, {
      timeZone, now: null, allowed, kind: 'occurrences', besides: BESIDES, skipEmpty: true,
    }) // biome-ignore format: one line of options
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    faults.push(...error.errors.flatMap((fault) => ('parameter' in fault ? [fault] : [])))
    return null
  }
}

export function faulty(faults: readonly ParameterFault[]): Problem {
  const text = faults.map(({ parameter, detail }) => `${parameter} ${detail}`).join('; ')
  return new Problem('invalidParameter', text.slice(0, 1000), [...faults])
}
