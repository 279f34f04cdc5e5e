/** Times as people read them: `tisdag 3 november 2026 kl. 13.00–15.00`, `Tuesday 3 November 2026, 13:00–15:00`. */
import type { Instant } from '../recurrence/model.ts'
import { civilDate, DAY, HOUR, modulo, weekdayOf } from '../time/civil.ts'
import { instantToWallMs } from '../time/zone.ts'
import { dateWords } from './date-words.ts'

/** When something is, as the calendar knows it. */
export interface Times {
  start: Instant
  /** Exclusive; null where there is no known end. */
  end: Instant | null
  allDay: boolean
  timeZone: string
}

/** For whom a time is written. */
export interface Reader {
  /** BCP 47; what is not Swedish is written in English. */
  locale: string
  /** The zone of the calendar: a clock that shows another time is named. */
  timeZone: string
}

/** Days and clock: of a whole day its date, of several days the first and the last, which `end` excludes. */
export function whenText(times: Times, reader: Reader): string {
  if (times.allDay) return daysText(times, reader.locale)
  const { clock, at } = dateWords(reader.locale)
  const [start, end] = wallsOf(times)
  const first = `${dateText(start, reader.locale)}${at}${timeText(start, reader.locale)}`
  const foreign = zoneNote(times, reader)
  if (end === null) return `${first}${foreign}`
  // What ends in the small hours belongs to the evening on which it began.
  const isOneNight = end - start < DAY && Math.floor(end / DAY) - Math.floor(start / DAY) <= 1
  const isSameDay = Math.floor(start / DAY) === Math.floor(end / DAY)
  if (isSameDay || (isOneNight && modulo(end, DAY) <= 6 * HOUR))
    return `${first}–${timeText(end, reader.locale)}${foreign}`
  return `${first} – ${dateText(end, reader.locale)}${at}${clock(end)}${foreign}`
}

/**
 * A deadline as what it is: `Stänger tisdag 3 november 2026 kl. 17.00 Brysseltid, samma tid här`. Where the clocks here
 * show another time, that one too; of a whole day its date is the last one.
 */
export function deadlineText(times: Times, reader: Reader): string {
  const { closes, lastDay, at, sameTimeHere, here, zone } = dateWords(reader.locale)
  const { start, timeZone } = times
  const wall = instantToWallMs(start, timeZone)
  const date = dateText(wall, reader.locale)
  if (times.allDay) return `${lastDay} ${date}`
  const first = `${closes} ${date}${at}${timeText(wall, reader.locale)}`
  if (timeZone === reader.timeZone) return first
  const there = `${first} ${zone(timeZone)}`
  const own = instantToWallMs(start, reader.timeZone)
  if (own === wall) return `${there}, ${sameTimeHere}`
  const isOtherDay = Math.floor(own / DAY) !== Math.floor(wall / DAY)
  const ownDay = isOtherDay ? `${dateText(own, reader.locale)}${at}` : ''
  return `${there}, ${ownDay}${timeText(own, reader.locale)} ${here}`
}

/** `tisdag 3 november 2026` of a wall number. */
export function dateText(wall: number, locale: string): string {
  const { weekdays } = dateWords(locale)
  return `${weekdays[weekdayOf(Math.floor(wall / DAY))]} ${plainDate(wall, locale)}`
}

/** `13.00`, in English `13:00`, of a wall number. */
export function timeText(wall: number, locale: string): string {
  return dateWords(locale).clock(wall)
}

function plainDate(wall: number, locale: string, omit: { month?: boolean; year?: boolean } = {}): string {
  const { year, month, day } = civilDate(Math.floor(wall / DAY))
  const name = omit.month ? '' : ` ${dateWords(locale).months[month - 1]}`
  return `${day}${name}${omit.year || omit.month ? '' : ` ${year}`}`
}

function daysText(times: Times, locale: string): string {
  const [start, end] = wallsOf(times)
  const last = (end ?? start + DAY) - DAY
  if (last <= start) return dateText(start, locale)
  const [one, other] = [civilDate(Math.floor(start / DAY)), civilDate(Math.floor(last / DAY))]
  const year = one.year === other.year
  return `${plainDate(start, locale, { year, month: year && one.month === other.month })}–${plainDate(last, locale)}`
}

/** Start and end on the wall of the event's zone. */
function wallsOf({ start, end, timeZone }: Times): [number, number | null] {
  return [instantToWallMs(start, timeZone), end === null ? null : instantToWallMs(end, timeZone)]
}

/** ` New York-tid (19.00 här)` where clocks there show another time than here. */
function zoneNote({ start, timeZone }: Times, reader: Reader): string {
  const { zone, here, at } = dateWords(reader.locale)
  const wall = instantToWallMs(start, timeZone)
  const own = instantToWallMs(start, reader.timeZone)
  if (own === wall) return ''
  const isOtherDay = Math.floor(own / DAY) !== Math.floor(wall / DAY)
  const day = isOtherDay ? `${dateText(own, reader.locale)}${at}` : ''
  return ` ${zone(timeZone)} (${day}${timeText(own, reader.locale)} ${here})`
}
