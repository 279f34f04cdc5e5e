/** What an event's page tells machines: Open Graph for those who share it, schema.org for search engines. */
import { html, raw } from 'hono/html'
import { oembedLink } from '../../embed/oembed.ts'
import { schemaEvent } from '../../linked/schema-org.ts'
import type { PageLanguage } from '../language.ts'
import { type Markup, plainLocal } from '../markup.ts'
import type { EventView } from './load.ts'

export interface Summary {
  title: string
  description: string
  siteName: string
  pageUrl: string
}

export function eventHead(
  view: EventView,
  { title, description, siteName, pageUrl }: Summary,
  language: PageLanguage,
): Markup {
  const { image } = view.shown
  const locale = (tag: string) => OG_LOCALES[tag.toLowerCase()] ?? tag.replace('-', '_')
  const properties: [string, string][] = [
    ['og:type', 'website'],
    ['og:title', title],
    ['og:description', description],
    ['og:url', pageUrl],
    ['og:site_name', siteName],
    ['og:locale', locale(language.locale)],
    ...language.locales
      .filter((tag) => tag !== language.locale)
      .map((tag): [string, string] => ['og:locale:alternate', locale(tag)]),
    ...(image
      ? [
          ['og:image', image.url] as [string, string],
          ['og:image:alt', plainLocal(image.alt, language)] as [string, string],
        ]
      : []),
  ]
  return html`${properties.map(([property, content]) => (content ? html`<meta property="${property}" content="${content}">\n` : ''))}<meta name="twitter:card" content="${image ? 'summary_large_image' : 'summary'}">
${oembedLink(new URL(pageUrl).origin, pageUrl, title)}${jsonLd({ '@context': 'https://schema.org', ...schemaEvent(view.linked, view.context) })}
`
}

/** Facebook knows languages with their countries only. */
const OG_LOCALES: Record<string, string> = { sv: 'sv_SE', en: 'en_GB' }

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
