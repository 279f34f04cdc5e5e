/** The calendar page, put together. */
import { html } from 'hono/html'
import { oembedLink } from '../../embed/oembed.ts'
import type { Localized } from '../../events/model.ts'
import { addDays, dayMonth, dayRange, isoWeek, longDate, monthName, monthYear } from '../dates.ts'
import { calendarName, type Page } from '../layout.ts'
import type { Markup } from '../markup.ts'
import { localText, plainLocal } from '../markup.ts'
import { openGraph } from '../open-graph.ts'
import type { Site } from '../site.ts'
import { dayContext, fullDate } from './day-head.ts'
import { chosenFilters, filterForm } from './filter-form.ts'
import { ICON_SHEET, icon } from './icons.ts'
import type { Item } from './items.ts'
import { filterLabels } from './labels.ts'
import { dayList } from './list.ts'
import type { PageData } from './load.ts'
import { addressOf, here, type PageQuery } from './query.ts'
import { feedAddresses, feedAlternates, subscribeSection } from './subscribe.ts'
import { calendarTable } from './table.ts'
import { calendarTexts } from './texts.ts'
import { dateFor, type Step, stepsOf, VIEWS } from './view.ts'

/** What a named view says of itself. */
export interface Title {
  name: Localized
  description: Localized | null
}

export function calendarPage(site: Site, query: PageQuery, data: PageData, named: Title | null): Page {
  const { language, search, frame, view } = query
  const { config } = site
  const labels = filterLabels(search, data.names, language).map(({ label }) => label)
  const name = named ? plainLocal(named.name, language) : calendarName(site, language)
  const chosen = named ? [name, ...labels] : labels
  const feeds = feedAddresses(config.publicUrl, frame.path, search, language, [name, ...labels].join(', '))
  const heading = periodTitle(query)
  const isFront = !view.dated && view.kind === 'list' && labels.length === 0
  const title = isFront ? name : [heading, ...chosen].join(' · ')
  const description = plainLocal(named?.description ?? null, language)
  const texts = calendarTexts(language.language)
  const count = data.isOfYear ? texts.countOfYear(data.total) : texts.count(data.total)
  const address = addressOf(query, here(query))
  const summary = {
    title,
    description,
    siteName: calendarName(site, language),
    pageUrl: `${config.publicUrl}${address}`,
  }
  return {
    language,
    title: isFront && !named ? '' : title,
    description,
    path: frame.path,
    subscribe: '#subscribe',
    query: addressQuery(query),
    current: frame.path === '/' ? 'calendar' : undefined,
    alternates: feedAlternates(feeds, chosen.length > 0 ? chosen.join(', ') : name),
    scripts: [site.asset('calendar.js')],
    indexed: isFront,
    head: html`${openGraph(summary, language)}${oembedLink(config.publicUrl, address, name)}`,
    main: html`${ICON_SHEET}<div class="calendar">
<div class="top"><div id="heading">${head(query, heading, named)}</div>
${filterForm(query, data)}</div>
<p class="vh" role="status" id="status"></p>
${chosenFilters(query, data)}
<div id="bar" class="bar-of-view">${viewLinks(query)}${stepLinks(query, data)}</div>
<div id="results" data-count="${count}">
<p class="count">${count}</p>
${results(site, query, data)}</div>
<div id="feeds">${subscribeSection(feeds, chosen, language)}</div>
</div>`,
  }
}

/** A named view is called by its name, where no other time is asked for. */
function head({ language, view }: PageQuery, heading: string, named: Title | null): Markup {
  if (!named) return html`<h1>${heading}</h1>`
  const name = localText(named.name, language)
  const about = named.description
    ? html`<p class="view-about">${localText(named.description, language)}</p>`
    : ''
  if (!view.dated && view.kind === 'list') return html`<h1>${name}</h1>${about}`
  return html`<p class="view-name">${name}</p><h1>${heading}</h1>`
}

/** `Kommande evenemang`, `November 2026`, `Vecka 48, 23–29 november 2026`, `Tisdag 24 november 2026`. */
function periodTitle({ view, language: { language } }: PageQuery): string {
  const texts = calendarTexts(language)
  const { kind, first, end } = view
  if (kind === 'day') return capital(fullDate(first, language))
  if (kind === 'week')
    return `${texts.week} ${isoWeek(first).week}, ${dayRange(first, addDays(end ?? first, -1), language)}`
  if (!view.dated && kind === 'list') return texts.upcoming
  if (first.endsWith('-01')) return capital(monthYear(first, language))
  return capital(dayRange(first, addDays(end ?? first, -1), language))
}

function results(site: Site, query: PageQuery, data: PageData): Markup {
  const { view, language, filters, today } = query
  const { timeZone } = site.config
  if (data.items.length === 0 && filters.page.cursor === null) return emptyState(query, data)
  const days = dayContext(language.language, today, timeZone)
  if (view.kind === 'list' || view.kind === 'day') {
    return html`${dayList(data.items, view.first, view.kind === 'day', days, language)}${listEnd(query, data)}`
  }
  const isWeek = view.kind === 'week'
  return calendarTable(data.items, {
    first: view.first,
    end: view.end ?? view.first,
    caption: periodTitle(query),
    mostEntries: isWeek ? 60 : 5,
    mostBars: isWeek ? 30 : 6,
    withPlaces: isWeek,
    days,
    language,
    addressOf: (step) => addressOf(query, step),
  })
}

