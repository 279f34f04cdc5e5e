import { occurrenceAt } from '../recurrence/expand.ts'
import type { Occurrence, Schedule, Wall } from '../recurrence/model.ts'
import { applyChange } from '../recurrence/series.ts'
import type { CalendarEvent, Change, Description, EventContent } from './model.ts'

/** Whether a schedule has occurrences with recurrence ids, rather than one time. */
export function recurs(schedule: Schedule): boolean {
  return schedule.rrule !== null || schedule.rdate.length > 0
}

export function isPublic(event: CalendarEvent | null): event is CalendarEvent {
  return event?.state === 'published'
}

export function isAllDay({ start }: Pick<Schedule, 'start'>): boolean {
  return start.length === 10
}

/** The event as one changed occurrence shows it. */
export function withChange<T extends Description>(content: T, change: Change | undefined): T {
  return change ? { ...content, ...change.fields } : content
}

/** One occurrence with its change applied; null where the series has none at that recurrence id. */
export function changedOccurrence(
  { schedule, changes }: EventContent,
  recurrenceId: Wall,
): Occurrence | null {
  const original = occurrenceAt(schedule, recurrenceId)
  const change = changes[recurrenceId]
  if (!original || change?.excluded) return null
  return change ? applyChange(schedule, original, change) : original
}
