/** The query string of lists, feeds and pages, read into what the calendar is asked for. All faults at once. */

import { type ParameterFault, Problem } from '../errors.ts'
import type { State } from '../events/model.ts'
import { STATES } from '../events/model.ts'
import type { Viewer } from '../partners/access.ts'
import type { Instant } from '../recurrence/model.ts'
import { wallToInstant } from '../time/zone.ts'
import { type Cursor, type CursorKind, readCursor } from './cursor.ts'
import type { Choice, Moment } from './parameter-values.ts'
import {
  DEFAULT_LIMIT,
  isParameterName,
  isRepeatable,
  type ParameterName,
  READERS,
  type Sort,
} from './parameters.ts'
import { FREE, term } from './terms.ts'

/** A range of time, [from, to); null: open. */
export interface Range {
  from: Instant | null
  to: Instant | null
}

/** What is asked for. Instants are epoch ms; null where nothing is said. */
export interface Filters extends Range {
  /** Each group must have a term in common with an item (OR within, AND between). */
  anyOf: string[][]
  /** Terms that an item must not have. */
  noneOf: string[]
  near: { latitude: number; longitude: number; radiusKm: number } | null
  bbox: { west: number; south: number; east: number; north: number } | null
  q: string | null
  /** Null: what is published. Others only as far as the `viewer` may see them. */
  states: State[] | null
  /** Whose key asks; the query string never says it, the route sets it. */
  viewer: Viewer | null
  /** Only of this event; set by the route as well. */
  eventId: string | null
  sort: Sort
  fields: string[] | null
  lang: string | null
  page: Page
  /** Of feeds: past days, and how cancelled ones are shown. */
  past: number | 'all' | null
  cancelled: 'mark' | 'status' | 'omit' | null
}

/** Which part of a list: after `cursor`, or the `number`th, or the first. */
export interface Page {
  limit: number
  cursor: Cursor | null
  number: number | null
}

export interface FilterOptions {
  /** IANA zone in which a date is its midnight. */
  timeZone: string
  /** `from` where it is not given, rounded down to the minute; null leaves it open. */
  now: Date | null
  allowed: ReadonlySet<ParameterName>
  /** Which list a `cursor` must come from. */
  kind: CursorKind
  /** Names that somebody else reads (`view`, `date` of a page). */
  besides?: readonly string[]
  /** `limit` where it is not given. */
  defaultLimit?: number
  /** A form sends its empty fields too: they say nothing. */
  skipEmpty?: boolean
}

/** What is wrong with a parameter that is not repeatable and is repeated. */
export const GIVEN_TWICE = 'is given more than once'

const DEFAULT_RADIUS_KM = 10
/** How many items numbered pages reach; cursors reach any. */
export const DEEPEST = 10_000
/** What is wrong with a numbered page that lies further on. */
export const TOO_DEEP = `reaches beyond ${DEEPEST} items: go on with cursor`
const MOST_VALUES = 50

/**
 * Reads the query string.
 * @throws Problem invalidParameter, with every fault: unknown, doubled, malformed, contradicting.
 */
export function parseFilters(search: URLSearchParams, options: FilterOptions): Filters {
  const faults: ParameterFault[] = []
  const values = readAll(search, options, faults)
  const filters = filtersOf(values, options, faults)
  if (faults.length) throw new Problem('invalidParameter', summaryOf(faults), faults)
  return filters
}

/** What was read of each parameter, in the order given. */
type Values = { [Name in ParameterName]?: ReturnType<(typeof READERS)[Name]['value']['parse']>[] }

function readAll(search: URLSearchParams, options: FilterOptions, faults: ParameterFault[]): Values {
  const values: Partial<Record<ParameterName, unknown[]>> = {}
  for (const name of new Set(search.keys())) {
    if (options.besides?.includes(name)) continue
    const fault = (detail: string) => faults.push({ parameter: name.slice(0, 100), detail })
    if (!isParameterName(name) || !options.allowed.has(name)) {
      fault('is not known here')
      continue
    }
    const texts = search.getAll(name).filter((text) => text !== '' || !options.skipEmpty)
    if (texts.length > 1 && !isRepeatable(name)) fault(GIVEN_TWICE)
    else if (texts.length > MOST_VALUES) fault(`is given more than ${MOST_VALUES} times`)
    else values[name] = texts.map((text) => readOne(name, text, fault)).filter((value) => value !== undefined)
  }
  return values as Values
}

function readOne(name: ParameterName, text: string, fault: (detail: string) => void): unknown {
  const result = READERS[name].value.safeParse(text)
  if (result.success) return result.data
  for (const detail of new Set(result.error.issues.map(({ message }) => message))) fault(detail)
  return undefined
}

