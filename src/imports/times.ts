import { firstMatch } from '../recurrence/check.ts'
import type { Length, Schedule, Wall } from '../recurrence/model.ts'
import { parseRule, readRule } from '../recurrence/rule.ts'
import { formatBasicDate, formatDate, parseBasicWall, parseDuration } from '../time/wall.ts'
import {
  instantToWall,
  instantToWallMs,
  isSecondOfTwo,
  wallMsToInstant,
  wallToInstant,
} from '../time/zone.ts'
import { type Component, propertiesOf, property, textOf } from './components.ts'
import type { Property } from './property.ts'
import { zoneByName, zoneResolver } from './zones.ts'

/** A VEVENT that says something impossible. The message is for its owner. */
export class Unreadable extends Error {}

/** A time of a file: a date, or an instant with the zone that it was told in; null: UTC, or a zone without a name. */
export type FileTime =
  | { kind: 'date'; wall: Wall }
  | { kind: 'dateTime'; instant: number; zone: string | null; nameless?: true }

/** Reads the times of one calendar. */
export interface TimeReader {
  /** @throws Unreadable */
  read(property: Property, text?: string): FileTime
  /** The zone of times in UTC that do not recur: the calendar's own, as they are instants and no more. */
  zone: string
}

const DAY = 86_400_000

/** @param timeZone the zone of floating times */
export function timeReader(calendar: Component, timeZone: string): TimeReader {
  const resolve = zoneResolver(calendar, timeZone)
  return {
    zone: zoneByName(textOf(calendar, 'x-wr-timezone') ?? '') ?? timeZone,
    read(property, text = property.values[0] ?? '') {
      const match = /^(\d{8})(?:T(\d{4,6})(Z)?)?$/i.exec(text.trim().replace(/[-:]/g, ''))
      const [, day = '', time, utc] = match ?? []
      const date = parseBasicWall(day)
      if (!match || !date) throw new Unreadable(`${named(property)}: ${quoted(text)} is no time`)
      if (time === undefined || property.parameters.get('x-value')?.toUpperCase() === 'DATE')
        return { kind: 'date', wall: formatDate(date.ms) }
      // 24:00 is midnight of the day after, as some write it.
      const midnight = /^24(00)+$/.test(time)
      const parsed = midnight ? date : parseBasicWall(`${day}T${time.padEnd(6, '0')}`)
      if (!parsed) throw new Unreadable(`${named(property)}: ${quoted(text)} is no time`)
      const wallMs = midnight ? parsed.ms + DAY : parsed.ms
      if (utc) return { kind: 'dateTime', instant: wallMs, zone: null }
      const tzid = property.parameters.get('tzid')
      if (!tzid) return { kind: 'dateTime', instant: wallMsToInstant(wallMs, timeZone), zone: timeZone }
      const found = resolve(tzid, wallMs)
      if ('fault' in found) throw new Unreadable(`${named(property)}: ${found.fault}`)
      if ('instantOf' in found)
        return { kind: 'dateTime', instant: found.instantOf(wallMs), zone: null, nameless: true }
      return { kind: 'dateTime', instant: wallMsToInstant(wallMs, found.zone), zone: found.zone }
    },
  }
}

/**
 * The schedule of a VEVENT, its rule still unchecked: DTSTART, DTEND or DURATION, RRULE, RDATE and EXDATE. A DTSTART
 * that its rule does not give stays the first occurrence, which counts, as Apple and RFC 5545 §3.8.5.3 have it: it
 * becomes an extra date, and the series starts where the rule does.
 * @param ofSeries whether there is more of it than this VEVENT
 * @throws Unreadable
 */
export function scheduleOf(event: Component, reader: TimeReader, ofSeries: boolean): Schedule {
  const dtstart = property(event, 'dtstart')
  if (!dtstart) throw new Unreadable('DTSTART is missing')
  const rrule = ruleText(event)
  const start = wholeDay(event, reader.read(dtstart), reader.zone)
  const recurs = ofSeries || rrule !== null || propertiesOf(event, 'rdate').length > 0
  if (recurs && start.kind === 'dateTime' && start.nameless)
    throw new Unreadable('DTSTART: no known zone has the offsets of its VTIMEZONE, which a series needs')
  const timeZone = start.kind === 'date' ? reader.zone : (start.zone ?? (recurs ? 'Etc/UTC' : reader.zone))
  const wall = wallOf(start, timeZone)
  const base: Schedule = {
    start: wall,
    startIsSecond: start.kind === 'dateTime' && !recurs && isSecondOfTwo(start.instant, timeZone),
    timeZone,
    length: lengthOf(event, start, timeZone, reader),
    rrule: rrule === null ? null : withUntilOfKind(rrule, start.kind, timeZone),
    rdate: [],
    exdate: [],
  }
  const lists = {
    ...base,
    rdate: wallsOf(event, 'rdate', base, reader),
    exdate: wallsOf(event, 'exdate', base, reader),
  }
  const whole = fromFirstMatch(lists)
  return whole.rrule === null && whole.rdate.length === 0 ? { ...whole, exdate: [] } : whole
}

/** A time as an original of a schedule is named: in its zone, and of its kind. */
export function recurrenceWall(
  time: FileTime,
  { start, timeZone }: Pick<Schedule, 'start' | 'timeZone'>,
): Wall {
  const allDay = start.length === 10
  if (time.kind === 'date') return allDay ? time.wall : `${time.wall}${start.slice(10)}`
  return wallOf(time, timeZone).slice(0, allDay ? 10 : undefined)
}

