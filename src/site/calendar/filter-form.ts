/** The search and the filters: a form that works by itself, and as one types where there is script. */
import { html } from 'hono/html'
import type { FacetValue } from '../../calendar/facets.ts'
import { fold } from '../../calendar/terms.ts'
import type { Markup } from '../markup.ts'
import { dot } from './entry.ts'
import { icon } from './icons.ts'
import { filterLabels, valueLabel } from './labels.ts'
import { type PageData, SHOWN_FACETS, type ShownFacet } from './load.ts'
import { addressOf, here, keptPaging, type PageQuery, searchWithout } from './query.ts'
import { type CalendarTexts, calendarTexts, number } from './texts.ts'

export function filterForm(query: PageQuery, data: PageData): Markup {
  const { frame, language, search } = query
  const texts = calendarTexts(language.language)
  return html`<form id="filter" class="filter" action="${frame.path}" method="get" role="search">
${hiddenFields(query)}
<div class="search"><label for="q" class="vh">${texts.search}</label><input id="q" type="search" name="q" value="${search.get('q') ?? ''}" placeholder="${texts.searchHint}" autocomplete="off" spellcheck="false" maxlength="200"><button type="submit">${icon('search')}<span>${texts.searchButton}</span></button></div>
<details class="filters"><summary>${icon('filter')}<span>${texts.filter}</span>${chosenNumber('n-filter', inPanels(search).length, texts)}</summary>
<div class="facets" role="group" aria-label="${texts.filter}">${SHOWN_FACETS.filter((facet) => isOffered(facet, query, data)).map((facet) => facetPanel(facet, query, data))}
<label class="toggle"><input type="checkbox" name="free" value="true"${search.get('free') === 'true' ? html` checked` : ''}> ${texts.free}${data.free === null ? '' : html` <span class="n" id="n-free">${number(data.free, language.language)}</span>`}</label>
<button type="submit" class="apply">${texts.show}</button></div></details>
</form>`
}

/** What the panels and the box beside them have chosen. */
function inPanels(search: URLSearchParams): [name: string, value: string][] {
  return [...search].filter(([name, value]) => name !== 'q' && isField(name, value))
}

/** How many are chosen, beside what hides them. */
function chosenNumber(id: string, count: number, texts: CalendarTexts): Markup {
  return html`<span class="n" id="${id}">${count > 0 ? html`<span class="vh">${texts.chosen}: </span>${count}` : ''}</span>`
}

/** Not by what the window has: the same stand in all months, and in the same place. */
function isOffered(facet: ShownFacet, { search }: PageQuery, { names }: PageData): boolean {
  if (search.has(facet)) return true
  if (facet === 'category') return names.categories.size > 0
  return facet !== 'partner' || names.partners.size > 1
}

/** The filters in use, each with a way to leave it. */
export function chosenFilters(query: PageQuery, data: PageData): Markup {
  const { search, language } = query
  const texts = calendarTexts(language.language)
  const labels = filterLabels(search, data.names, language)
  if (labels.length === 0) return html`<div id="chosen"></div>`
  return html`<div id="chosen"><ul class="chosen" aria-label="${texts.only}">${labels.map(
    ({ name, value, label }) => {
      const others = searchWithout(search, name, value)
      return html`<li><a href="${addressOf(query, here(query), others)}"><span class="vh">${texts.remove(label)}</span><span aria-hidden="true">${label}</span>${icon('cancelled')}</a></li>`
    },
  )}${labels.length > 1 ? html`<li><a class="clear" href="${addressOf(query, here(query), new URLSearchParams())}">${texts.clear}</a></li>` : ''}</ul></div>`
}

/** What the form has no field for, but the address keeps. */
function hiddenFields({ search, paging, language, ...query }: PageQuery): Markup[] {
  const step = here(query)
  const fields = [...[...search].filter(([name, value]) => !isField(name, value)), ...keptPaging(paging)]
  if (step.kind !== 'list') fields.push(['view', step.kind])
  if (step.date !== null) fields.push(['date', step.date])
  if (language.asked !== null) fields.push(['lang', language.asked])
  return fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
}

function isField(name: string, value: string): boolean {
  if (name === 'q' || (name === 'free' && value === 'true')) return true
  return SHOWN_FACETS.some((facet) => facet === name) && !value.startsWith('-')
}

function facetPanel(facet: ShownFacet, query: PageQuery, data: PageData): Markup {
  const { search, language } = query
  const texts = calendarTexts(language.language)
  const chosen = search.getAll(facet).filter((value) => !value.startsWith('-'))
  const options = optionsOf(data.facets[facet], chosen)
  const title = texts.facets[facet]
  const isChosen = (value: string) => chosen.some((one) => fold(one) === fold(value))
  return html`<details class="facet" name="facet" id="f-${facet}"><summary>${title}${chosenNumber(`n-${facet}`, chosen.length, texts)}</summary>
<fieldset><legend class="vh">${title}</legend>${options.length === 0 ? html`<p>${texts.noChoice}</p>` : ''}<ul>${options.map(
    ({ value, count }) => {
      const category = facet === 'category' ? data.names.categories.get(value) : undefined
      return html`<li><label><input type="checkbox" name="${facet}" value="${value}"${isChosen(value) ? html` checked` : ''}>${category ? dot(category) : ''}<span>${valueLabel(facet, value, data.names, language, texts)}</span> <span class="n">${number(count, language.language)}</span></label></li>`
    },
  )}</ul>${options.length > 0 ? html`<button type="submit" class="apply">${texts.show}</button>` : ''}</fieldset></details>`
}

/** What there is, and what is chosen though there is none of it. */
function optionsOf(values: readonly FacetValue[], chosen: readonly string[]): FacetValue[] {
  const known = new Set(values.map(({ value }) => fold(value)))
  const absent = chosen.filter((value) => !known.has(fold(value)))
  return [...values, ...absent.map((value) => ({ value, count: 0 }))]
}
