/** A rule made ready to run: what its start implies is filled in, its lists are turned into tables. */
import { civilDate, DAY, HOUR, MINUTE, SECOND, weekdayOf, weekStartOf, weekYearOf } from '../time/civil.ts'
import type { Rule, RuleDay } from './rule-model.ts'

/** All in wall numbers and day numbers; the zone comes later. */
export interface Plan {
  rule: Rule
  /** The wall number of the start. */
  start: number
  /** What period 0 is called: a day number, a week's first day, a month number or a year. */
  anchor: number
  /** Allowed months, index 1 to 12; null: all. */
  months: readonly boolean[] | null
  monthDays: readonly number[]
  yearDays: readonly number[]
  weekNumbers: readonly number[]
  /** Allowed plain weekdays, index 0 to 6; null where BYDAY is absent. */
  weekdays: readonly boolean[] | null
  /** BYDAY entries with an ordinal. */
  ordinals: readonly RuleDay[]
  /** Milliseconds after midnight, ascending. */
  times: readonly number[]
}

/** @param start the wall number of the series' start. */
export function planOf(rule: Rule, start: number): Plan {
  const startDay = Math.floor(start / DAY)
  const { month, day } = civilDate(startDay)
  const { freq, byMonth, byWeekNo, byYearDay, byMonthDay, byDay } = rule
  const noDays = byYearDay.length + byMonthDay.length + byDay.length === 0
  const impliesWeekday = noDays && (freq === 'WEEKLY' || byWeekNo.length > 0)
  const impliesMonthDay = noDays && !impliesWeekday && (freq === 'MONTHLY' || freq === 'YEARLY')
  const impliesMonth = impliesMonthDay && freq === 'YEARLY' && byMonth.length === 0
  const months = impliesMonth ? [month] : byMonth
  const days = impliesWeekday ? [{ weekday: weekdayOf(startDay), nth: 0 }] : byDay
  const plain = days.filter(({ nth }) => nth === 0).map(({ weekday }) => weekday)
  return {
    rule,
    start,
    anchor: anchorOf(rule, startDay),
    months: months.length ? table(13, months) : null,
    monthDays: impliesMonthDay ? [day] : byMonthDay,
    yearDays: byYearDay,
    weekNumbers: byWeekNo,
    weekdays: days.length ? table(7, plain) : null,
    ordinals: days.filter(({ nth }) => nth !== 0),
    times: timesOf(rule, start - startDay * DAY),
  }
}

/** With BYWEEKNO the years counted by INTERVAL are week-numbering years, so that the start lies in the first. */
function anchorOf({ freq, byWeekNo, weekStart }: Rule, startDay: number): number {
  const { year, month } = civilDate(startDay)
  if (freq === 'DAILY') return startDay
  if (freq === 'WEEKLY') return weekStartOf(startDay, weekStart)
  if (freq === 'MONTHLY') return year * 12 + month - 1
  return byWeekNo.length ? weekYearOf(startDay, weekStart) : year
}

function timesOf({ byHour, byMinute, bySecond }: Rule, startTime: number): number[] {
  const hours = byHour.length ? byHour : [Math.floor(startTime / HOUR)]
  const minutes = byMinute.length ? byMinute : [Math.floor((startTime % HOUR) / MINUTE)]
  const seconds = bySecond.length ? bySecond : [Math.floor((startTime % MINUTE) / SECOND)]
  return hours.flatMap((h) => minutes.flatMap((m) => seconds.map((s) => h * HOUR + m * MINUTE + s * SECOND)))
}

function table(size: number, values: readonly number[]): boolean[] {
  return Array.from({ length: size }, (_, i) => values.includes(i))
}
