import { recurs } from '../events/content.ts'
import type { EventContent } from '../events/model.ts'
import { firstStart } from '../recurrence/expand.ts'
import type { Instant, Occurrence } from '../recurrence/model.ts'
import { occurrencesBetween } from '../recurrence/series.ts'

/**
 * The occurrence that tells best when an event is: its next one after `now`, or one that is going on; of a series that is
 * over the last; null where all are excluded.
 */
export function tellingOccurrence(content: EventContent, now: Instant): Occurrence | null {
  const { schedule, changes } = content
  if (!recurs(schedule)) return firstStart(schedule)
  const [next] = occurrencesBetween(schedule, changes, now, null)
  if (next) return next
  let last: Occurrence | null = null
  for (const one of occurrencesBetween(schedule, changes, null, now)) last = one
  return last
}