function filtersOf(values: Values, options: FilterOptions, faults: ParameterFault[]): Filters {
  const first = <Name extends ParameterName>(name: Name) => values[name]?.[0] ?? null
  const page = pageOf(values, options, faults)
  const now = options.now && Math.floor(options.now.getTime() / 60_000) * 60_000
  const from = instantOf(first('from'), options) ?? (page.cursor ? page.cursor.from : now)
  const to = instantOf(first('to'), options)
  if (from !== null && to !== null && to <= from) {
    const detail = values.from ? 'must be after from' : 'must be after from, which is now if not given'
    faults.push({ parameter: 'to', detail })
  }
  const near = first('near')
  const radius = first('radius')
  if (radius && !near && !faults.some(({ parameter }) => parameter === 'near')) {
    faults.push({ parameter: 'radius', detail: 'needs near' })
  }
  const [west = 0, south = 0, east = 0, north = 0] = first('bbox') ?? []
  return {
    from,
    to,
    ...termsAskedFor(values),
    near: near && {
      latitude: near[0] ?? 0,
      longitude: near[1] ?? 0,
      radiusKm: radius?.[0] ?? DEFAULT_RADIUS_KM,
    },
    bbox: values.bbox?.length ? { west, south, east, north } : null,
    q: first('q'),
    states: values.state?.length ? statesOf(values.state) : null,
    viewer: null,
    eventId: null,
    sort: first('sort') ?? 'start',
    fields: values.fields?.length ? [...new Set(values.fields.flat())] : null,
    lang: first('lang'),
    page,
    past: first('past'),
    cancelled: first('cancelled'),
  }
}

const BY_TERM = [
  'category', 'type', 'tag', 'partner', 'locality', 'language', 'attendanceMode', 'status', 'person', 'superEvent',
] as const // biome-ignore format: a list to read

function termsAskedFor(values: Values): Pick<Filters, 'anyOf' | 'noneOf'> {
  const anyOf: string[][] = []
  const noneOf: string[] = []
  for (const name of BY_TERM) {
    const choices = values[name] ?? []
    const wanted = choices.filter(({ excluded }) => !excluded)
    if (wanted.length) anyOf.push(wanted.map((choice) => termOf(name, choice)))
    noneOf.push(...choices.filter(({ excluded }) => excluded).map((choice) => termOf(name, choice)))
  }
  const free = values.free?.[0]
  if (free === 'true') anyOf.push([FREE])
  if (free === 'false') noneOf.push(FREE)
  return { anyOf, noneOf }
}

/** Names of ours keep their spelling in terms, other values are folded. */
function termOf(name: (typeof BY_TERM)[number], { value }: Choice): string {
  const isOurs = name === 'type' || name === 'attendanceMode' || name === 'status'
  return isOurs ? `${name}:${value}` : term(name, value)
}

function statesOf(choices: Choice[]): State[] {
  const named = (excluded: boolean) =>
    new Set(choices.filter((choice) => choice.excluded === excluded).map(({ value }) => value))
  const wanted = named(false)
  const unwanted = named(true)
  return STATES.filter((state) => (wanted.size === 0 || wanted.has(state)) && !unwanted.has(state))
}

function pageOf(values: Values, { kind, defaultLimit }: FilterOptions, faults: ParameterFault[]): Page {
  const limit = values.limit?.[0] ?? defaultLimit ?? DEFAULT_LIMIT
  const number = values.page?.[0] ?? null
  const text = values.cursor?.[0]
  const cursor = text === undefined ? null : readCursor(text)
  const sort = values.sort?.[0] ?? 'start'
  if (text !== undefined && cursor?.kind !== kind) {
    faults.push({ parameter: 'cursor', detail: 'is not one that this list gave' })
  } else if (cursor && cursor.sort !== sort) {
    faults.push({ parameter: 'cursor', detail: `belongs to sort=${cursor.sort}` })
  }
  if (text !== undefined && number !== null) faults.push({ parameter: 'page', detail: 'excludes cursor' })
  if (number !== null && number * limit > DEEPEST) {
    faults.push({ parameter: 'page', detail: TOO_DEEP })
  }
  return { limit, cursor, number }
}

function instantOf(moment: Moment | null, { timeZone }: FilterOptions): Instant | null {
  if (moment === null) return null
  return 'instant' in moment ? moment.instant : wallToInstant(moment.date, timeZone)
}

function summaryOf(faults: ParameterFault[]): string {
  return faults
    .map(({ parameter, detail }) => `${parameter} ${detail}`)
    .join('; ')
    .slice(0, 1000)
}
