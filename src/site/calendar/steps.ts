/** The ways to other views and other times. */
import { html } from 'hono/html'
import { wallToInstant } from '../../time/zone.ts'
import { addMonths, dayMonth, isoWeek, monthName } from '../dates.ts'
import type { Markup } from '../markup.ts'
import { icon } from './icons.ts'
import type { PageData } from './load.ts'
import { capital } from './period.ts'
import { addressOf, isFromNow, type PageQuery, searchWithout } from './query.ts'
import { THIS_WEEK } from './table.ts'
import { calendarTexts } from './texts.ts'
import { dateFor, type Step, stepsOf, VIEWS } from './view.ts'

export function viewLinks(query: PageQuery): Markup {
  const { language, view, today } = query
  const texts = calendarTexts(language.language)
  return html`<nav class="views" aria-label="${texts.view}"><ul>${VIEWS.map((kind) => {
    const href = addressOf(query, { kind, date: dateFor(kind, view, today) })
    return html`<li><a href="${href}"${kind === view.kind ? html` aria-current="page"` : ''}>${texts.views[kind]}</a></li>`
  })}</ul></nav>`
}

/** Back, to now, and on. Where there is nothing that way, it says so instead. */
export function stepLinks(query: PageQuery, { items, before, after, next: more }: PageData): Markup {
  const { language, view, today, search, bounds, timeZone } = query
  const texts = calendarTexts(language.language)
  const { previous, next } = stepsOf(view)
  const now = view.kind === 'list' ? texts.now : texts.today
  const isNow =
    view.kind === 'list' ? isFromNow(query) : today >= view.first && view.end !== null && today < view.end
  // A list of what is to come has no other bounds.
  const anyTime = view.kind === 'list' ? searchWithout(searchWithout(search, 'from'), 'to') : search
  const link = (step: Step | null, isAny: boolean, rel: 'prev' | 'next') => {
    if (!step || !isAny) return html`<li class="none">${rel === 'prev' ? texts.first : texts.last}</li>`
    const label = html`<span>${rel === 'prev' ? backLabel(step, query) : stepLabel(step, query)}</span>`
    const sign = icon(rel === 'prev' ? 'before' : 'after')
    return html`<li><a href="${addressOf(query, step)}" rel="${rel} nofollow">${rel === 'prev' ? html`${sign}${label}` : html`${label}${sign}`}</a></li>`
  }
  const current = html`aria-current="true">${now}`
  // On a phone the weeks that are over stand above.
  const isTable = view.kind === 'month' && items.length > 0
  const here = isTable
    ? html`<a class="now" href="#${THIS_WEEK}" ${current}</a>`
    : html`<span class="now" ${current}</span>`
  const nextMonth = addMonths(view.first, 1)
  const isEnding = bounds.to !== null && bounds.to <= wallToInstant(nextMonth, timeZone)
  const isMore =
    after !== false ||
    (view.end === null && !isEnding && (more !== null || items.some(({ lastDay }) => lastDay >= nextMonth)))
  return html`<nav class="steps" aria-label="${texts.browse}"><ul>${link(previous, before !== false, 'prev')}
<li>${isNow ? here : html`<a class="now" href="${addressOf(query, { kind: view.kind, date: null }, anyTime)}">${now}</a>`}</li>
${link(next, isMore, 'next')}</ul></nav>`
}

/** Before a list that begins within a month is that month's own beginning: `Tidigare`, `Hela december`. */
function backLabel(step: Step, query: PageQuery): string {
  const {
    view,
    language: { language },
  } = query
  const texts = calendarTexts(language)
  if (view.kind !== 'list') return stepLabel(step, query)
  if (!view.dated) return texts.earlier
  return view.first.endsWith('-01')
    ? stepLabel(step, query)
    : texts.wholeMonth(monthName(view.first, language))
}

/** `oktober`, `vecka 47`, `23 november`. */
function stepLabel({ kind, date }: Step, { view, language: { language } }: PageQuery): string {
  const texts = calendarTexts(language)
  const day = date?.length === 7 ? `${date}-01` : (date ?? '')
  if (kind === 'week') return `${texts.week} ${isoWeek(day).week}`
  if (kind === 'day') return dayMonth(day, language)
  const name = capital(monthName(day, language))
  return day.slice(0, 4) === view.first.slice(0, 4) ? name : `${name} ${day.slice(0, 4)}`
}
