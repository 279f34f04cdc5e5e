import { recurs, withChange } from '../../events/content.ts'
import type { Change, Description, EventContent } from '../../events/model.ts'
import { ruledOccurrence } from '../../linked/previous.ts'
import { occurrenceAt } from '../../recurrence/expand.ts'
import type { Instant, Occurrence } from '../../recurrence/model.ts'
import { occurrencesBetween } from '../../recurrence/series.ts'

/** A coming date of a series with what is special about it, or one that is dropped. */
export type DateOfSeries =
  | {
      kind: 'date'
      occurrence: Occurrence
      shown: Description
      /** When it was to be, where it was moved. */
      moved: Occurrence | null
      /** The fields in which it differs. */
      differs: (keyof Description)[]
    }
  | { kind: 'dropped'; occurrence: Occurrence }

const SHOWN = 8

/** The next dates of a series; none of an event that does not recur. `more`: further ones follow. */
export function datesOf(content: EventContent, now: Instant): { dates: DateOfSeries[]; more: boolean } {
  const { schedule, changes } = content
  if (!recurs(schedule)) return { dates: [], more: false }
  const next: Occurrence[] = []
  for (const occurrence of occurrencesBetween(schedule, changes, now, null)) {
    next.push(occurrence)
    if (next.length > SHOWN) break
  }
  const more = next.length > SHOWN
  const shown = next.slice(0, SHOWN)
  const until = more ? (shown.at(-1)?.start ?? now) : Number.POSITIVE_INFINITY
  const dates = [
    ...shown.map((occurrence) => dateOf(content, occurrence)),
    ...droppedBetween(content, now, until),
  ]
  return { dates: dates.sort((a, b) => a.occurrence.start - b.occurrence.start), more }
}

function dateOf(content: EventContent, occurrence: Occurrence): DateOfSeries {
  const { recurrenceId } = occurrence
  const change: Change | undefined = content.changes[recurrenceId ?? '']
  const fields = Object.keys(change?.fields ?? {})
  return {
    kind: 'date',
    occurrence,
    shown: withChange(content, change),
    moved: ruledOccurrence(content, occurrence),
    differs: CHANGEABLE.filter((field) => fields.includes(field)),
  }
}

/** What readers are told of by name, apart from the title, the status and its note, which are shown. */
const CHANGEABLE = [
  'description', 'summary', 'attendanceMode', 'location', 'onlineLocation', 'people', 'registration', 'offers',
] as const satisfies (keyof Description)[] // biome-ignore format: a list to read

/** Dates that somebody dropped; what the rule never gave is none. */
function droppedBetween({ schedule, changes }: EventContent, from: Instant, until: Instant): DateOfSeries[] {
  const whole = { ...schedule, exdate: [] }
  const excluded = Object.keys(changes).filter((wall) => changes[wall]?.excluded)
  return [...new Set([...schedule.exdate, ...excluded])].flatMap((wall) => {
    const occurrence = occurrenceAt(whole, wall)
    return occurrence && occurrence.start >= from && occurrence.start <= until
      ? [{ kind: 'dropped', occurrence }]
      : []
  })
}
