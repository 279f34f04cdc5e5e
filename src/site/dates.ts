/**
 * Dates and times in the words of people: days before months, 24 hours, weeks that begin on Monday. Walls are local
 * times as the API writes them, `2026-11-03T13:00:00` or `2026-11-03`. Ends are exclusive, as everywhere, and shown
 * inclusive.
 */
import { DAY, firstWeekOf, weekdayOf, weekYearOf } from '../time/civil.ts'
import { formatDate, parseWall } from '../time/wall.ts'
import type { SiteLanguage } from './language.ts'

/** When something happens on the clock of its place. `end` is exclusive; null where it is not known. */
export interface When {
  start: string
  end: string | null
}

/** `3 oktober 2026`, `3 October 2026`. */
export function longDate(wall: string, language: SiteLanguage): string {
  return `${dayMonth(wall, language)} ${yearOf(wall)}`
}

/** `3 oktober`, `3 October`. */
export function dayMonth(wall: string, language: SiteLanguage): string {
  return `${dayOf(wall)} ${monthName(wall, language)}`
}

/** `3 okt.`, `3 Oct`. */
export function shortDayMonth(wall: string, language: SiteLanguage): string {
  return `${dayOf(wall)} ${SHORT_MONTHS[language][monthOf(wall) - 1]}`
}

/** `oktober`, `October`. */
export function monthName(wall: string, language: SiteLanguage): string {
  return MONTHS[language][monthOf(wall) - 1] ?? ''
}

/** `oktober 2026`, `October 2026`. */
export function monthYear(wall: string, language: SiteLanguage): string {
  return `${monthName(wall, language)} ${yearOf(wall)}`
}

/** `lördag`, `Saturday`. */
export function weekdayName(wall: string, language: SiteLanguage): string {
  return WEEKDAYS[language][weekdayOf(dayNumberOf(wall))] ?? ''
}

/** Monday to Sunday, for the head of a table. */
export function weekdayNames(language: SiteLanguage): readonly string[] {
  return WEEKDAYS[language]
}

/** `mån`, `Mon`. */
export function shortWeekday(wall: string, language: SiteLanguage): string {
  return weekdayName(wall, language).slice(0, 3)
}

/** `13.00`, `13:00`. */
export function clock(wall: string, language: SiteLanguage): string {
  const time = wall.slice(11, 16)
  return language === 'sv' ? time.replace(':', '.') : time
}

/** `3 oktober 2026 kl. 13.00`, `3 October 2026, 13:00`; of a date only the date. */
export function dateTime(wall: string, language: SiteLanguage): string {
  return isDate(wall) ? longDate(wall, language) : withClock(longDate(wall, language), wall, language)
}

/** `13.00–15.00`; one time where there is no end or it is the same. */
export function clockRange({ start, end }: When, language: SiteLanguage): string {
  const from = clock(start, language)
  return end === null || end === start ? from : `${from}–${clock(end, language)}`
}

/**
 * `4–5 maj`, `30 april–2 maj`, `30 December 2026 – 2 January 2027`: from the first to the last day, both included.
 *
 * @param year whether the year is said where both days lie in one
 */
export function dayRange(first: string, last: string, language: SiteLanguage, year = true): string {
  const tail = year ? ` ${yearOf(last)}` : ''
  if (dateOf(first) === dateOf(last)) return `${dayMonth(first, language)}${tail}`
  const dash = language === 'sv' ? '–' : ' – '
  if (yearOf(first) !== yearOf(last)) return `${longDate(first, language)}${dash}${longDate(last, language)}`
  if (monthOf(first) !== monthOf(last))
    return `${dayMonth(first, language)}${dash}${dayMonth(last, language)}${tail}`
  return `${dayOf(first)}–${dayMonth(last, language)}${tail}`
}

/**
 * The whole of it: `3 oktober 2026 kl. 13.00–15.00`, `4–5 maj 2026`, `3 oktober 2026 kl. 22.00 – 4 oktober 2026 kl. 02.00`.
 */
export function whenText(when: When, language: SiteLanguage): string {
  const { start, end } = when
  const last = lastDay(when)
  if (isDate(start)) return dayRange(start, last, language)
  if (end === null || last === dateOf(start))
    return `${withClock(longDate(start, language), start, language)}${end === null || end === start ? '' : `–${clock(end, language)}`}`
  return `${dateTime(start, language)} – ${dateTime(end, language)}`
}

/**
 * The last day that it touches: of an exclusive end at midnight, the day before. Never before its first day.
 */
export function lastDay({ start, end }: When): string {
  const first = dateOf(start)
  if (end === null) return first
  const parsed = parseWall(end)
  if (!parsed) return first
  const last = formatDate(parsed.ms - 1)
  return last < first ? first : last
}

/** The week number of ISO 8601 and its year, which is not always the date's. */
export function isoWeek(wall: string): { year: number; week: number } {
  const day = dayNumberOf(wall)
  const year = weekYearOf(day, 0)
  return { year, week: Math.floor((day - firstWeekOf(year, 0)) / 7) + 1 }
}

/** The date some days later, or before. */
export function addDays(date: string, days: number): string {
  return formatDate((dayNumberOf(date) + days) * DAY)
}

/** The Monday of a date's week. */
export function mondayOf(date: string): string {
  return addDays(date, -weekdayOf(dayNumberOf(date)))
}

/** The first of the month some months later, or before. */
export function addMonths(date: string, months: number): string {
  const count = Number(yearOf(date)) * 12 + monthOf(date) - 1 + months
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}-01`
}

/** How many days `last` lies after `first`. */
export function daysBetween(first: string, last: string): number {
  return dayNumberOf(last) - dayNumberOf(first)
}

/** `2026-11-03` of a wall. */
export function dateOf(wall: string): string {
  return wall.slice(0, 10)
}

/** Whether it is a date, rather than a time of a day. */
export function isDate(wall: string): boolean {
  return wall.length === 10
}

function withClock(date: string, wall: string, language: SiteLanguage): string {
  return language === 'sv' ? `${date} kl. ${clock(wall, language)}` : `${date}, ${clock(wall, language)}`
}

function dayNumberOf(wall: string): number {
  return Math.floor((parseWall(dateOf(wall))?.ms ?? 0) / DAY)
}

const dayOf = (wall: string) => Number(wall.slice(8, 10))
const monthOf = (wall: string) => Number(wall.slice(5, 7))
const yearOf = (wall: string) => wall.slice(0, 4)

const MONTHS: Record<SiteLanguage, readonly string[]> = {
  sv: ['januari', 'februari', 'mars', 'april', 'maj', 'juni', 'juli', 'augusti', 'september', 'oktober', 'november', 'december'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
} // biome-ignore format: lists to read

const SHORT_MONTHS: Record<SiteLanguage, readonly string[]> = {
  sv: ['jan.', 'feb.', 'mars', 'april', 'maj', 'juni', 'juli', 'aug.', 'sep.', 'okt.', 'nov.', 'dec.'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
} // biome-ignore format: lists to read

const WEEKDAYS: Record<SiteLanguage, readonly string[]> = {
  sv: ['måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag', 'lördag', 'söndag'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} // biome-ignore format: lists to read
