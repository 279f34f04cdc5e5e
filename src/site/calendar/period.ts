/** The part of time that a page shows, in words. */
import { addDays, dayRange, isoWeek, longDate, monthYear } from '../dates.ts'
import { fullDate } from './day-head.ts'
import type { PageQuery } from './query.ts'
import { calendarTexts } from './texts.ts'

/** `Kommande evenemang`, `November 2026`, `Vecka 48, 23–29 november 2026`, `Tisdag 24 november 2026`. */
export function periodTitle({ view, search, language: { language } }: PageQuery): string {
  const texts = calendarTexts(language)
  const { kind, first, end } = view
  if (kind === 'day') return capital(fullDate(first, language))
  if (kind === 'week')
    return `${texts.week} ${isoWeek(first).week}, ${dayRange(first, addDays(end ?? first, -1), language)}`
  if (!view.dated && kind === 'list')
    return search.has('from') ? texts.eventsFrom(longDate(first, language)) : texts.upcoming
  if (first.endsWith('-01')) return capital(monthYear(first, language))
  return capital(dayRange(first, addDays(end ?? first, -1), language))
}

/** `i november 2026`, `den 24 november 2026`. */
export function periodPhrase({ view, language: { language } }: PageQuery): string {
  const { kind, first, end } = view
  const isSwedish = language === 'sv'
  if (kind === 'list' && !view.dated) return isSwedish ? 'framåt' : 'from now on'
  if (kind === 'day') return `${isSwedish ? 'den' : 'on'} ${longDate(first, language)}`
  if (kind === 'week') return isSwedish ? `vecka ${isoWeek(first).week}` : `in week ${isoWeek(first).week}`
  if (first.endsWith('-01')) return `${isSwedish ? 'i' : 'in'} ${monthYear(first, language)}`
  return `${isSwedish ? 'den' : 'on'} ${dayRange(first, addDays(end ?? first, -1), language)}`
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
