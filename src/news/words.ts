import { siteLanguage } from '../site/language.ts'

/** What feeds of news say beside the words of all feeds. */
export interface NewsWords {
  /** What a feed is, below its title. */
  subtitle: string
  /** Behind the next date of a series. */
  recurring: string
}

const sv: NewsWords = { subtitle: 'Nya och ändrade evenemang', recurring: 'återkommer' }
const en: NewsWords = { subtitle: 'New and changed events', recurring: 'recurring' }

/** The words for a language tag; English where there are none in its language. */
export function newsWords(locale: string): NewsWords {
  return siteLanguage(locale) === 'sv' ? sv : en
}
