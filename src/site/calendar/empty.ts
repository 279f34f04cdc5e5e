/** A page without events: what was asked for, where there is something, and what to let go of. */
import { html } from 'hono/html'
import { skippedBy } from '../../calendar/paging.ts'
import { instantToDate } from '../../time/zone.ts'
import { longDate } from '../dates.ts'
import { hrefOf } from '../layout.ts'
import type { Markup } from '../markup.ts'
import { miniStatus, titleLink } from './entry.ts'
import type { Item } from './items.ts'
import { filterLabels } from './labels.ts'
import type { PageData } from './load.ts'
import { periodPhrase } from './period.ts'
import { addressOf, here, type PageQuery, searchWithout } from './query.ts'
import { calendarTexts, countText } from './texts.ts'
import { stepTo } from './view.ts'

export function emptyState(query: PageQuery, data: PageData): Markup {
  const { search, filters, language } = query
  const texts = calendarTexts(language.language)
  if (skippedBy(filters.page) > 0)
    return html`<div class="empty"><p>${texts.beyondEnd}</p><p><a href="${addressOf(query, here(query))}">${texts.toBeginning}</a></p></div>`
  const ways = [...nearest(query, data), ...upcoming(query, data), ...wholeCalendar(query)]
  const looser = withoutEach(query, data)
  const clear =
    search.size > 1 || (search.size > 0 && looser.length === 0)
      ? [html`<li><a href="${addressOf(query, here(query), new URLSearchParams())}">${texts.clear}</a></li>`]
      : []
  const list = (items: readonly Markup[]) => (items.length > 0 ? html`<ul>${items}</ul>` : '')
  return html`<div class="empty"><p>${emptyText(query, data)}</p>${list(ways)}${list([...looser, ...clear])}</div>`
}

function emptyText(query: PageQuery, { before, after }: PageData): string {
  const { search, language } = query
  const texts = calendarTexts(language.language)
  const when = periodPhrase(query)
  if (search.size > 0 && !before && !after) return texts.nothingMatches
  if (!isUpcoming(query)) return search.size > 0 ? texts.emptyFiltered(when) : texts.empty(when)
  if (search.size > 0) return texts.nothingFound
  if (before) return texts.empty(when)
  return query.frame.filters ? texts.nothingHere : texts.nothingAtAll
}

const isUpcoming = ({ view, search }: PageQuery) => view.kind === 'list' && !view.dated && !search.has('from')

/** `Nästa träff: 12 mars 2027 – Orgelnatt`, the date leading to its part of time, the title to the event. */
function nearest(query: PageQuery, { before, after }: PageData): Markup[] {
  const { search, view, language } = query
  const { nearest } = calendarTexts(language.language)
  const words = nearest[search.size > 0 ? 'match' : 'event']
  const pointer = (label: string, item: Item | boolean) => {
    if (typeof item !== 'object') return []
    const day = firstDayWithin(item, query)
    const step = stepTo(view.kind, day)
    const date = longDate(day, language.language)
    return [
      html`<li><span>${label}:</span> ${step ? html`<a href="${addressOf(query, step)}">${date}</a>` : date} – ${miniStatus(item, language)}${titleLink(item, language)}</li>`,
    ]
  }
  return [
    ...pointer(words.next, after),
    ...pointer(isUpcoming(query) ? words.latest : words.previous, before),
  ]
}

/** What began before the filters' own time is shown from there on. */
function firstDayWithin({ firstDay }: Item, { bounds, timeZone }: PageQuery): string {
  const from = bounds.from === null ? firstDay : instantToDate(bounds.from, timeZone)
  return from > firstDay ? from : firstDay
}

/** The way out of a named view. */
function wholeCalendar({ frame, language }: PageQuery): Markup[] {
  if (frame.filters === null) return []
  const { whole } = calendarTexts(language.language)
  return [html`<li><a href="${hrefOf('/', new URLSearchParams(), language)}">${whole}</a></li>`]
}

/** `Från i dag: 14 evenemang inom ett år`. */
function upcoming(query: PageQuery, { elsewhere }: PageData): Markup[] {
  const { language } = query
  const texts = calendarTexts(language.language)
  if (!elsewhere?.upcoming?.total) return []
  // In the order of time, since in another one, series without end are listed only as far as they are kept.
  const href = addressOf({ ...query, paging: new URLSearchParams() }, { kind: 'list', date: null })
  return [
    html`<li><span>${texts.fromToday}:</span> <a href="${href}">${countText(elsewhere.upcoming, language.language)}</a></li>`,
  ]
}

/** `Utan ”Gratis”: 12 evenemang`. */
function withoutEach(query: PageQuery, { elsewhere, names }: PageData): Markup[] {
  const { search, language } = query
  const texts = calendarTexts(language.language)
  const labels = filterLabels(search, names, language)
  return (elsewhere?.without ?? []).map(({ name, ...count }) => {
    const own = labels.filter((label) => label.name === name).map(({ label }) => label)
    const what = name === 'q' ? own.join() : texts.quoted(own.join(', '))
    const href = addressOf(query, here(query), searchWithout(search, name))
    return html`<li><a href="${href}">${texts.without(what)}</a>: ${countText(count, language.language)}</li>`
  })
}
