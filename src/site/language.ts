import type { Config } from '../config.ts'
import { type Texts, textsIn } from './texts.ts'

/** The languages that the site has words in. */
export type SiteLanguage = 'sv' | 'en'

/** The language of a page: of the calendar's languages the one that the reader wants. */
export interface PageLanguage {
  /** Which of an event's texts to show, BCP 47. */
  locale: string
  locales: readonly string[]
  /** What the site's own words are in: the page's `lang`. */
  language: SiteLanguage
  texts: Texts
  /** What `?lang=` said; links keep it. Null where the browser decided. */
  asked: string | null
}

/**
 * `?lang=` decides where the calendar has that language, then the reader's Accept-Language by its weights (RFC 9110
 * §12.5.4), then the calendar's first.
 */
export function pageLanguage(
  query: string | null | undefined,
  acceptLanguage: string | undefined,
  { locales }: Pick<Config, 'locales'>,
): PageLanguage {
  const asked = query ? lookup(query, locales) : null
  const accepted = wishes(acceptLanguage ?? '').map((tag) => lookup(tag, locales))
  const locale = asked ?? accepted.find((tag) => tag !== null) ?? locales[0]
  const language = siteLanguage(locale)
  return { locale, locales, language, texts: textsIn(language), asked }
}

/** The site's words for a language tag: Swedish or English. */
export function siteLanguage(tag: string): SiteLanguage {
  return tag.toLowerCase().split('-', 1)[0] === 'sv' ? 'sv' : 'en'
}

/** A language's name in itself, as a switch shows it: `Svenska`, `English`. */
export function ownName(locale: string): string {
  const name = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1)
}

function lookup(tag: string, locales: readonly string[]): string | null {
  const wanted = tag.toLowerCase()
  const exact = locales.find((locale) => locale.toLowerCase() === wanted)
  return exact ?? locales.find((locale) => base(locale) === base(wanted)) ?? null
}

/** The language tags of a header, the most wanted first; those with a weight of 0 are not wanted. */
function wishes(header: string): string[] {
  return header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((text) => text.trim())
      const weight = Number(parameters.find((text) => text.startsWith('q='))?.slice(2) ?? 1)
      return { tag, weight }
    })
    .filter(({ tag, weight }) => /^[a-z]{1,8}(-[a-z0-9]{1,8})*$/i.test(tag) && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}

const base = (tag: string) => tag.toLowerCase().split('-', 1)[0]
