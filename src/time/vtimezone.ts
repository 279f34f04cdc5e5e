/**
 * VTIMEZONE of our own making from the zone's transitions (RFC 5545 §3.6.5). Years that follow one pattern become one
 * observance with an RRULE; RDATE is never used, since Outlook ignores it.
 */
import { civilDate, DAY, dayNumber, daysInMonth, HOUR, MINUTE, SECOND, weekdayOf } from './civil.ts'
import { formatBasicWall } from './wall.ts'
import { type Transition, transitions } from './zone.ts'

/** Zone rules that still hold in the last year read are taken to hold for ever. */
const FIRST_YEAR = 1970
const LAST_YEAR = 2099
/** Since ever, as Outlook writes it: what the zone was in before its first transition read. */
const LONG_AGO = '16010101T000000'
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** Transitions of consecutive years on the same day of a pattern, at the same wall time, between the same offsets. */
interface Observance {
  first: Transition
  last: Transition
  lastYear: number
  month: number
  weekday: number
  /** The wall time, in milliseconds after midnight. */
  time: number
  /** The patterns that fit all its years. */
  fixedDay: number | null
  lastOfMonth: boolean
  /** "The weekday on or after day n" holds for these n. */
  onOrAfter: { least: number; most: number }
}

/**
 * The VTIMEZONE component of an IANA zone: lines of at most 75 octets, each with its CRLF. Right from 1970 on and
 * without end; the same zone data gives the same bytes.
 *
 * @throws RangeError on an unknown zone.
 */
export function vtimezone(zone: string): string {
  const start = dayNumber(FIRST_YEAR, 1, 1) * DAY
  const changes = transitions(zone, start, dayNumber(LAST_YEAR + 1, 1, 1) * DAY)
  const base = changes[0]?.before ?? offsetAt(zone, start)
  const named = namesOf(zone)
  const lines = [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    ...component('STANDARD', LONG_AGO, base, base, named(start, base), null),
  ]
  for (const observance of observancesOf(changes)) {
    const { at, before, after } = observance.first
    const kind = after > before && endsWithinAYear(changes, observance.first) ? 'DAYLIGHT' : 'STANDARD'
    lines.push(
      ...component(kind, formatBasicWall(at + before), before, after, named(at, after), ruleOf(observance)),
    )
  }
  return [...lines, 'END:VTIMEZONE'].map((line) => `${fold(line)}\r\n`).join('')
}

function component(
  kind: string,
  start: string,
  before: number,
  after: number,
  name: string,
  rule: string | null,
): string[] {
  return [
    `BEGIN:${kind}`,
    `DTSTART:${start}`,
    ...(rule === null ? [] : [`RRULE:${rule}`]),
    `TZOFFSETFROM:${offsetText(before)}`,
    `TZOFFSETTO:${offsetText(after)}`,
    `TZNAME:${name}`,
    `END:${kind}`,
  ]
}

/** Each transition joins the observance of the year before that it continues, or begins one. */
function observancesOf(changes: Transition[]): Observance[] {
  const observances: Observance[] = []
  for (const change of changes) {
    const single = observanceOf(change)
    const year = single.lastYear
    const joined = observances.findIndex(
      (known) => known.lastYear === year - 1 && join(known, single) !== null,
    )
    const known = observances[joined]
    const both = known && join(known, single)
    if (both) observances[joined] = both
    else observances.push(single)
  }
  return observances
}

function observanceOf(change: Transition): Observance {
  const wall = change.at + change.before
  const day = Math.floor(wall / DAY)
  const date = civilDate(day)
  const length = daysInMonth(date.year, date.month)
  return {
    first: change,
    last: change,
    lastYear: date.year,
    month: date.month,
    weekday: weekdayOf(day),
    time: wall - day * DAY,
    fixedDay: date.day,
    lastOfMonth: date.day > length - 7,
    // February counts as 28 days: a seven-day range must exist in every year.
    onOrAfter: {
      least: Math.max(1, date.day - 6),
      most: Math.min(date.day, (date.month === 2 ? 28 : length) - 6),
    },
  }
}

/** Both as one observance; null where no pattern fits both. */
function join(a: Observance, b: Observance): Observance | null {
  if (a.month !== b.month || a.time !== b.time) return null
  if (a.first.before !== b.first.before || a.first.after !== b.first.after) return null
  const sameWeekday = a.weekday === b.weekday
  const least = Math.max(a.onOrAfter.least, b.onOrAfter.least)
  const most = sameWeekday ? Math.min(a.onOrAfter.most, b.onOrAfter.most) : 0
  const lastOfMonth = sameWeekday && a.lastOfMonth && b.lastOfMonth
  const fixedDay = a.fixedDay === b.fixedDay ? a.fixedDay : null
  if (least > most && !lastOfMonth && fixedDay === null) return null
  return { ...a, last: b.last, lastYear: b.lastYear, fixedDay, lastOfMonth, onOrAfter: { least, most } }
}

/** The RRULE; null for a single transition. A wall time is the same in all, so UNTIL is the last one, in UTC. */
function ruleOf({
  first,
  last,
  lastYear,
  month,
  weekday,
  fixedDay,
  lastOfMonth,
  onOrAfter,
}: Observance): string | null {
  if (first === last) return null
  const until = lastYear >= LAST_YEAR ? '' : `;UNTIL=${formatBasicWall(last.at)}Z`
  const { least, most } = onOrAfter
  const nth = Math.ceil((least - 1) / 7) + 1
  const day = WEEKDAYS[weekday]
  const range = Array.from({ length: 7 }, (_, i) => least + i).join(',')
  const pattern = lastOfMonth
    ? `BYDAY=-1${day}`
    : 7 * (nth - 1) + 1 <= most
      ? `BYDAY=${nth}${day}`
      : fixedDay !== null
        ? `BYMONTHDAY=${fixedDay}`
        : `BYMONTHDAY=${range};BYDAY=${day}`
  return `FREQ=YEARLY;BYMONTH=${month};${pattern}${until}`
}

/** DST goes back within a year; an offset that stays longer is the zone's new standard. */
function endsWithinAYear(changes: Transition[], { at, after }: Transition): boolean {
  return changes.some((later) => later.at > at && later.at < at + 365 * DAY && later.after < after)
}

/** Names such as CET and CEST where English has them, else the offset. */
function namesOf(zone: string): (at: number, offset: number) => string {
  const formats = ['en-GB', 'en-US', 'en-AU', 'en-NZ', 'en-IN'].map(
    (locale) => new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short', year: 'numeric' }),
  )
  return (at, offset) => {
    const names = formats.map(
      (format) => format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '',
    )
    return names.find((name) => /^[A-Z]{3,5}$/.test(name)) ?? offsetText(offset)
  }
}

function offsetAt(zone: string, at: number): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6
}

/** `+0100`, `-0330`, with seconds where there are some (§3.3.14). */
function offsetText(offset: number): string {
  const size = Math.abs(offset)
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const seconds = size % MINUTE ? two((size % MINUTE) / SECOND) : ''
  return `${offset < 0 ? '-' : '+'}${two(size / HOUR)}${two((size % HOUR) / MINUTE)}${seconds}`
}

/** Lines are ASCII here; 75 octets at most, the folding space included (§3.1). */
function fold(line: string): string {
  return line.length <= 75 ? line : `${line.slice(0, 75)}\r\n ${fold(line.slice(75))}`
}
