/**
 * The proleptic Gregorian calendar in whole numbers. A *day number* counts days since 1970-01-01, a *month
 * number* counts months since January of year 0. Weekdays are 0 (Monday) to 6 (Sunday), as ISO 8601 orders them.
 */

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** The Gregorian calendar, weekdays included, repeats after this many days (400 years). */
export const CYCLE_DAYS = 146_097

export interface CivilDate {
  year: number
  /** 1 to 12. */
  month: number
  /** 1 to 31. */
  day: number
}

/** The day number of a date. `month` is 1 to 12; a `day` outside its month counts on into the next or before. */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * CYCLE_DAYS + dayOfEra - 719_468
}

/** The date of a day number (the inverse of `dayNumber`). */
export function civilDate(dayNumber: number): CivilDate {
  const z = dayNumber + 719_468
  const era = Math.floor(z / CYCLE_DAYS)
  const dayOfEra = z - era * CYCLE_DAYS
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const mp = Math.floor((5 * dayOfYear + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * mp + 2) / 5) + 1,
  }
}

/** 0 (Monday) to 6 (Sunday). */
export function weekdayOf(dayNumber: number): number {
  return modulo(dayNumber + 3, 7)
}

/** The day number of the first day of the week around a day, where weeks begin on `weekStart` (0 to 6). */
export function weekStartOf(dayNumber: number, weekStart: number): number {
  return dayNumber - modulo(weekdayOf(dayNumber) - weekStart, 7)
}

/**
 * The first day of week 1 of a week-numbering year: the first week, beginning on `weekStart`, that has at
 * least four days in the calendar year (RFC 5545 §3.3.10, BYWEEKNO).
 */
export function firstWeekOf(year: number, weekStart: number): number {
  return weekStartOf(dayNumber(year, 1, 4), weekStart)
}

/** The week-numbering year that a day belongs to. */
export function weekYearOf(dayNumber: number, weekStart: number): number {
  const { year } = civilDate(dayNumber)
  if (dayNumber < firstWeekOf(year, weekStart)) return year - 1
  return dayNumber >= firstWeekOf(year + 1, weekStart) ? year + 1 : year
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** `month` is 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The remainder that is never negative, and never -0. */
export function modulo(a: number, n: number): number {
  const rest = a % n
  return rest < 0 ? rest + n : rest + 0
}

export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
