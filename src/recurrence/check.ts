/** Whether a schedule can be served: everything that is refused, at once, with JSON pointers (RFC 6901). */
import { formatDate, formatWall, type ParsedWall, parseWall } from '../time/wall.ts'
import { isTimeZone } from '../time/zone.ts'
import { firstStart } from './expand.ts'
import type { Schedule, Wall } from './model.ts'
import { isRuleWall, originalsOf, ruleWalls } from './originals.ts'
import { parseRule } from './rule.ts'

export interface ScheduleFault {
  pointer: string
  detail: string
}

/**
 * The faults of a schedule; none means that the rest of this folder may be called with it. Its cost is bounded
 * whatever the rule: the calendar repeats after 400 years, so that an empty cycle proves that nothing ever occurs.
 */
export function checkSchedule(schedule: Schedule): ScheduleFault[] {
  const { start, timeZone, rrule, rdate, exdate } = schedule
  const zoneFaults = isTimeZone(timeZone) ? [] : [fault('/timeZone', 'no time zone of the IANA database')]
  const parsed = parseWall(start)
  if (!parsed) return [...zoneFaults, fault('/start', NOT_A_WALL)]
  const faults = [
    ...zoneFaults,
    ...dateFaults('/recurrence/rdate', rdate, parsed.kind),
    ...dateFaults('/recurrence/exdate', exdate, parsed.kind),
  ]
  if (rrule === null && rdate.length === 0 && exdate.length > 0) {
    faults.push(fault('/recurrence/exdate', 'there is no rrule or rdate to drop dates from'))
  }
  if (zoneFaults.length) return faults
  if (rrule !== null) {
    const read = parseRule(rrule, start, timeZone)
    if ('faults' in read)
      return [...faults, ...read.faults.map((detail) => fault('/recurrence/rrule', detail))]
    const unmatched = startFault(schedule)
    if (unmatched) return [...faults, unmatched]
  }
  if (faults.length === 0 && firstStart(schedule) === null) {
    faults.push(fault('/recurrence/exdate', 'exdate drops every occurrence, so that nothing is left'))
  }
  return faults
}

/**
 * The first wall time from the start on that the rule gives, before rdate and exdate: the start itself where it
 * matches. Null where the rule gives nothing, and where there is no rule.
 *
 * @throws RangeError on a start or rule that is faulty in itself.
 */
export function firstMatch(schedule: Schedule): Wall | null {
  const originals = originalsOf(schedule)
  const { value } = ruleWalls(originals, originals.start, Number.POSITIVE_INFINITY).next()
  if (value === undefined) return null
  return originals.allDay ? formatDate(value) : formatWall(value)
}

const NOT_A_WALL =
  'neither a local date-time (2026-11-03T13:00:00) nor a date (2026-11-03), of the years 1000 to 9999'

function startFault(schedule: Schedule): ScheduleFault | null {
  const originals = originalsOf(schedule)
  if (isRuleWall(originals, originals.start)) return null
  const first = firstMatch(schedule)
  if (first === null) return fault('/recurrence/rrule', 'the rule never gives any occurrence')
  return fault('/start', `does not match rrule; the first date that does is ${first}`)
}

function dateFaults(pointer: string, dates: readonly Wall[], kind: ParsedWall['kind']): ScheduleFault[] {
  const wanted =
    kind === 'date' ? 'must be a date (2026-11-03)' : 'must be a local date-time (2026-11-03T13:00:00)'
  return dates.flatMap((date, i) => {
    const parsed = parseWall(date)
    if (!parsed) return [fault(`${pointer}/${i}`, NOT_A_WALL)]
    return parsed.kind === kind ? [] : [fault(`${pointer}/${i}`, `${wanted}, as start is`)]
  })
}

function fault(pointer: string, detail: string): ScheduleFault {
  return { pointer, detail }
}
