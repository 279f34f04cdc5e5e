import { type Filters, parseFilters } from '../calendar/filters.ts'
import type { ParameterName } from '../calendar/parameters.ts'

/** What a view may fix. Language, order and pages are its readers'. */
const OF_VIEW: ReadonlySet<ParameterName> = new Set([
  'from', 'to', 'category', 'type', 'tag', 'partner', 'locality', 'language', 'attendanceMode', 'status', 'person',
  'superEvent', 'free', 'near', 'radius', 'bbox', 'q',
]) // biome-ignore format: a list to read

/**
 * The filters of a view.
 * @throws Problem invalidParameter, with every fault
 */
export function viewFilters(query: string, timeZone: string): Filters {
  return parseFilters(new URLSearchParams(query), { timeZone, now: null, allowed: OF_VIEW, kind: 'events' })
}
