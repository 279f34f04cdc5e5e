import type { Localized } from '../events/model.ts'

/** Which language the reader asked for, and the calendar's own, in order. BCP 47 tags. */
export interface Languages {
  locale: string
  locales: readonly string[]
}

/** A text and the language that it is really in. */
export interface Spoken {
  text: string
  language: string
}

/**
 * The text for a reader: in the language asked for, its base language (`sv` for `sv-FI`) or another region's
 * variant of it, then in the calendar's languages in order, then in whichever there is. Blank texts do not count.
 */
export function inLanguage(
  texts: Localized | null | undefined,
  { locale, locales }: Languages,
): Spoken | null {
  if (!texts) return null
  const present = Object.keys(texts).filter((tag) => texts[tag]?.trim())
  const wanted = [locale, ...locales]
  for (const tag of wanted) {
    const language =
      present.find((own) => same(own, tag)) ?? present.find((own) => same(base(own), base(tag)))
    if (language !== undefined) return { text: texts[language] ?? '', language }
  }
  const [first] = present
  return first === undefined ? null : { text: texts[first] ?? '', language: first }
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()
const base = (tag: string) => tag.split('-', 1)[0] ?? tag
