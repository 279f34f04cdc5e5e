import { isAllDay } from '../events/content.ts'
import type { EventContent } from '../events/model.ts'
import { readRule } from '../recurrence/rule.ts'
import { type Rule, type RuleDay, WEEKDAYS } from '../recurrence/rule-model.ts'
import { formatDate, formatDuration } from '../time/wall.ts'
import { instantToWallMs } from '../time/zone.ts'
import type { Node } from './model.ts'

const UNITS = { DAILY: 'D', WEEKLY: 'W', MONTHLY: 'M', YEARLY: 'Y' } as const
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/**
 * A series' rule as a schema.org Schedule. Null where there is none, or where schema.org has no words for it (BYSETPOS,
 * weeks and days of the year, several times a day): half a rule would be a wrong one.
 */
export function scheduleNode({ schedule, changes }: EventContent): Node | null {
  const read = schedule.rrule === null ? null : readRule(schedule.rrule, isAllDay(schedule))
  if (!read || 'faults' in read || !isExpressible(read.rule)) return null
  const { rule } = read
  const excluded = Object.keys(changes).filter((wall) => changes[wall]?.excluded)
  const dropped = [...new Set([...schedule.exdate, ...excluded])].sort()
  const until = untilDate(rule, schedule.timeZone)
  return {
    '@type': 'Schedule',
    startDate: schedule.start.slice(0, 10),
    ...(until ? { endDate: until } : {}),
    ...(isAllDay(schedule) ? {} : { startTime: schedule.start.slice(11) }),
    ...durationOf(schedule.length),
    repeatFrequency: `P${rule.interval}${UNITS[rule.freq]}`,
    ...(rule.count === null ? {} : { repeatCount: rule.count }),
    ...(rule.byDay.length ? { byDay: rule.byDay.map(dayText) } : {}),
    ...(rule.byMonth.length ? { byMonth: [...rule.byMonth] } : {}),
    ...(rule.byMonthDay.length ? { byMonthDay: [...rule.byMonthDay] } : {}),
    ...(dropped.length ? { exceptDate: dropped } : {}),
    scheduleTimezone: schedule.timeZone,
  }
}

function isExpressible(rule: Rule): boolean {
  const others = [rule.bySetPos, rule.byWeekNo, rule.byYearDay, rule.byHour, rule.byMinute, rule.bySecond]
  return others.every((part) => part.length === 0)
}

/** A weekday by its name; the second Monday as iCalendar writes it, which schema.org takes as text. */
function dayText({ weekday, nth }: RuleDay): string {
  return nth === 0 ? `https://schema.org/${DAYS[weekday]}` : `${nth}${WEEKDAYS[weekday]}`
}

function untilDate({ until }: Rule, timeZone: string): string | null {
  if (until === null) return null
  return formatDate(until.kind === 'utc' ? instantToWallMs(until.ms, timeZone) : until.ms)
}

function durationOf(length: EventContent['schedule']['length']): { duration?: string } {
  switch (length.kind) {
    case 'exact':
      return { duration: formatDuration({ days: 0, milliseconds: length.milliseconds }) }
    case 'nominal':
      return { duration: formatDuration(length) }
    case 'days':
      return { duration: `P${length.days}D` }
    default:
      return {}
  }
}
