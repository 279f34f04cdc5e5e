import { html } from 'hono/html'
import { inLanguage } from '../calendar/language.ts'
import type { Localized } from '../events/model.ts'
import type { PageLanguage } from './language.ts'

export type Markup = ReturnType<typeof html>

/** The `lang` of an element whose text is not in the page's language (WCAG 3.1.2); nothing where it is. */
export function langOf(language: string, { language: page }: PageLanguage): Markup | '' {
  return language.toLowerCase().split('-', 1)[0] === page ? '' : html` lang="${language}"`
}

/** A localised text in its own language, as a span only where that is another than the page's. */
export function localText(texts: Localized | null | undefined, page: PageLanguage): Markup | '' {
  const spoken = inLanguage(texts, page)
  if (!spoken) return ''
  const lang = langOf(spoken.language, page)
  return lang ? html`<span${lang}>${spoken.text}</span>` : html`${spoken.text}`
}

/** The same where no element can stand: in a title, an attribute. */
export function plainLocal(texts: Localized | null | undefined, page: PageLanguage): string {
  return inLanguage(texts, page)?.text ?? ''
}

/** Words whose lines end between dates, and within none: `23–29 november`, `30 November –`, `Vecka 48,`. */
export function unbroken(words: string): Markup {
  const parts = words.split(WHOLE)
  return html`${parts.map((part, i) => (i % 2 === 1 ? html`<span class="unbroken">${part}</span>` : part))}`
}

/** Caught, so that splitting keeps them, at the odd places. */
const WHOLE = /(\p{L}+ \d+,|\d+(?:–\d+)? \p{L}+(?:(?: \d{4})? –)?)/u
