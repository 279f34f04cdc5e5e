/** Pages for addresses that lead to no event, or to one no more: they say so and help on. */
import { html } from 'hono/html'
import { calendarTexts } from '../calendar/texts.ts'
import type { PageLanguage } from '../language.ts'
import { hrefOf, type Page } from '../layout.ts'
import type { Markup } from '../markup.ts'
import { eventTexts } from './texts.ts'

const NONE = new URLSearchParams()

/** @param slug what the search begins with */
export function missingPage(slug: string, language: PageLanguage): Page {
  const { missing } = eventTexts(language.language)
  return frame(missing.title, html`<p>${missing.hint}</p>${searchForm(slug, language)}`, slug, language)
}

export function missingDatePage(slug: string, language: PageLanguage): Page {
  const { missing } = eventTexts(language.language)
  const href = hrefOf(`/events/${slug}`, NONE, language)
  return frame(
    missing.title,
    html`<p>${missing.date}</p><p><a class="button" href="${href}">${missing.series}</a></p>`,
    slug,
    language,
  )
}

export function gonePage(slug: string, language: PageLanguage): Page {
  const { gone } = eventTexts(language.language)
  return frame(gone.title, html`<p>${gone.hint}</p>${searchForm('', language)}`, slug, language)
}

function frame(title: string, text: Markup, slug: string, language: PageLanguage): Page {
  const { back } = eventTexts(language.language)
  const main = html`<div class="prose"><h1>${title}</h1>${text}<p><a href="${hrefOf('/', NONE, language)}">${back}</a></p></div>`
  return { language, title, path: `/events/${slug}`, main, indexed: false }
}

function searchForm(slug: string, { language, asked }: PageLanguage): Markup {
  const { missing } = eventTexts(language)
  const words = slug.replaceAll('-', ' ').slice(0, 100)
  return html`<form class="search lost" action="/" role="search">${asked === null ? '' : html`<input type="hidden" name="lang" value="${asked}">`}
<label class="vh" for="q">${missing.search}</label><input id="q" type="search" name="q" value="${words}"><button>${calendarTexts(language).searchButton}</button></form>`
}
