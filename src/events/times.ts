import type { Fault } from '../errors.ts'
import type { Length, Schedule, Wall } from '../recurrence/model.ts'
import { formatWall, LAST_WALL, parseDuration, parseWall } from '../time/wall.ts'
import { canonicalTimeZone, instantToWall, isSecondOfTwo, wallToInstant } from '../time/zone.ts'

/** A time as read: its wall time in the zone, and the instant where an offset said it. */
export interface ReadTime {
  wall: Wall
  kind: 'date' | 'dateTime'
  /** Milliseconds since the epoch; null where the time was given as a local one. */
  instant: number | null
}

const OFFSET_TIME = /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(\.0+)?([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/
const DATE_LENGTH = '2026-11-03'.length
const LONGEST = 3660 * 86_400_000

/**
 * Reads one of the three forms of the contract (§2 Times): RFC 3339 with an offset, a local date-time with
 * or without seconds, or a date.
 * @returns null where the text is none of them or names a time that no calendar has
 */
export function readTime(text: string, timeZone: string): ReadTime | null {
  const offset = OFFSET_TIME.exec(text)
  if (offset) {
    const local = parseWall(`${offset[1]}T${offset[2]}`)
    if (!local) return null
    const instant = local.ms - offsetMs(offset[4] ?? 'Z')
    const wall = instantToWall(instant, timeZone)
    return parseWall(wall) ? { wall, kind: 'dateTime', instant } : null
  }
  const local = parseWall(/T\d\d:\d\d$/.test(text) ? `${text}:00` : text)
  if (!local) return null
  return local.kind === 'date'
    ? { wall: text, kind: 'date', instant: null }
    : { wall: formatWall(local.ms), kind: 'dateTime', instant: null }
}

/** A given time as an instant: `2026-11-03T12:00:00Z`; a local one is read in `timeZone`. Null: not a time. */
export function readInstant(text: string, timeZone: string): string | null {
  const time = readTime(text, timeZone)
  if (!time) return null
  return formatInstant(time.instant ?? wallToInstant(time.wall, timeZone))
}

/** `2026-11-03T12:00:00Z`; what is after the year 9999 is shown as its end, as RFC 3339 has years of four digits. */
export function formatInstant(instant: number): string {
  return `${formatWall(Math.min(instant, LAST_WALL))}Z`
}

/** What is wrong with when something starts: its end, ten years later at most, must have a year of four digits too. */
export function lateStart(wall: Wall): string | null {
  return wall < FIRST_TOO_LATE ? null : `must be before the year ${FIRST_TOO_LATE.slice(0, 4)}`
}

const FIRST_TOO_LATE = '9989-01-01'

export interface TimesInput {
  start: string
  end?: string | null
  duration?: string | null
  timeZone?: string | null
  allDay?: boolean | null
  recurrence?: { rrule?: string | null; rdate?: string[] | null; exdate?: string[] | null } | null
}

/**
 * Reads an event's times into a schedule. The rule itself is checked elsewhere (`recurrence/check.ts`).
 * @param stored where `start` is the instant of these times, its wall time stays, which a DST gap may have skipped
 * @returns the schedule, or null with at least one fault added
 */
export function readSchedule(
  input: TimesInput,
  defaultZone: string,
  faults: Fault[],
  stored: Schedule | null = null,
): Schedule | null {
  const timeZone = canonicalTimeZone(input.timeZone ?? defaultZone)
  if (timeZone === null)
    faults.push({ pointer: '/timeZone', detail: `${quote(input.timeZone)} is not an IANA time zone` })
  const start = timeZone && asStored(readTime(input.start, timeZone), timeZone, stored)
  if (timeZone === null || !start) {
    faults.push(...formFaults(input))
    return null
  }
  const allDay = start.kind === 'date'
  if (input.allDay != null && input.allDay !== allDay) {
    const detail = allDay ? 'is false though start is a date' : 'is true though start has a time of day'
    faults.push({ pointer: '/allDay', detail })
  }
  const late = lateStart(start.wall)
  if (late) faults.push({ pointer: '/start', detail: late })
  const recurs = input.recurrence != null
  const second = start.instant !== null && isSecondOfTwo(start.instant, timeZone)
  if (second && recurs) {
    const detail = `is the second ${start.wall} of that night, which a series cannot start at; give the first`
    faults.push({ pointer: '/start', detail })
  }
  const length = readLength(input, start, timeZone, faults)
  const rdate = readWalls(input.recurrence?.rdate, '/recurrence/rdate', start.kind, timeZone, faults)
  for (const wall of rdate) {
    const detail = lateStart(wall)
    if (detail) faults.push({ pointer: '/recurrence/rdate', detail: `holds ${wall}, which ${detail}` })
  }
  const exdate = readWalls(input.recurrence?.exdate, '/recurrence/exdate', start.kind, timeZone, faults)
  if (recurs && !input.recurrence?.rrule && !input.recurrence?.rdate?.length) {
    faults.push({
      pointer: '/recurrence',
      detail: 'needs rrule or rdate; null is an event that does not recur',
    })
  }
  if (!length || faults.length > 0) return null
  const rrule = input.recurrence?.rrule ?? null
  return { start: start.wall, startIsSecond: second, timeZone, length, rrule, rdate, exdate }
}

/** What no zone and no start could mend: texts that are no times and no durations. */
function formFaults({ start, end, duration, recurrence }: TimesInput): Fault[] {
  const list = (name: 'rdate' | 'exdate') =>
    (recurrence?.[name] ?? []).map((text, index) => [`/recurrence/${name}/${index}`, text] as const)
  const times = [['/start', start] as const, ['/end', end] as const, ...list('rdate'), ...list('exdate')]
  const faults = times.flatMap(([pointer, text]) =>
    text == null || readTime(text, 'UTC') ? [] : [{ pointer, detail: notATime(text) }],
  )
  if (duration != null) durationLength(duration, 'dateTime', faults)
  return faults
}

/** GET shows 02:30 in a gap as the instant of 03:30; sent back, it is still 02:30. */
function asStored(time: ReadTime | null, timeZone: string, stored: Schedule | null): ReadTime | null {
  if (!time || !stored || time.instant === null) return time
  if (stored.startIsSecond || stored.timeZone !== timeZone || stored.start.length === DATE_LENGTH) return time
  return wallToInstant(stored.start, timeZone) === time.instant ? { ...time, wall: stored.start } : time
}

/** The length that `end` and `duration` say, seen from `start`; null with a fault added. */
export function readLength(
  input: { end?: string | null; duration?: string | null },
  start: ReadTime,
  timeZone: string,
  faults: Fault[],
): Length | null {
  const fromDuration = input.duration == null ? undefined : durationLength(input.duration, start.kind, faults)
  const fromEnd = input.end == null ? undefined : endLength(input.end, start, timeZone, faults)
  if (fromDuration === null || fromEnd === null) return null
  if (fromDuration && fromEnd && !sameEnd(fromDuration, fromEnd, start, timeZone)) {
    faults.push({ pointer: '/duration', detail: 'does not lead from start to end; give one of the two' })
    return null
  }
  const length = fromDuration ?? fromEnd
  // One whole day is what a date without an end is.
  return length && !(length.kind === 'days' && length.days === 1) ? length : { kind: 'none' }
}

function durationLength(text: string, kind: ReadTime['kind'], faults: Fault[]): Length | null {
  const duration = parseDuration(text)
  const fault = (detail: string) => {
    faults.push({ pointer: '/duration', detail })
    return null
  }
  if (!duration)
    return fault(`${quote(text)} is not an ISO 8601 duration of weeks, days, hours, minutes, seconds`)
  const { days, milliseconds } = duration
  if (days * 86_400_000 + milliseconds > LONGEST) return fault('is longer than ten years')
  if (days === 0 && milliseconds === 0)
    return fault('must be longer than nothing; leave it out where no end is known')
  if (kind === 'dateTime') return { kind: 'nominal', days, milliseconds }
  return milliseconds === 0 ? { kind: 'days', days } : fault('must be whole days where start is a date')
}

function endLength(text: string, start: ReadTime, timeZone: string, faults: Fault[]): Length | null {
  const end = readTime(text, timeZone)
  const fault = (detail: string) => {
    faults.push({ pointer: '/end', detail })
    return null
  }
  if (!end) return fault(notATime(text))
  if (end.kind !== start.kind)
    return fault(
      start.kind === 'date' ? 'must be a date, as start is' : 'must have a time of day, as start has',
    )
  const milliseconds =
    start.kind === 'date'
      ? Date.parse(end.wall) - Date.parse(start.wall)
      : instantOf(end, timeZone) - instantOf(start, timeZone)
  if (milliseconds <= 0) return fault('must be after start (it is exclusive)')
  if (milliseconds > LONGEST) return fault('is more than ten years after start')
  return start.kind === 'date'
    ? { kind: 'days', days: milliseconds / 86_400_000 }
    : { kind: 'exact', milliseconds }
}

function sameEnd(duration: Length, end: Length, start: ReadTime, timeZone: string): boolean {
  if (duration.kind === 'days' && end.kind === 'days') return duration.days === end.days
  if (duration.kind !== 'nominal' || end.kind !== 'exact') return false
  const shifted = formatWall(Date.parse(`${start.wall}Z`) + duration.days * 86_400_000)
  const base = duration.days === 0 ? instantOf(start, timeZone) : wallToInstant(shifted, timeZone)
  return base + duration.milliseconds === instantOf(start, timeZone) + end.milliseconds
}

function instantOf(time: ReadTime, timeZone: string): number {
  return time.instant ?? wallToInstant(time.wall, timeZone)
}

function readWalls(
  texts: string[] | null | undefined,
  pointer: string,
  kind: ReadTime['kind'],
  timeZone: string,
  faults: Fault[],
): Wall[] {
  const walls = new Set<Wall>()
  for (const [index, text] of (texts ?? []).entries()) {
    const time = readTime(text, timeZone)
    if (!time) faults.push({ pointer: `${pointer}/${index}`, detail: notATime(text) })
    else if (time.kind !== kind) {
      const detail = kind === 'date' ? 'must be a date, as start is' : 'must have a time of day, as start has'
      faults.push({ pointer: `${pointer}/${index}`, detail })
    } else walls.add(time.wall)
  }
  return [...walls].sort()
}

function offsetMs(offset: string): number {
  if (offset === 'Z' || offset === 'z') return 0
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6))
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000
}

function notATime(text: string): string {
  return `${quote(text)} is not a time: give 2026-11-03T13:00 (local), 2026-11-03T12:00:00Z or 2026-11-03`
}

function quote(text: unknown): string {
  return JSON.stringify(String(text).slice(0, 60))
}
