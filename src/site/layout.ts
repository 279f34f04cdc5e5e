/** The document around every page: head, header with the calendar's name, main, footer. */
import { html } from 'hono/html'
import { ownName, type PageLanguage } from './language.ts'
import type { Markup } from './markup.ts'
import { plainLocal } from './markup.ts'
import type { Site } from './site.ts'

export interface Page {
  language: PageLanguage
  /** Without the calendar's name, which follows it; empty on the front page. */
  title: string
  description?: string
  /** Of the page, from the root: `/events/jazz`. */
  path: string
  /** The parameters of its address that make another page of it; `lang` aside. */
  query?: URLSearchParams
  /** What stands in `<main>`. */
  main: Markup
  /** More of the head: Open Graph, JSON-LD, another stylesheet. */
  head?: Markup
  /** Other forms of what it shows; the whole calendar's feed where none is given. */
  alternates?: readonly Alternate[]
  /** Addresses of scripts, which are deferred. */
  scripts?: readonly string[]
  /** Where its own feeds are; the whole calendar's where it has none. */
  subscribe?: string
  /** Which link of the menu leads here. */
  current?: 'calendar' | 'docs' | 'accessibility'
  /** False keeps it out of search engines: one of countless filters. */
  indexed?: boolean
}

export interface Alternate {
  type: string
  title: string
  href: string
}

export function layout(site: Site, page: Page): Markup {
  const { language, description, main, head, scripts = [], indexed = true } = page
  const name = calendarName(site, language)
  return html`<!doctype html>
<html lang="${language.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title && page.title !== name ? `${page.title} – ${name}` : name}</title>
${description ? html`<meta name="description" content="${description}">\n` : ''}${
  indexed ? '' : html`<meta name="robots" content="noindex, follow">\n`
}<link rel="stylesheet" href="${site.asset('site.css')}">
<link rel="icon" href="${ICON}">
${addresses(site, page)}${(page.alternates ?? defaultAlternates(language, name)).map(
  ({ type, title, href }) => html`<link rel="alternate" type="${type}" title="${title}" href="${href}">\n`,
)}${head ?? ''}${scripts.map((src) => html`<script src="${src}" defer></script>\n`)}</head>
<body>
<a class="skip" href="#main">${language.texts.skip}</a>
${siteHeader(page, name)}
<main id="main" tabindex="-1">
${main}
</main>
${siteFooter(page, name)}
</body>
</html>
`
}

/** The calendar's name in a page's language. */
export function calendarName({ config }: Pick<Site, 'config'>, language: PageLanguage): string {
  return plainLocal(config.calendarName, language) || 'Kalendarium'
}

/** An address of this site that keeps the language the reader asked for. `query` may hold `lang` of its own. */
export function hrefOf(path: string, query: URLSearchParams, { asked }: Pick<PageLanguage, 'asked'>): string {
  const all = new URLSearchParams(query)
  if (asked !== null && !all.has('lang')) all.set('lang', asked)
  const text = all.toString()
  return text ? `${path}?${text}` : path
}

/** A day's leaf of a calendar, as SVG in the address: one request fewer. */
export const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect x='3' y='4' width='26' height='25' rx='5' fill='%230f5257'/%3E%3Crect x='7' y='12' width='18' height='13' rx='2' fill='%23fbfaf6'/%3E%3Ccircle cx='20' cy='19.5' r='3' fill='%23b3372f'/%3E%3C/svg%3E"

/** Canonical and hreflang: one address for each language, and the one that asks the browser. */
function addresses({ config }: Site, { language, path, query = new URLSearchParams() }: Page): Markup {
  const address = (lang: string | null) => {
    const all = new URLSearchParams(query)
    all.delete('lang')
    if (lang !== null) all.set('lang', lang)
    const text = all.toString()
    return `${config.publicUrl}${path}${text ? `?${text}` : ''}`
  }
  return html`<link rel="canonical" href="${address(language.locale)}">
${config.locales.map(
  (locale) => html`<link rel="alternate" hreflang="${locale}" href="${address(locale)}">\n`,
)}<link rel="alternate" hreflang="x-default" href="${address(null)}">
`
}

function defaultAlternates({ asked }: PageLanguage, name: string): Alternate[] {
  const lang = asked === null ? '' : `?lang=${asked}`
  return [
    { type: 'text/calendar', title: `${name} (iCalendar)`, href: `/calendar.ics${lang}` },
    { type: 'application/rss+xml', title: `${name} (RSS)`, href: `/calendar.rss${lang}` },
    { type: 'application/atom+xml', title: `${name} (Atom)`, href: `/calendar.atom${lang}` },
    { type: 'application/feed+json', title: `${name} (JSON Feed)`, href: `/calendar.json${lang}` },
  ]
}

function siteHeader({ language, path, query, current, subscribe }: Page, name: string): Markup {
  const { texts } = language
  const none = new URLSearchParams()
  const home = hrefOf('/', none, language)
  return html`<header class="site-header"><div class="bar">
<a class="name" href="${home}">${MARK}<span>${name}</span></a>
<nav aria-label="${texts.mainNav}"><ul><li class="home"><a href="${home}"${current === 'calendar' ? html` aria-current="page"` : ''}>${texts.calendar}</a></li><li><a href="${subscribe ?? `${home}#subscribe`}">${texts.subscribe}</a></li></ul></nav>
${languageSwitch(language, path, query ?? none)}
</div></header>`
}

/** The mark beside the name, in the colour of the text. */
const MARK = html`<svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false"><rect class="leaf" x="2" y="4" width="28" height="26" rx="6"/><path class="paper" d="M6 13h20v10a3 3 0 0 1-3 3H9a3 3 0 0 1-3-3z"/><circle class="sun" cx="20" cy="19.5" r="3.2"/></svg>`

/** The other languages, each by its own name; the address stays, apart from `lang`. */
function languageSwitch(language: PageLanguage, path: string, query: URLSearchParams): Markup {
  const { locale, locales, texts } = language
  if (locales.length < 2) return html``
  const others = locales.filter((tag) => tag !== locale)
  return html`<nav class="languages" aria-label="${texts.language}"><ul>${others.map((tag) => {
    const all = new URLSearchParams(query)
    all.set('lang', tag)
    return html`<li><a href="${path}?${all.toString()}" lang="${tag}" hreflang="${tag}" rel="alternate">${ownName(tag)}</a></li>`
  })}</ul></nav>`
}

function siteFooter({ language, current }: Page, name: string): Markup {
  const { texts } = language
  const link = (href: string, text: string, id?: Page['current']) =>
    html`<li><a href="${hrefOf(href, new URLSearchParams(), language)}"${id !== undefined && current === id ? html` aria-current="page"` : ''}>${text}</a></li>`
  return html`<footer class="site-footer"><div class="bar">
<p class="name">${name}</p>
<nav aria-label="${texts.footer}"><ul>
${link('/accessibility', texts.accessibility, 'accessibility')}
${link('/embed', texts.embed)}
${link('/docs', texts.api, 'docs')}
${link('/calendar.ics', 'iCalendar')}
${link('/calendar.rss', 'RSS')}
${link('/calendar.atom', 'Atom')}
${link('/calendar.json', 'JSON Feed')}
</ul></nav>
</div></footer>`
}
