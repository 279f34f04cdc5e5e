/**
 * The days that a rule picks in one of its periods: a day, a week, a month or a year, counted from the start's own
 * (period 0) in steps of INTERVAL. The table of RFC 5545 §3.3.10, BYSETPOS and times apart.
 */
import {
  CYCLE_DAYS,
  civilDate,
  dayNumber,
  daysInMonth,
  firstWeekOf,
  greatestCommonDivisor,
  isLeapYear,
  weekdayOf,
  weekYearOf,
} from '../time/civil.ts'
import type { Plan } from './plan.ts'

/** The days picked in a period, as ascending day numbers, those before the start included. */
export function daysOfPeriod(plan: Plan, period: number): number[] {
  const at = plan.anchor + period * stepOf(plan)
  switch (plan.rule.freq) {
    case 'DAILY':
      return fits(plan, at) ? [at] : []
    case 'WEEKLY':
      return [0, 1, 2, 3, 4, 5, 6].map((day) => at + day).filter((day) => fits(plan, day))
    case 'MONTHLY':
      return daysOfMonth(plan, Math.floor(at / 12), (at % 12) + 1)
    default:
      return daysOfYear(plan, at)
  }
}

/** The period that a day lies in; a fraction where the day's own unit lies between two that INTERVAL counts. */
export function periodOf(plan: Plan, day: number): number {
  const { rule, anchor } = plan
  if (rule.freq === 'DAILY') return (day - anchor) / rule.interval
  if (rule.freq === 'WEEKLY') return Math.floor((day - anchor) / 7) / rule.interval
  const { year, month } = civilDate(day)
  if (rule.freq === 'MONTHLY') return (year * 12 + month - 1 - anchor) / rule.interval
  return ((plan.weekNumbers.length ? weekYearOf(day, rule.weekStart) : year) - anchor) / rule.interval
}

/** The first day that a period can hold. */
export function firstDayOf(plan: Plan, period: number): number {
  const at = plan.anchor + period * stepOf(plan)
  if (plan.rule.freq === 'MONTHLY') return dayNumber(Math.floor(at / 12), (at % 12) + 1, 1)
  if (plan.rule.freq !== 'YEARLY') return at
  return plan.weekNumbers.length ? firstWeekOf(at, plan.rule.weekStart) : dayNumber(at, 1, 1)
}

/** After this many periods the calendar repeats, so that as many empty ones in a row prove that all are empty. */
export function periodsInCycle({ rule: { freq, interval } }: Plan): number {
  const units = { DAILY: CYCLE_DAYS, WEEKLY: CYCLE_DAYS / 7, MONTHLY: 4800, YEARLY: 400 }[freq]
  return units / greatestCommonDivisor(interval, units)
}

/**
 * The next period, in the direction of `step` (1 or -1) and not beyond a month that BYMONTH rules out: a daily rule
 * for one month need not try the days of the others.
 */
export function skipMonths(plan: Plan, period: number, step: 1 | -1): number {
  if (!plan.months || plan.rule.freq !== 'DAILY') return period
  const { year, month } = civilDate(plan.anchor + period * plan.rule.interval)
  let distance = 0
  while (distance < 12 && !plan.months[monthAfter(month, distance * step)]) distance++
  if (distance === 0 || distance === 12) return period
  const monthNumber = year * 12 + month - 1 + distance * step
  if (step === 1) {
    return Math.ceil(periodOf(plan, dayNumber(Math.floor(monthNumber / 12), (monthNumber % 12) + 1, 1)))
  }
  const next = monthNumber + 1
  return Math.floor(periodOf(plan, dayNumber(Math.floor(next / 12), (next % 12) + 1, 1) - 1))
}

function monthAfter(month: number, distance: number): number {
  return ((month - 1 + distance + 24) % 12) + 1
}

function stepOf({ rule }: Plan): number {
  return rule.freq === 'WEEKLY' ? rule.interval * 7 : rule.interval
}

