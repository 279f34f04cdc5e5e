import { recurs } from '../events/content.ts'
import type { EventContent } from '../events/model.ts'
import { firstStart } from '../recurrence/expand.ts'
import type { Instant, Occurrence } from '../recurrence/model.ts'
import { occurrencesBetween } from '../recurrence/series.ts'

/** How many dates that do not take place are passed over. */
const PATIENCE = 50

/**
 * The occurrence that tells best when an event is: the next one after `now` (or one that is going on) that takes place,
 * where none does the next; of a series that is over the last. Null where all are excluded.
 */
export function tellingOccurrence(content: EventContent, now: Instant): Occurrence | null {
  const { schedule, changes } = content
  if (!recurs(schedule)) return firstStart(schedule)
  let next: Occurrence | null = null
  let passed = 0
  for (const one of occurrencesBetween(schedule, changes, now, null)) {
    const status = changes[one.recurrenceId ?? '']?.fields.status ?? content.status
    if (status !== 'cancelled' && status !== 'postponed') return one
    next ??= one
    if (++passed === PATIENCE) break
  }
  if (next) return next
  let last: Occurrence | null = null
  for (const one of occurrencesBetween(schedule, changes, null, now)) last = one
  return last
}
