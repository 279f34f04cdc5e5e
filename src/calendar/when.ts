/** Times as people read them: `tisdag 3 november 2026 kl. 13.00–15.00`, `Tuesday 3 November 2026, 13:00–15:00`. */
import type { EventType } from '../events/model.ts'
import type { Instant } from '../recurrence/model.ts'
import {
  clock,
  dateOf,
  dateTime,
  dayRange,
  daysBetween,
  lastDay,
  longDate,
  weekdayName,
} from '../site/dates.ts'
import { siteLanguage } from '../site/language.ts'
import { instantToDate, instantToWall } from '../time/zone.ts'
import { whenWords } from './when-words.ts'

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

/** When something of a type is, in words: what takes place, or when a deadline closes. */
export function timesText(type: EventType, times: Times, reader: Reader): string {
  const told = toldTimes(type, times)
  return type === 'deadline' ? deadlineText(told, reader) : whenText(told, reader)
}

/**
 * Times as they are told of. A deadline is no meeting but the moment at which it closes: its end where it has one, of whole
 * days the last of them.
 */
export function toldTimes<T extends Pick<Times, 'start' | 'end' | 'allDay'>>(type: EventType, times: T): T {
  const { start, end, allDay } = times
  if (type !== 'deadline' || end === null) return times
  return { ...times, start: Math.max(start, allDay ? end - 1 : end), end: null }
}

/** Until then, what began in the evening before is said to end in that night. */
const SMALL_HOURS = 'T06:00'

/** Days and clock: of a whole day its date, of several days the first and the last, which `end` excludes. */
export function whenText(times: Times, reader: Reader): string {
  const language = siteLanguage(reader.locale)
  const [start, end] = wallsOf(times)
  const last = lastDay({ start, end })
  if (times.allDay) return last === start ? dayText(start, reader) : dayRange(start, last, language)
  const first = momentText(start, reader)
  const foreign = zoneNote(times, reader)
  if (end === null || end === start) return `${first}${foreign}`
  const nights = daysBetween(start, end)
  const isOneEvening =
    nights === 0 || (nights === 1 && end.slice(10) <= SMALL_HOURS && end.slice(10) < start.slice(10))
  return isOneEvening
    ? `${first}–${clock(end, language)}${foreign}`
    : `${first} – ${momentText(end, reader)}${foreign}`
}

/**
 * The start, as the moment at which a deadline closes: `Stänger tisdag 3 november 2026 kl. 17.00 Brysseltid, samma tid här`. Where the clocks here
 * show another time, that one too; of a whole day its date is the last one.
 */
export function deadlineText(times: Times, reader: Reader): string {
  const { closes, lastDay: last, sameTimeHere, here, zone } = whenWords(reader.locale)
  const { start, timeZone } = times
  if (times.allDay) return `${last} ${dayText(instantToDate(start, timeZone), reader)}`
  const wall = instantToWall(start, timeZone)
  const first = `${closes} ${momentText(wall, reader)}`
  if (timeZone === reader.timeZone) return first
  const own = instantToWall(start, reader.timeZone)
  if (own === wall) return `${first} ${zone(timeZone)}, ${sameTimeHere}`
  return `${first} ${zone(timeZone)}, ${hereText(wall, own, reader)} ${here}`
}

/** When a deadline that recurs closes, by its first date: `Stänger varje gång kl. 17.00 Brysseltid`. */
export function recurringDeadlineText(first: Times, reader: Reader): string {
  const { closesEachTime, eachIsLastDay, zone } = whenWords(reader.locale)
  if (first.allDay) return eachIsLastDay
  const { start, timeZone } = toldTimes('deadline', first)
  const time = clock(instantToWall(start, timeZone), siteLanguage(reader.locale))
  // The clocks here may differ by another hour in summer: theirs alone is always true.
  return `${closesEachTime} ${time}${timeZone === reader.timeZone ? '' : ` ${zone(timeZone)}`}`
}

/** `tisdag 3 november 2026` */
export function dayText(wall: string, { locale }: Pick<Reader, 'locale'>): string {
  const language = siteLanguage(locale)
  return `${weekdayName(wall, language)} ${longDate(wall, language)}`
}

/** `tisdag 3 november 2026 kl. 13.00` */
export function momentText(wall: string, { locale }: Pick<Reader, 'locale'>): string {
  const language = siteLanguage(locale)
  return `${weekdayName(wall, language)} ${dateTime(wall, language)}`
}

/** Start and end on the wall of the event's zone. */
function wallsOf({ start, end, allDay, timeZone }: Times): [string, string | null] {
  const write = allDay ? instantToDate : instantToWall
  return [write(start, timeZone), end === null ? null : write(end, timeZone)]
}

/** ` New York-tid (19.00 här)` where clocks there show another time than here. */
function zoneNote({ start, timeZone }: Times, reader: Reader): string {
  const { zone, here } = whenWords(reader.locale)
  const wall = instantToWall(start, timeZone)
  const own = instantToWall(start, reader.timeZone)
  return own === wall ? '' : ` ${zone(timeZone)} (${hereText(wall, own, reader)} ${here})`
}

/** A time on the clocks here, with its day where that is another than there. */
function hereText(there: string, own: string, reader: Reader): string {
  return dateOf(own) === dateOf(there) ? clock(own, siteLanguage(reader.locale)) : momentText(own, reader)
}
