/** The part of time that a page shows, in words. */
import { instantToDate } from '../../time/zone.ts'
import { addDays, dayRange, isoWeek, longDate, monthYear } from '../dates.ts'
import { fullDate } from './day-head.ts'
import { isFromNow, type PageQuery } from './query.ts'
import { calendarTexts } from './texts.ts'

/** `Kommande evenemang`, `3–14 november 2026`, `November 2026`, `Vecka 48, 23–29 november 2026`, `Tisdag 24 november 2026`. */
export function periodTitle(query: PageQuery): string {
  const {
    view,
    language: { language },
  } = query
  const texts = calendarTexts(language)
  const { kind, first, end } = view
  if (kind === 'day') return capital(fullDate(first, language))
  if (kind === 'week')
    return `${texts.week} ${isoWeek(first).week}, ${dayRange(first, addDays(end ?? first, -1), language)}`
  if (isFromNow(query)) return texts.upcoming
  if (!view.dated && kind === 'list') return capital(ownTime(query))
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

/** The time that `from` and `to` say: `3–14 november 2026`, `från 3 november 2026`, `till och med 14 november 2026`. */
function ownTime({ search, bounds, timeZone, language: { language } }: PageQuery): string {
  const texts = calendarTexts(language)
  const first = search.has('from') && bounds.from !== null ? instantToDate(bounds.from, timeZone) : null
  const last = search.has('to') && bounds.to !== null ? instantToDate(bounds.to - 1, timeZone) : null
  if (last === null) return texts.fromDay(longDate(first ?? '', language))
  return first === null ? texts.toDay(longDate(last, language)) : dayRange(first, last, language)
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
