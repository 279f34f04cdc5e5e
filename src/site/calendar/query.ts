/** What a calendar page is asked for: the filters, the part of time, and the address that says so. */
import { both } from '../../calendar/combine.ts'
import { type Filters, parseFilters } from '../../calendar/filters.ts'
import { ALLOWED, isParameterName, type ParameterName } from '../../calendar/parameters.ts'
import { type ParameterFault, Problem } from '../../errors.ts'
import { wallToInstant } from '../../time/zone.ts'
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

export interface PageQuery {
  frame: Frame
  language: PageLanguage
  view: View
  /** The part of the address that filters, without time, language and page. */
  search: URLSearchParams
  /** Which page of the list, in which order. */
  paging: URLSearchParams
  /** With the frame's, and the window that is shown: never null from, null to where the list goes on. */
  filters: Filters
  /** Whether nothing can lie in the window. */
  isEmptyWindow: boolean
  /** The calendar's day now. */
  today: string
}

export interface QueryOptions {
  frame: Frame
  language: PageLanguage
  timeZone: string
  now: Date
  today: string
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
const PER_GRID = 2000

/** @throws Problem invalidParameter, with every fault */
export function readPageQuery(given: URLSearchParams, options: QueryOptions): PageQuery {
  const { frame, language, timeZone, now, today } = options
  const all = new URLSearchParams([...given].filter(([name, value]) => value !== '' && !TRACKING.test(name)))
  const faults: ParameterFault[] = []
  const view = readView(all, today, faults)
  const own = readFilters(all, timeZone, faults)
  if (faults.length > 0 || own === null) throw faulty(faults)
  const asked = frame.filters ? both(frame.filters, own) : own
  const start = view.dated || view.kind !== 'list' ? wallToInstant(view.first, timeZone) : null
  const minute = Math.floor(now.getTime() / 60_000) * 60_000
  const from = start === null ? (asked.from ?? minute) : Math.max(start, asked.from ?? start)
  const end = view.end === null ? null : wallToInstant(view.end, timeZone)
  const to = end === null ? asked.to : Math.min(end, asked.to ?? end)
  const limit = view.kind === 'list' ? (all.has('limit') ? own.page.limit : PER_LIST) : PER_GRID
  return {
    frame,
    language,
    view,
    search: new URLSearchParams([...all].filter(([name]) => isParameterName(name) && !NO_FILTER.has(name))),
    paging: new URLSearchParams([...all].filter(([name]) => PAGING.has(name))),
    filters: { ...asked, from, to, page: { ...own.page, limit } },
    isEmptyWindow: to !== null && to <= from,
    today,
  }
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
