/** What an event's page tells machines: Open Graph for those who share it, schema.org for search engines. */
import { html, raw } from 'hono/html'
import { oembedLink } from '../../embed/oembed.ts'
import { schemaEvent } from '../../linked/schema-org.ts'
import type { PageLanguage } from '../language.ts'
import { type Markup, plainLocal } from '../markup.ts'
import { openGraph, type Summary } from '../open-graph.ts'
import type { EventView } from './load.ts'

export function eventHead(view: EventView, summary: Summary, language: PageLanguage): Markup {
  const { title, pageUrl } = summary
  const { image } = view.shown
  const picture = image && { url: image.url, alt: plainLocal(image.alt, language) }
  return html`${openGraph(summary, language, picture)}${oembedLink(new URL(pageUrl).origin, pageUrl, title)}${jsonLd({ '@context': 'https://schema.org', ...schemaEvent(view.linked, view.context) })}
`
}

/**
 * JSON as a data block, which is never run (HTML, §4.12.1), and which no text can end: `<` is written as an escape that
 * JSON has for it, and so are the two line ends that old scripts do not take in strings.
 */
export function jsonLd(document: object): Markup {
  const json = JSON.stringify(document).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return html`<script type="application/ld+json">${raw(json)}</script>`
}
