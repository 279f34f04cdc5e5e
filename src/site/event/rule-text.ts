/** How often a series comes, in words: `Varje tisdag`, `Every second Thursday`. */

import { isAllDay } from '../../events/content.ts'
import type { EventContent } from '../../events/model.ts'
import { readRule } from '../../recurrence/rule.ts'
import type { Rule } from '../../recurrence/rule-model.ts'
import { formatDate } from '../../time/wall.ts'
import { instantToWallMs } from '../../time/zone.ts'
import { dayMonth, longDate, weekdayName, weekdayNames } from '../dates.ts'
import type { SiteLanguage } from '../language.ts'

/** Rules that have no short words are only said to recur. */
export function ruleText({ schedule }: EventContent, language: SiteLanguage): string {
  const words = WORDS[language]
  const read = schedule.rrule === null ? null : readRule(schedule.rrule, isAllDay(schedule))
  if (!read || 'faults' in read) return words.several
  const rhythm = rhythmOf(read.rule, schedule.start, language)
  if (rhythm === null) return words.recurs
  const { count, until } = read.rule
  const last =
    until && formatDate(until.kind === 'utc' ? instantToWallMs(until.ms, schedule.timeZone) : until.ms)
  const end = last ? words.until(longDate(last, language)) : count === null ? '' : words.times(count)
  return `${rhythm}${end}`
}

function rhythmOf(rule: Rule, start: string, language: SiteLanguage): string | null {
  const words = WORDS[language]
  const { freq, interval, byDay, byMonth, byMonthDay, bySetPos, byWeekNo, byYearDay, byHour } = rule
  if (byWeekNo.length || byYearDay.length || byHour.length) return null
  const isPlain = byMonth.length === 0 && byMonthDay.length === 0 && bySetPos.length === 0
  switch (freq) {
    case 'DAILY':
      return isPlain && byDay.length === 0 ? words.days(interval) : null
    case 'WEEKLY': {
      if (!isPlain) return null
      const names = byDay.map(({ weekday }) => weekdayNames(language)[weekday] ?? '')
      return words.weeks(interval, list(names.length ? names : [weekdayName(start, language)], words.and))
    }
    case 'MONTHLY': {
      if (byMonth.length) return null
      const [day, ...others] = byDay
      if (day && others.length === 0 && byMonthDay.length === 0 && bySetPos.length < 2) {
        const nth = words.nth[String(day.nth || bySetPos[0] || 0)]
        return nth ? words.nthDay(nth, weekdayNames(language)[day.weekday] ?? '', interval) : null
      }
      const [date, ...rest] = byMonthDay.length ? byMonthDay : [Number(start.slice(8, 10))]
      return date !== undefined && date > 0 && rest.length === 0 && byDay.length + bySetPos.length === 0
        ? words.monthDay(date, interval)
        : null
    }
    default:
      return isPlain && byDay.length === 0 && interval === 1 ? words.yearly(dayMonth(start, language)) : null
  }
}

function list(names: string[], and: string): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} ${and} ${names.at(-1)}`
}

const WORDS = {
  sv: {
    and: 'och',
    recurs: 'Återkommer',
    several: 'Flera datum',
    days: (n: number) => (n === 1 ? 'Varje dag' : n === 2 ? 'Varannan dag' : `Var ${n}:e dag`),
    weeks: (n: number, days: string) =>
      n === 1 ? `Varje ${days}` : n === 2 ? `Varannan ${days}` : `Var ${n}:e ${days}`,
    nth: { '1': 'Första', '2': 'Andra', '3': 'Tredje', '4': 'Fjärde', '-1': 'Sista' } as Record<
      string,
      string
    >,
    nthDay: (nth: string, day: string, n: number) =>
      `${nth} ${day}en ${n === 1 ? 'varje månad' : `var ${n}:e månad`}`,
    monthDay: (date: number, n: number) => `Den ${date}:e ${n === 1 ? 'varje månad' : `var ${n}:e månad`}`,
    yearly: (date: string) => `Varje år den ${date}`,
    until: (date: string) => `, till och med ${date}`,
    times: (n: number) => `, ${n} gånger`,
  },
  en: {
    and: 'and',
    recurs: 'Recurring',
    several: 'Several dates',
    days: (n: number) => (n === 1 ? 'Every day' : n === 2 ? 'Every second day' : `Every ${n} days`),
    weeks: (n: number, days: string) =>
      n === 1 ? `Every ${days}` : n === 2 ? `Every second ${days}` : `Every ${n} weeks on ${days}`,
    nth: {
      '1': 'The first',
      '2': 'The second',
      '3': 'The third',
      '4': 'The fourth',
      '-1': 'The last',
    } as Record<string, string>,
    nthDay: (nth: string, day: string, n: number) =>
      `${nth} ${day} of ${n === 1 ? 'every month' : `every ${n} months`}`,
    monthDay: (date: number, n: number) =>
      `On day ${date} of ${n === 1 ? 'every month' : `every ${n} months`}`,
    yearly: (date: string) => `Every year on ${date}`,
    until: (date: string) => `, until ${date}`,
    times: (n: number) => `, ${n} times`,
  },
}
