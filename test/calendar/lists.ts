import { type Filters, parseFilters } from '../../src/calendar/filters.ts'
import { ALLOWED } from '../../src/calendar/parameters.ts'
import { NOW, ZONE } from './world.ts'

/** The filters of a query string, as the route of either list reads them. */
export function asked(
  query: string,
  kind: 'occurrences' | 'events' = 'occurrences',
  own: Partial<Filters> = {},
): Filters {
  const now = kind === 'events' ? null : NOW
  const options = { timeZone: ZONE, now, allowed: ALLOWED.list, kind }
  return { ...parseFilters(new URLSearchParams(query), options), ...own }
}
