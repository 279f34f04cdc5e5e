/** What a page tells those who show a link to it (ogp.me). */
import { html } from 'hono/html'
import type { PageLanguage } from './language.ts'
import type { Markup } from './markup.ts'

export interface Summary {
  title: string
  description: string
  siteName: string
  /** Absolute. */
  pageUrl: string
}

/** The properties of Open Graph; those that would be empty are left out. */
export function openGraph(
  { title, description, siteName, pageUrl }: Summary,
  language: PageLanguage,
  image?: { url: string; alt: string },
): Markup {
  const locale = (tag: string) => OG_LOCALES[tag.toLowerCase()] ?? tag.replace('-', '_')
  const others = language.locales.filter((tag) => tag !== language.locale)
  const properties: [string, string | undefined][] = [
    ['og:type', 'website'],
    ['og:title', title],
    ['og:description', description],
    ['og:url', pageUrl],
    ['og:site_name', siteName],
    ['og:locale', locale(language.locale)],
    ...others.map((tag): [string, string] => ['og:locale:alternate', locale(tag)]),
    ['og:image', image?.url],
    ['og:image:alt', image?.alt],
  ]
  return html`${properties.map(([property, content]) => (content ? html`<meta property="${property}" content="${content}">\n` : ''))}<meta name="twitter:card" content="${image ? 'summary_large_image' : 'summary'}">
`
}

/** Facebook knows languages with their countries only. */
const OG_LOCALES: Record<string, string> = { sv: 'sv_SE', en: 'en_GB' }
