/**
 * The days of the year that Sweden has off: red days (lag 1989:253, and Sundays), and the eves that are kept like them. Dates
 * are `2026-11-03`.
 */
import { DAY, dayNumber, weekdayOf } from './civil.ts'
import { formatDate } from './wall.ts'

export interface SwedishDay {
  kind: 'red' | 'eve'
  name: { sv: string; en: string }
}

const FRIDAY = 4
const SATURDAY = 5

/** The named days of a year by date. Where two fall on one date, the red one stands. */
export function swedishDays(year: number): ReadonlyMap<string, SwedishDay> {
  const easter = easterSunday(year)
  const midsummerEve = firstOn(FRIDAY, dayNumber(year, 6, 19))
  const allSaints = firstOn(SATURDAY, dayNumber(year, 10, 31))
  const days: [number, SwedishDay['kind'], string, string][] = [
    [dayNumber(year, 1, 5), 'eve', 'trettondagsafton', 'Twelfth Night'],
    [easter - 1, 'eve', 'påskafton', 'Easter Eve'],
    [dayNumber(year, 4, 30), 'eve', 'valborgsmässoafton', 'Walpurgis Night'],
    [easter + 48, 'eve', 'pingstafton', 'Whitsun Eve'],
    [midsummerEve, 'eve', 'midsommarafton', 'Midsummer’s Eve'],
    [allSaints - 1, 'eve', 'allhelgonaafton', 'All Saints’ Eve'],
    [dayNumber(year, 12, 24), 'eve', 'julafton', 'Christmas Eve'],
    [dayNumber(year, 12, 31), 'eve', 'nyårsafton', 'New Year’s Eve'],
    [dayNumber(year, 1, 1), 'red', 'nyårsdagen', 'New Year’s Day'],
    [dayNumber(year, 1, 6), 'red', 'trettondedag jul', 'Epiphany'],
    [easter - 2, 'red', 'långfredagen', 'Good Friday'],
    [easter, 'red', 'påskdagen', 'Easter Sunday'],
    [easter + 1, 'red', 'annandag påsk', 'Easter Monday'],
    [easter + 39, 'red', 'Kristi himmelsfärdsdag', 'Ascension Day'],
    [easter + 49, 'red', 'pingstdagen', 'Whit Sunday'],
    [dayNumber(year, 5, 1), 'red', 'första maj', 'May Day'],
    [dayNumber(year, 6, 6), 'red', 'nationaldagen', 'National Day'],
    [midsummerEve + 1, 'red', 'midsommardagen', 'Midsummer’s Day'],
    [allSaints, 'red', 'alla helgons dag', 'All Saints’ Day'],
    [dayNumber(year, 12, 25), 'red', 'juldagen', 'Christmas Day'],
    [dayNumber(year, 12, 26), 'red', 'annandag jul', 'Boxing Day'],
  ]
  return new Map(days.map(([day, kind, sv, en]) => [formatDate(day * DAY), { kind, name: { sv, en } }]))
}

/** The day number of Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher). */
export function easterSunday(year: number): number {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const ofCentury = year % 100
  const skipped = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - Math.floor(century / 4) - skipped + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451)
  const days = epact + weekday - 7 * late + 114
  return dayNumber(year, Math.floor(days / 31), (days % 31) + 1)
}

/** Whether it is a Sunday. */
export function isSunday(date: string): boolean {
  return weekdayOf(Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY)) === 6
}

function firstOn(weekday: number, since: number): number {
  return since + ((weekday - weekdayOf(since) + 7) % 7)
}
