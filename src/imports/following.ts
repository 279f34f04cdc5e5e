import { datedUid } from '../calendar/ical-components.ts'
import type { Schedule, Wall } from '../recurrence/model.ts'
import { split } from '../recurrence/series.ts'
import { formatBasicWall, formatDate, formatWall, parseBasicWall, parseWall } from '../time/wall.ts'
import { property, textOf } from './components.ts'
import { detailsOf } from './details.ts'
import { type Failures, tried } from './failures.ts'
import { isCancellation } from './groups.ts'
import type { Body, Dated, Made, ReadContext } from './model.ts'
import { scheduleOf, Unreadable } from './times.ts'

/** A series, and the VEVENTs of single dates in it. */
interface Part {
  uid: string
  schedule: Schedule
  body: Body
  entries: readonly Dated[]
  /** The VEVENTs that the series itself is made of. */
  made: Made[]
}

const DAY = 86_400_000
/** Each divides a series anew. */
const MOST_RANGES = 50

/**
 * Divides a series at each RECURRENCE-ID with RANGE=THISANDFUTURE (RFC 5545 §3.2.13): from there on everything is as
 * that VEVENT says, and all later dates move by as much as the first of them.
 */
export function splitFollowing(whole: Part, context: ReadContext, failures: Failures): Part[] {
  const isRange = ({ event }: Dated) =>
    property(event, 'recurrence-id')?.parameters.get('range')?.toUpperCase() === 'THISANDFUTURE'
  const ranges = whole.entries.filter(isRange).toSorted((a, b) => (a.wall < b.wall ? -1 : 1))
  if (ranges.length > MOST_RANGES)
    throw new Unreadable(`RANGE=THISANDFUTURE stands more than ${MOST_RANGES} times`)
  const parts: Part[] = []
  let rest: Part = { ...whole, entries: whole.entries.filter((entry) => !isRange(entry)) }
  let moved = 0
  for (const range of ranges) {
    const divided = tried(range, failures, () => divide(whole.uid, rest, range, moved, context))
    if (!divided) continue
    if (divided.before) parts.push(divided.before)
    rest = divided.after
    moved = divided.moved
  }
  return [...parts, rest]
}

/** @param moved how far the rest of the series is from where the file's own dates are, in milliseconds */
function divide(uid: string, rest: Part, range: Dated, moved: number, context: ReadContext) {
  const wall = shifted(range.wall, moved)
  const first = [rest.schedule.start, ...rest.schedule.rdate].sort()[0]
  const parts = wall === first ? { before: null, after: rest } : split(rest.schedule, {}, wall)
  if ('fault' in parts) throw new Unreadable(`RECURRENCE-ID: ${parts.fault}`)
  const own = scheduleOf(range.event, context.reader, true)
  if (own.start.length !== wall.length)
    throw new Unreadable('DTSTART: must be of the kind that the series has, a date or a time of day')
  const by = msOf(own.start) - msOf(wall)
  const body = isCancellation(range.event)
    ? { ...rest.body, status: 'cancelled' }
    : { ...rest.body, ...detailsOf(range.event, context) }
  const length =
    textOf(range.event, 'dtend') || textOf(range.event, 'duration') ? own.length : rest.schedule.length
  const later = rest.entries.filter((entry) => shifted(entry.wall, moved) >= wall)
  const after: Part = {
    uid: parts.before ? followingUid(uid, range.wall) : rest.uid,
    made: [...(parts.before ? [] : rest.made), { index: range.index, recurrenceId: range.wall }],
    schedule: { ...shiftedSchedule(parts.after.schedule, by), length },
    body,
    entries: later.map((entry) => ({ ...entry, wall: shifted(entry.wall, by) })),
  }
  const before = parts.before && {
    ...rest,
    schedule: parts.before.schedule,
    entries: rest.entries.filter((entry) => !later.includes(entry)),
  }
  return { before, after, moved: moved + by }
}

function shiftedSchedule(schedule: Schedule, by: number): Schedule {
  if (by === 0) return schedule
  const start = shifted(schedule.start, by)
  const days = Math.round((msOf(start.slice(0, 10)) - msOf(schedule.start.slice(0, 10))) / DAY)
  return {
    ...schedule,
    start,
    rrule: schedule.rrule && shiftedRule(schedule.rrule, by, days),
    rdate: schedule.rdate.map((wall) => shifted(wall, by)),
    exdate: schedule.exdate.map((wall) => shifted(wall, by)),
  }
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** The same rule some days, and some time of day, later; not every rule can say that. */
function shiftedRule(rrule: string, by: number, days: number): string {
  const parts = rrule.split(';').map((part) => part.split('='))
  const names = parts.map(([name]) => name)
  const weekly = parts.some(([name, value]) => name === 'FREQ' && (value === 'WEEKLY' || value === 'DAILY'))
  const byParts = names.filter((name) => name?.startsWith('BY'))
  const sayable = days === 0 || (weekly && byParts.every((name) => name === 'BYDAY'))
  if (!sayable || byParts.some((name) => /^BY(HOUR|MINUTE|SECOND)$/.test(name ?? '')))
    throw new Unreadable('RANGE=THISANDFUTURE moves the series in a way that its rule cannot say')
  return parts
    .map(([name, value = '']) => {
      if (name === 'BYDAY' && days !== 0)
        return `BYDAY=${value
          .split(',')
          .map((day) => later(day, days))
          .join()}`
      if (name === 'UNTIL') return `UNTIL=${laterUntil(value, by)}`
      return `${name}=${value}`
    })
    .join(';')
}

function later(day: string, days: number): string {
  const at = WEEKDAYS.indexOf(day.toUpperCase())
  return WEEKDAYS[(((at + days) % 7) + 7) % 7] ?? day
}

function laterUntil(until: string, by: number): string {
  const parsed = parseBasicWall(until.replace(/Z$/, ''))
  if (!parsed) return until
  if (parsed.kind === 'date') return formatDate(parsed.ms + Math.ceil(by / DAY) * DAY).replaceAll('-', '')
  return formatBasicWall(parsed.ms + by) + (until.endsWith('Z') ? 'Z' : '')
}

function shifted(wall: Wall, by: number): Wall {
  const ms = msOf(wall) + by
  return wall.length === 10 ? formatDate(ms) : formatWall(ms)
}

function msOf(wall: Wall): number {
  return parseWall(wall)?.ms ?? Number.NaN
}

/** The UID of the second of two series that "this and following" makes of one. */
export function followingUid(uid: string, wall: Wall): string {
  const at = uid.lastIndexOf('@')
  const name = at < 0 ? uid : uid.slice(0, at)
  return datedUid(`${name}${FOLLOWING}${uid.slice(name.length)}`, wall)
}

const FOLLOWING = '_from'

/** The UID of the series that `followingUid` made this of; null of any other. */
export function seriesBefore(uid: string): string | null {
  return /_from_\d{8}(?:T\d{6})?(?=@[^@]*$|$)/.test(uid)
    ? uid.replace(/_from_\d{8}(?:T\d{6})?(?=@[^@]*$|$)/, '')
    : null
}
