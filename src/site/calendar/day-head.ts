/** How the calendar names a day: weekday, number, month, and whether Sweden has it off. */
import { html } from 'hono/html'
import { isSunday, type SwedishDay, swedishDays } from '../../time/swedish-days.ts'
import { addDays, dayMonth, longDate, monthName, shortWeekday, weekdayName } from '../dates.ts'
import type { SiteLanguage } from '../language.ts'
import type { Markup } from '../markup.ts'
import { calendarTexts } from './texts.ts'

/** What a page knows of days: which is today, and which Sweden has off (nowhere else are they marked). */
export interface DayContext {
  language: SiteLanguage
  today: string
  named(date: string): SwedishDay | undefined
}

export function dayContext(language: SiteLanguage, today: string, timeZone: string): DayContext {
  const years = new Map<string, ReadonlyMap<string, SwedishDay>>()
  return {
    language,
    today,
    named(date) {
      if (timeZone !== 'Europe/Stockholm') return undefined
      const year = date.slice(0, 4)
      const days = years.get(year) ?? swedishDays(Number(year))
      years.set(year, days)
      return days.get(date)
    },
  }
}

/** The head of a day in a list. */
export function dayHeading(date: string, days: DayContext): Markup {
  const { language, today } = days
  const year = date.slice(0, 4) === today.slice(0, 4) ? '' : ` ${date.slice(0, 4)}`
  const relative = relativeDay(date, days)
  return html`<h2 class="day-name${redness(date, days)}" id="d${date}"><time datetime="${date}"><span class="weekday">${weekdayName(date, language)}</span> <span class="number">${Number(date.slice(8))}</span> <span class="month">${monthName(date, language)}${year}</span></time>${
    relative ? html` <span class="relative">${relative}</span>` : ''
  }${feast(date, days)}</h2>`
}

/** The number of a day in a table, which leads to the day. */
export function dayNumber(date: string, href: string, days: DayContext): Markup {
  const { language, today } = days
  const isToday = date === today
  return html`<a href="${href}" class="number"${isToday ? html` aria-current="date"` : ''}><time datetime="${date}"><span class="vh">${weekdayName(date, language)} </span>${Number(date.slice(8))}<span class="vh"> ${monthName(date, language)}</span></time></a>${feast(date, days)}`
}

/** The day's name where the table is a list of days: `tis 24 november`. */
export function dayLabel(date: string, { language }: DayContext): string {
  return `${shortWeekday(date, language)} ${dayMonth(date, language)}`
}

/** ` red`, for the style; a red day's name is written out beside it. */
export function redness(date: string, days: DayContext): string {
  const isRed = days.named(date)?.kind === 'red' || isSunday(date)
  return `${isRed ? ' red' : ''}${date === days.today ? ' today' : ''}`
}

/** The day's name, where Sweden has one for it. */
export function feast(date: string, days: DayContext): Markup | '' {
  const day = days.named(date)
  return day ? html` <span class="feast">${day.name[days.language]}</span>` : ''
}

function relativeDay(date: string, { today, language }: DayContext): string | null {
  const texts = calendarTexts(language)
  if (date === today) return texts.today
  return date === addDays(today, 1) ? texts.tomorrow : null
}

/** `tisdag 24 november 2026`. */
export function fullDate(date: string, language: SiteLanguage): string {
  return `${weekdayName(date, language)} ${longDate(date, language)}`
}
