import type { Instant, Occurrence, Schedule, Wall } from '../recurrence/model.ts'
import { feedRule, readRule } from '../recurrence/rule.ts'
import { formatDuration } from '../time/wall.ts'
import { instantToDate, instantToWall, isSecondOfTwo, wallToInstant } from '../time/zone.ts'
import { contentLine } from './ical-text.ts'

/** All-day is what starts on a date. */
export const isDate = (wall: Wall): boolean => wall.length === 10

/** RFC 5545 writes UTC with Z and never with a TZID (§3.2.19). */
export const isUtc = (zone: string): boolean => zone === 'UTC' || zone === 'Etc/UTC'

/** An instant as the basic form of UTC, §3.3.5 form 2, whole seconds: `20261103T120000Z`. */
export function utcForm(instant: Date | Instant): string {
  return `${basic(new Date(instant).toISOString().slice(0, 19))}Z`
}

/**
 * DTSTART and DTEND of one concrete time. A timed one is written in the clock's time of its zone (so 03:30 where
 * 02:30 was skipped), in UTC where that time comes twice and this is the second, since a local form then means the
 * first (§3.3.5). Without a known end there is no DTEND; all-day, DTEND is the day after the last (§3.6.1).
 */
export function singleTimes(occurrence: Occurrence, allDay: boolean, zone: string): string {
  const { start } = occurrence
  // DTEND must be later than DTSTART, §3.8.2.2.
  const end = occurrence.end !== null && occurrence.end > start ? occurrence.end : null
  const endZone = allDay || isTold(start, zone) ? zone : 'UTC'
  const line = allDay ? dayLine : instantLine
  return line('DTSTART', start, zone) + (end === null ? '' : line('DTEND', end, endZone))
}

/**
 * DTSTART, DTEND or DURATION, RRULE and EXDATE of a series. Every EXDATE stands on its own line in DTSTART's value
 * type and zone: Apple drops a series where they differ.
 *
 * @param exdates what the rule gives and the series leaves out
 * @throws Error where the stored rule does not parse: it was checked when written
 */
export function seriesTimes(schedule: Schedule, exdates: readonly Wall[]): string {
  const { start, timeZone, rrule } = schedule
  let lines = wallLine('DTSTART', start, timeZone) + lengthLine(schedule)
  if (rrule !== null) {
    const read = readRule(rrule, isDate(start))
    if ('faults' in read) throw new Error(`stored rule does not parse: ${rrule}`)
    lines += contentLine('RRULE', feedRule(read.rule, start, timeZone, isDate(start)))
  }
  for (const exdate of exdates) lines += wallLine('EXDATE', exdate, timeZone)
  return lines
}

/** A nominal time as written in the series: its start, a left-out start, a recurrence id. */
export function wallLine(name: string, wall: Wall, zone: string): string {
  if (isDate(wall)) return contentLine(name, basic(wall), { VALUE: 'DATE' })
  return isUtc(zone) ? contentLine(name, `${basic(wall)}Z`) : contentLine(name, basic(wall), { TZID: zone })
}

/** A wall time in basic form: `20261103T130000` or `20261103`. */
export const basic = (wall: Wall): string => wall.replace(/[-:]/g, '')

/**
 * The length of every occurrence, §3.8.5.3: DTEND keeps the exact length, DURATION the nominal. An exact length
 * whose first end reads differently on the clock (a DST change lies between) is written as a DURATION of hours,
 * which are exact too (§3.3.6): clients that subtract clock times would stretch or shrink all the others.
 */
function lengthLine({ start, timeZone, length }: Schedule): string {
  switch (length.kind) {
    case 'none':
      return isDate(start) ? contentLine('DTEND', shifted(start, DAY), { VALUE: 'DATE' }) : ''
    case 'days':
      return contentLine('DTEND', shifted(start, length.days * DAY), { VALUE: 'DATE' })
    case 'nominal':
      return length.days || length.milliseconds ? contentLine('DURATION', formatDuration(length)) : ''
    case 'exact': {
      const end = wallToInstant(start, timeZone) + length.milliseconds
      const wall = instantToWall(end, timeZone)
      const plain = Date.parse(`${wall}Z`) - Date.parse(`${start}Z`) === length.milliseconds
      return plain && isTold(end, timeZone)
        ? wallLine('DTEND', wall, timeZone)
        : contentLine('DURATION', formatDuration({ days: 0, milliseconds: length.milliseconds }))
    }
  }
}

const DAY = 86_400_000

/** A date some milliseconds later, in basic form. */
function shifted(date: Wall, milliseconds: number): string {
  return basic(new Date(Date.parse(date) + milliseconds).toISOString().slice(0, 10))
}

function instantLine(name: string, instant: Instant, zone: string): string {
  const told = isTold(instant, zone)
  return told ? wallLine(name, instantToWall(instant, zone), zone) : contentLine(name, utcForm(instant))
}

/** Whether the local time means that instant, which it does not for the second of two. */
const isTold = (instant: Instant, zone: string): boolean => !isSecondOfTwo(instant, zone)

function dayLine(name: string, midnight: Instant, zone: string): string {
  return wallLine(name, instantToDate(midnight, zone), zone)
}
