/** The calendar page, put together. */
import { html } from 'hono/html'
import { isFirstPage } from '../../calendar/paging.ts'
import { oembedLink } from '../../embed/oembed.ts'
import type { Localized } from '../../events/model.ts'
import { calendarName, type Page } from '../layout.ts'
import type { Markup } from '../markup.ts'
import { localText, plainLocal, unbroken } from '../markup.ts'
import { openGraph } from '../open-graph.ts'
import type { Site } from '../site.ts'
import { dayContext } from './day-head.ts'
import { emptyState } from './empty.ts'
import { chosenFilters, filterForm } from './filter-form.ts'
import { ICON_SHEET } from './icons.ts'
import { filterLabels } from './labels.ts'
import { dayList } from './list.ts'
import type { PageData } from './load.ts'
import { periodTitle } from './period.ts'
import { addressOf, here, type PageQuery } from './query.ts'
import { stepLinks, viewLinks } from './steps.ts'
import { feedAddresses, feedAlternates, subscribeSection } from './subscribe.ts'
import { calendarTable } from './table.ts'
import { calendarTexts, countText } from './texts.ts'

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
  const count = data.count ? countText(data.count, language.language) : ''
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
${count && data.items.length > 0 ? html`<p class="count">${count}</p>\n` : ''}${results(site, query, data)}</div>
<div id="feeds">${subscribeSection(feeds, chosen, language)}</div>
</div>`,
  }
}

/** A named view is called by its name, where no other time is asked for. */
function head({ language, view }: PageQuery, heading: string, named: Title | null): Markup {
  if (!named) return html`<h1>${unbroken(heading)}</h1>`
  const name = localText(named.name, language)
  const about = named.description
    ? html`<p class="view-about">${localText(named.description, language)}</p>`
    : ''
  if (!view.dated && view.kind === 'list') return html`<h1>${name}</h1>${about}`
  return html`<p class="view-name">${name}</p><h1>${unbroken(heading)}</h1>`
}

function results(site: Site, query: PageQuery, data: PageData): Markup {
  const { view, language, filters, today } = query
  const { timeZone } = site.config
  if (data.items.length === 0 && filters.page.cursor === null) return emptyState(query, data)
  const days = dayContext(language.language, today, timeZone)
  if (view.kind === 'list' || view.kind === 'day') {
    return html`${listBegin(query)}${dayList(data.items, view.first, view.kind === 'day', days, language)}${listEnd(query, data)}`
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

/** The way back from where a long list goes on. */
function listBegin(query: PageQuery): Markup {
  const { filters, language } = query
  if (isFirstPage(filters.page)) return html``
  return html`<p class="begin"><a href="${addressOf(query, here(query))}">${calendarTexts(language.language).toBeginning}</a></p>`
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
  return isLast
    ? html`<p class="end">${texts.listEnd} <a href="#subscribe">${texts.lastHint}</a></p>`
    : html``
}

/** What of the address makes another page. */
function addressQuery(query: PageQuery): URLSearchParams {
  const { language, frame } = query
  const all = new URLSearchParams([...query.search, ...query.paging])
  const address = addressOf({ ...query, language: { ...language, asked: null } }, here(query), all)
  return new URLSearchParams(address.slice(frame.path.length + 1))
}
