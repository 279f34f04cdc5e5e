/** Which part of the calendar a page shows: `?view=month&date=2026-11`. Dates are of the calendar's zone. */
import type { ParameterFault } from '../../errors.ts'
import { parseWall } from '../../time/wall.ts'
import { addDays, addMonths, mondayOf } from '../dates.ts'

export const VIEWS = ['list', 'month', 'week', 'day'] as const
export type ViewKind = (typeof VIEWS)[number]

export interface View {
  kind: ViewKind
  /** The first day shown; of a list that begins now, today, where its filters say no other time. */
  first: string
  /** The day after the last; null where the list goes on. */
  end: string | null
  /** False for the list that begins now: no date was asked for. */
  dated: boolean
}

/** A step to another part: `date` of its address; null: without, which is now. */
export interface Step {
  kind: ViewKind
  date: string | null
}

/** Nobody plans, and no robot shall go, further than this. */
const LEAST_YEAR = 1900
const MOST_YEAR = 2200

/** Reads `view` and `date` (`2026-11` or `2026-11-03`), adding faults. */
export function readView(search: URLSearchParams, today: string, faults: ParameterFault[]): View {
  const kind = readKind(search, faults)
  const text = search.get('date') || null
  if (text === null) return viewOf(kind, null, today)
  const date = readDate(text)
  if (date !== undefined && isReached(date) && search.getAll('date').length === 1)
    return viewOf(kind, date, today, text.length === 7)
  const detail =
    /^\d{4}-/.test(text) && !isReached(text)
      ? `must lie from ${LEAST_YEAR} to ${MOST_YEAR}`
      : 'must be one month or day, such as 2026-11 or 2026-11-03'
  faults.push({ parameter: 'date', detail })
  return viewOf(kind, null, today)
}

/** @param wholeMonth whether `date` stands for its month */
export function viewOf(kind: ViewKind, date: string | null, today: string, wholeMonth = false): View {
  const dated = date !== null
  const day = date ?? today
  const month = addMonths(day, 0)
  if (kind === 'month') return { kind, first: month, end: addMonths(day, 1), dated }
  if (kind === 'week') return { kind, first: mondayOf(day), end: addDays(mondayOf(day), 7), dated }
  if (kind === 'day') return { kind, first: day, end: addDays(day, 1), dated }
  if (!dated) return { kind, first: today, end: null, dated }
  return { kind, first: wholeMonth ? month : day, end: addMonths(day, 1), dated }
}

/**
 * What lies before and after; null at the ends of what can be asked for. Lists go by months: before one that begins within
 * a month is all of that month.
 */
export function stepsOf(view: View): { previous: Step | null; next: Step | null } {
  const { kind, first } = view
  const step = (day: string) => stepTo(kind, day)
  if (kind === 'day') return { previous: step(addDays(first, -1)), next: step(addDays(first, 1)) }
  if (kind === 'week') return { previous: step(addDays(first, -7)), next: step(addDays(first, 7)) }
  return { previous: step(addDays(first, -1)), next: step(addMonths(first, 1)) }
}

/** The step to the part in which a day lies; null where that is further than can be asked for. */
export function stepTo(kind: ViewKind, day: string): Step | null {
  if (!isReached(day)) return null
  return { kind, date: kind === 'list' || kind === 'month' ? day.slice(0, 7) : day }
}

/** The `date` with which another view shows the same time; null where it is now. */
export function dateFor(kind: ViewKind, view: View, today: string): string | null {
  const isWithin = today >= view.first && (view.end === null || today < view.end)
  const day = isWithin ? today : view.first
  if (!view.dated && day === today) return null
  return stepTo(kind, day)?.date ?? null
}

function readKind(search: URLSearchParams, faults: ParameterFault[]): ViewKind {
  const text = search.get('view') || 'list'
  const kind = VIEWS.find((name) => name === text)
  if (kind && search.getAll('view').length < 2) return kind
  faults.push({ parameter: 'view', detail: `must be one of ${VIEWS.join(', ')}` })
  return 'list'
}

function readDate(text: string): string | undefined {
  const date = text.length === 7 ? `${text}-01` : text
  return parseWall(date)?.kind === 'date' ? date : undefined
}

function isReached(day: string): boolean {
  const year = Number(day.slice(0, 4))
  return year >= LEAST_YEAR && year <= MOST_YEAR
}