function viewLinks(query: PageQuery): Markup {
  const { language, view, today } = query
  const texts = calendarTexts(language.language)
  return html`<nav class="views" aria-label="${texts.view}"><ul>${VIEWS.map((kind) => {
    const href = addressOf(query, { kind, date: dateFor(kind, view, today) })
    return html`<li><a href="${href}"${kind === view.kind ? html` aria-current="page"` : ''}>${texts.views[kind]}</a></li>`
  })}</ul></nav>`
}

/** Back, to now, and on. Where there is nothing that way, or nowhere to go, it says so instead. */
function stepLinks(query: PageQuery, { items, before, after, next: more }: PageData): Markup {
  const { language, view, today } = query
  const texts = calendarTexts(language.language)
  const { previous, next } = stepsOf(view)
  const now = view.kind === 'list' ? texts.now : texts.today
  const isNow =
    view.kind === 'list' ? !view.dated : today >= view.first && view.end !== null && today < view.end
  const link = (step: Step | null, isAny: boolean, rel: 'prev' | 'next') => {
    const sign = icon(rel === 'prev' ? 'before' : 'after')
    const label = step ? stepLabel(step, query) : ''
    if (!step || !isAny)
      return html`<li class="none">${sign}<span class="vh">${rel === 'prev' ? texts.first : texts.last}</span></li>`
    const text = html`<span>${label}</span>`
    return html`<li><a href="${addressOf(query, step)}" rel="${rel} nofollow">${rel === 'prev' ? html`${sign}${text}` : html`${text}${sign}`}</a></li>`
  }
  const isMore = after !== false || more !== null || (items.length > 0 && view.kind === 'list' && !view.dated)
  return html`<nav class="steps" aria-label="${texts.browse}"><ul>${link(previous, before !== false, 'prev')}
<li>${isNow ? html`<span class="now" aria-current="true">${now}</span>` : html`<a class="now" href="${addressOf(query, { kind: view.kind, date: null })}">${now}</a>`}</li>
${link(next, isMore, 'next')}</ul></nav>`
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

/** Nothing here: what was asked for, and where there is something. */
function emptyState(query: PageQuery, data: PageData): Markup {
  const { search, view, language } = query
  const texts = calendarTexts(language.language)
  const isFiltered = search.size > 0
  const isUpcoming = view.kind === 'list' && !view.dated
  const when = periodPhrase(query)
  const text = isUpcoming
    ? isFiltered ? texts.nothingFound : data.before ? texts.empty(when) : texts.nothingAtAll
    : isFiltered ? texts.emptyFiltered(when) : texts.empty(when) // biome-ignore format: a table
  const pointer = (label: string, item: Item | boolean) =>
    typeof item === 'object' &&
    html`<li><span>${label}</span> <a href="${addressOf(query, { kind: view.kind, date: stepDate(view.kind, item.firstDay) })}">${longDate(item.firstDay, language.language)}</a> <span lang="${item.title.language}">${item.title.text}</span></li>`
  const pointers = [pointer(texts.nextOne, data.after), pointer(texts.previousOne, data.before)].filter(
    Boolean,
  )
  return html`<div class="empty"><p>${text}</p>${pointers.length > 0 ? html`<ul>${pointers.map((one) => one || '')}</ul>` : ''}${
    isFiltered
      ? html`<p><a href="${addressOf(query, here(query), new URLSearchParams())}">${texts.clear}</a></p>`
      : ''
  }</div>`
}

function stepDate(kind: Step['kind'], day: string): string {
  return kind === 'month' ? day.slice(0, 7) : kind === 'list' ? day.slice(0, 7) : day
}

/** `i november 2026`, `den 24 november 2026`. */
function periodPhrase({ view, language: { language } }: PageQuery): string {
  const { kind, first, end } = view
  const isSwedish = language === 'sv'
  if (kind === 'list' && !view.dated) return isSwedish ? 'framåt' : 'from now on'
  if (kind === 'day') return `${isSwedish ? 'den' : 'on'} ${longDate(first, language)}`
  if (kind === 'week') return isSwedish ? `vecka ${isoWeek(first).week}` : `in week ${isoWeek(first).week}`
  if (first.endsWith('-01')) return `${isSwedish ? 'i' : 'in'} ${monthYear(first, language)}`
  return `${isSwedish ? 'den' : 'on'} ${dayRange(first, addDays(end ?? first, -1), language)}`
}

/** How a list ends: with more, or with a word that there is no more. */
function listEnd(query: PageQuery, { next, after }: PageData): Markup {
  const { view, language } = query
  const texts = calendarTexts(language.language)
  if (next) {
    const all = new URLSearchParams([...query.search, ...query.paging])
    for (const name of ['cursor', 'page']) all.delete(name)
    all.set(next.parameter, next.value)
    return html`<p class="end"><a class="button" href="${addressOf(query, here(query), all)}" rel="next nofollow">${texts.later}</a></p>`
  }
  const isLast = view.kind === 'list' && after === false
  return isLast ? html`<p class="end">${texts.last} <a href="#subscribe">${texts.lastHint}</a></p>` : html``
}

/** What of the address makes another page. */
function addressQuery(query: PageQuery): URLSearchParams {
  const { language, frame } = query
  const all = new URLSearchParams([...query.search, ...query.paging])
  const address = addressOf({ ...query, language: { ...language, asked: null } }, here(query), all)
  return new URLSearchParams(address.slice(frame.path.length + 1))
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
