/** The recurrence rule of RFC 5545 §3.3.10: read strictly, written canonically. */
import { civilDate, DAY, SECOND, weekdayOf } from '../time/civil.ts'
import { formatBasicDate, formatBasicWall, LAST_WALL, parseWall } from '../time/wall.ts'
import { wallMsToInstant } from '../time/zone.ts'
import type { Instant, Wall } from './model.ts'
import { combinationFaults } from './rule-check.ts'
import { type Rule, type Until, WEEKDAYS } from './rule-model.ts'
import { emptyParts, PART_NAMES, readPart } from './rule-parts.ts'

/** All 366 days of a year, spelled out, fit well. */
const LONGEST_RULE = 2000

/**
 * Reads a rule (without the `RRULE:` prefix, names in any case) for a series that begins at `start` in `timeZone`.
 * Gives all its faults at once, in words that name the part: syntax, ranges, what §3.3.10 forbids, FREQ below DAILY,
 * more than 24 occurrences a day, COUNT over 10,000, UNTIL before the start.
 *
 * @throws RangeError on a start or zone that does not exist.
 */
export function parseRule(
  text: string,
  start: Wall,
  timeZone: string,
): { rule: Rule } | { faults: string[] } {
  const parsed = parseWall(start)
  if (!parsed) throw new RangeError(`not a wall time: ${start}`)
  const read = readRule(text, parsed.kind === 'date')
  if ('faults' in read) return read
  const { until } = read.rule
  // As the expander compares: UTC as instants, else on the wall.
  const begin = until?.kind === 'utc' ? wallMsToInstant(parsed.ms, timeZone) : parsed.ms
  if (until && lastOf(until) < begin)
    return { faults: ['UNTIL lies before start, so that nothing ever occurs'] }
  return read
}

/** `parseRule` without its look at the start: all that text and value type alone decide. */
export function readRule(text: string, allDay: boolean): { rule: Rule } | { faults: string[] } {
  if (text.length > LONGEST_RULE) return { faults: [`a rule has at most ${LONGEST_RULE} characters`] }
  if (/^RRULE:/i.test(text)) return { faults: ['write the rule without RRULE:'] }
  const faults: string[] = []
  const parts = emptyParts()
  const seen = new Set<string>()
  for (const part of text.split(';')) {
    const equals = part.indexOf('=')
    const name = part.slice(0, Math.max(equals, 0)).toUpperCase()
    if (equals < 1) faults.push(`${quote(part)}: a part reads NAME=value`)
    else if (!PART_NAMES.has(name)) faults.push(`${quote(name)}: no part of a recurrence rule`)
    else if (seen.has(name)) faults.push(`${name}: stands twice`)
    else
      faults.push(
        ...readPart(parts, name, part.slice(equals + 1).toUpperCase()).map(
          (fault) => `${quote(part)}: ${fault}`,
        ),
      )
    seen.add(name)
  }
  faults.push(...combinationFaults(parts, seen, allDay))
  return faults.length ? { faults } : { rule: Object.freeze({ ...parts }) }
}

/** The one spelling of a rule: fixed order of parts, upper case, sorted lists, defaults left out. */
export function canonicalRule(rule: Rule): string {
  return write(rule, rule.until && untilText(rule.until))
}

/**
 * The rule as iCalendar feeds carry it. UNTIL is a UTC date-time, or a date where all-day (§3.3.10), and parts that
 * the start implies are written out where clients disagree about them.
 */
export function feedRule(rule: Rule, start: Wall, timeZone: string, allDay: boolean): string {
  const last = lastMoment(rule, timeZone)
  const until =
    last === null || !rule.until
      ? null
      : allDay
        ? formatBasicDate(rule.until.ms)
        : // West of Greenwich the last evening of 9999 lies in a year that four digits cannot spell.
          `${formatBasicWall(Math.min(last, LAST_WALL))}Z`
  return write({ ...rule, ...impliedParts(rule, start) }, until)
}

/** The instant of the last moment that UNTIL means; null without UNTIL. */
export function lastMoment({ until }: Rule, timeZone: string): Instant | null {
  if (!until) return null
  if (until.kind === 'utc') return until.ms
  return wallMsToInstant(lastOf(until), timeZone)
}

/** The instant (UTC) or wall number (local, date) of the last second that UNTIL means. */
export function lastOf(until: Until): number {
  return until.kind === 'date' ? until.ms + DAY - SECOND : until.ms
}

/**
 * `YEARLY;BYMONTHDAY=15` means every month but some clients take the start's only; days and months that the start
 * implies are likewise read differently as soon as any BY part stands.
 */
function impliedParts(rule: Rule, start: Wall): Partial<Rule> {
  const first = Math.floor((parseWall(start)?.ms ?? 0) / DAY)
  const { month, day } = civilDate(first)
  const anyPart = write({ ...rule, interval: 1, count: null }, null) !== `FREQ=${rule.freq}`
  const hasDays = rule.byYearDay.length + rule.byMonthDay.length + rule.byDay.length > 0
  if (rule.freq === 'YEARLY' && rule.byWeekNo.length && !hasDays)
    return { byDay: [{ weekday: weekdayOf(first), nth: 0 }] }
  if (rule.freq === 'YEARLY' && rule.byWeekNo.length + rule.byYearDay.length === 0) {
    if (!hasDays && anyPart)
      return { byMonth: rule.byMonth.length ? rule.byMonth : [month], byMonthDay: [day] }
    const ordinal = rule.byDay.some(({ nth }) => nth)
    if (rule.byMonthDay.length && !rule.byMonth.length && !ordinal)
      return { byMonth: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] }
  }
  if (rule.freq === 'MONTHLY' && !hasDays && anyPart) return { byMonthDay: [day] }
  return {}
}

function write(rule: Rule, until: string | null): string {
  const lists: [string, readonly (number | string)[]][] = [
    ['BYMONTH', rule.byMonth],
    ['BYWEEKNO', rule.byWeekNo],
    ['BYYEARDAY', rule.byYearDay],
    ['BYMONTHDAY', rule.byMonthDay],
    ['BYDAY', rule.byDay.map(({ weekday, nth }) => `${nth || ''}${WEEKDAYS[weekday]}`)],
    ['BYHOUR', rule.byHour],
    ['BYMINUTE', rule.byMinute],
    ['BYSECOND', rule.bySecond],
    ['BYSETPOS', rule.bySetPos],
  ]
  return [
    `FREQ=${rule.freq}`,
    ...(rule.interval === 1 ? [] : [`INTERVAL=${rule.interval}`]),
    ...(rule.count === null ? [] : [`COUNT=${rule.count}`]),
    ...(until === null ? [] : [`UNTIL=${until}`]),
    ...lists.filter(([, values]) => values.length).map(([name, values]) => `${name}=${values.join(',')}`),
    ...(rule.weekStart === 0 ? [] : [`WKST=${WEEKDAYS[rule.weekStart]}`]),
  ].join(';')
}

function untilText(until: Until): string {
  if (until.kind === 'date') return formatBasicDate(until.ms)
  return `${formatBasicWall(until.ms)}${until.kind === 'utc' ? 'Z' : ''}`
}

function quote(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text || 'an empty part'
}