function daysOfYear(plan: Plan, year: number): number[] {
  if (plan.weekNumbers.length) return daysOfWeeks(plan, year)
  if (plan.yearDays.length) {
    const length = isLeapYear(year) ? 366 : 365
    const newYear = dayNumber(year, 1, 1)
    const days = plan.yearDays
      .filter((n) => Math.abs(n) <= length)
      .map((n) => newYear + (n > 0 ? n - 1 : length + n))
      .filter((day) => fits(plan, day))
    return ascending(days)
  }
  if (plan.months || plan.monthDays.length) {
    const days: number[] = []
    for (let month = 1; month <= 12; month++) days.push(...daysOfMonth(plan, year, month))
    return days
  }
  return daysByWeekday(plan, dayNumber(year, 1, 1), isLeapYear(year) ? 366 : 365)
}

/** Weeks before the first and after the last that the year has are none (week 53 mostly). */
function daysOfWeeks(plan: Plan, year: number): number[] {
  const first = firstWeekOf(year, plan.rule.weekStart)
  const weeks = (firstWeekOf(year + 1, plan.rule.weekStart) - first) / 7
  const days: number[] = []
  for (const n of plan.weekNumbers) {
    if (Math.abs(n) > weeks) continue
    const start = first + 7 * (n > 0 ? n - 1 : weeks + n)
    for (let day = start; day < start + 7; day++) if (fits(plan, day)) days.push(day)
  }
  return ascending(days)
}

function daysOfMonth(plan: Plan, year: number, month: number): number[] {
  if (plan.months && !plan.months[month]) return []
  const first = dayNumber(year, month, 1)
  const length = daysInMonth(year, month)
  if (plan.monthDays.length === 0) return daysByWeekday(plan, first, length)
  const days: number[] = []
  for (const n of plan.monthDays) {
    if (Math.abs(n) > length) continue
    const day = first + (n > 0 ? n - 1 : length + n)
    if (fits(plan, day)) days.push(day)
  }
  return ascending(days)
}

/** The days that BYDAY names within one month or year: ordinals count from its ends. */
function daysByWeekday({ weekdays, ordinals }: Plan, first: number, length: number): number[] {
  const days: number[] = []
  if (weekdays) {
    const weekday = weekdayOf(first)
    for (let i = 0; i < length; i++) if (weekdays[(weekday + i) % 7]) days.push(first + i)
  }
  for (const { weekday, nth } of ordinals) {
    const day = nthWeekday(weekday, nth, first, length)
    if (day !== null) days.push(day)
  }
  return ordinals.length ? ascending(days) : days
}

function nthWeekday(weekday: number, nth: number, first: number, length: number): number | null {
  const last = first + length - 1
  const day =
    nth > 0
      ? first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1)
      : last - ((weekdayOf(last) - weekday + 7) % 7) + 7 * (nth + 1)
  return day >= first && day <= last ? day : null
}

/** Whether every BY part of days allows this day: they limit each other. */
function fits(plan: Plan, day: number): boolean {
  if (plan.weekdays && !plan.weekdays[weekdayOf(day)] && !isOrdinal(plan, day)) return false
  if (!plan.months && plan.monthDays.length === 0 && plan.yearDays.length === 0) return true
  const date = civilDate(day)
  if (plan.months && !plan.months[date.month]) return false
  if (plan.monthDays.length && !names(plan.monthDays, date.day, daysInMonth(date.year, date.month)))
    return false
  if (plan.yearDays.length === 0) return true
  return names(plan.yearDays, day - dayNumber(date.year, 1, 1) + 1, isLeapYear(date.year) ? 366 : 365)
}

/** Ordinals count within the month in a monthly rule or beside BYMONTH, else within the year. */
function isOrdinal({ ordinals, rule }: Plan, day: number): boolean {
  if (ordinals.length === 0) return false
  const { year, month } = civilDate(day)
  const byMonth = rule.freq === 'MONTHLY' || rule.byMonth.length > 0
  const first = byMonth ? dayNumber(year, month, 1) : dayNumber(year, 1, 1)
  const length = byMonth ? daysInMonth(year, month) : isLeapYear(year) ? 366 : 365
  return ordinals.some(({ weekday, nth }) => nthWeekday(weekday, nth, first, length) === day)
}

/** Whether a list of ordinals, negative ones from the end, names the nth of `length`. */
function names(list: readonly number[], nth: number, length: number): boolean {
  return list.includes(nth) || list.includes(nth - length - 1)
}

/** Sorted, without duplicates. */
function ascending(days: number[]): number[] {
  if (days.length < 2) return days
  days.sort((a, b) => a - b)
  return days.filter((day, i) => day !== days[i - 1])
}