export function wallOf(time: FileTime, timeZone: string): Wall {
  return time.kind === 'date' ? time.wall : instantToWall(time.instant, timeZone)
}

/** How long a VEVENT lasts. @throws Unreadable */
export function lengthOf(event: Component, start: FileTime, timeZone: string, reader: TimeReader): Length {
  const dtend = property(event, 'dtend')
  if (dtend) return untilEnd(start, wholeDay(event, reader.read(dtend), reader.zone), timeZone)
  const text = textOf(event, 'duration')
  if (text === undefined) return { kind: 'none' }
  const duration = parseDuration(text.replace(/^\+/, '').toUpperCase().replace(/T$/, ''))
  if (!duration) throw new Unreadable(`DURATION: ${quoted(text)} is no duration that can be taken`)
  const { days, milliseconds } = duration
  if (days === 0 && milliseconds === 0) return { kind: 'none' }
  if (start.kind === 'dateTime') return { kind: 'nominal', days, milliseconds }
  return daysOf(Math.max(1, days + Math.ceil(milliseconds / DAY)))
}

function untilEnd(start: FileTime, end: FileTime, timeZone: string): Length {
  if (start.kind === 'date') {
    const last = end.kind === 'date' ? end.wall : wallOf(end, timeZone).slice(0, 10)
    const days = (Date.parse(last) - Date.parse(start.wall)) / DAY
    if (days < 0) throw new Unreadable('DTEND is before DTSTART')
    return daysOf(Math.max(1, days))
  }
  const instant = end.kind === 'date' ? wallToInstant(end.wall, timeZone) : end.instant
  if (instant < start.instant) throw new Unreadable('DTEND is before DTSTART')
  return instant === start.instant
    ? { kind: 'none' }
    : { kind: 'exact', milliseconds: instant - start.instant }
}

/** One whole day is what a date without an end is. */
function daysOf(days: number): Length {
  return days === 1 ? { kind: 'none' } : { kind: 'days', days }
}

/** Outlook writes whole days as times from midnight to midnight. */
function wholeDay(event: Component, time: FileTime, zone: string): FileTime {
  if (time.kind === 'date' || textOf(event, 'x-microsoft-cdo-alldayevent')?.toUpperCase() !== 'TRUE')
    return time
  const wall = instantToWall(time.instant, time.zone ?? zone)
  return wall.endsWith('T00:00:00') ? { kind: 'date', wall: wall.slice(0, 10) } : time
}

function ruleText(event: Component): string | null {
  if (property(event, 'exrule')) throw new Unreadable('EXRULE is not taken: RFC 5545 has it no more')
  const rules = propertiesOf(event, 'rrule').map(({ values }) => values.join().trim())
  const [rule] = rules.filter(Boolean)
  if (new Set(rules.filter(Boolean)).size > 1) throw new Unreadable('there are several RRULE; one is taken')
  if (rule === undefined) return null
  return rule
    .replace(/\s+/g, '')
    .replace(/;?(?:RSCALE=GREGORIAN|SKIP=OMIT)(?=;|$)/gi, '')
    .replace(/^;|;$/g, '')
    .toUpperCase()
}

/** UNTIL of whole days is a date, §3.3.10; several programs write an instant. */
function withUntilOfKind(rrule: string, kind: FileTime['kind'], timeZone: string): string {
  if (kind !== 'date') return rrule
  return rrule.replace(/UNTIL=(\d{8})T(\d{6})(Z)?/i, (_, day: string, time: string, utc?: string) => {
    const wall = parseBasicWall(`${day}T${time}`)
    return `UNTIL=${wall && utc ? formatBasicDate(instantToWallMs(wall.ms, timeZone)) : day}`
  })
}

const MOST_DATES = 1000

/** RDATE and EXDATE: lists on any number of lines; of a period (§3.3.9) its start. */
function wallsOf(event: Component, name: string, base: Schedule, reader: TimeReader): Wall[] {
  const lists = propertiesOf(event, name).map((list) => ({ list, texts: list.values.join().split(',') }))
  if (lists.reduce((sum, { texts }) => sum + texts.length, 0) > MOST_DATES)
    throw new Unreadable(`${name.toUpperCase()}: there are more than ${MOST_DATES} dates`)
  const walls = lists.flatMap(({ list, texts }) =>
    texts
      .filter((text) => text.trim() !== '')
      .map((text) => recurrenceWall(reader.read(list, text.split('/')[0]), base)),
  )
  return [...new Set(walls)].sort()
}

function fromFirstMatch(schedule: Schedule): Schedule {
  const { start, timeZone, rrule, rdate } = schedule
  if (rrule === null) return schedule
  if ('faults' in parseRule(rrule, start, timeZone)) {
    const endsBefore = !('faults' in readRule(rrule, start.length === 10))
    return endsBefore ? { ...schedule, rrule: null } : schedule
  }
  const first = firstMatch(schedule)
  if (first === start) return schedule
  const extra = [...new Set([start, ...rdate])].sort()
  const count = Number(/COUNT=(\d+)/i.exec(rrule)?.[1] ?? 0)
  if (first === null || count === 1) return { ...schedule, rrule: null }
  return { ...schedule, start: first, rdate: extra, rrule: rrule.replace(/COUNT=\d+/i, `COUNT=${count - 1}`) }
}

function named({ name }: Property): string {
  return name.toUpperCase()
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 60))
}
