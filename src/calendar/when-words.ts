import { siteLanguage } from '../site/language.ts'

/** What is said beside dates and times, in one language. */
export interface WhenWords {
  /** What clocks in an IANA zone show, by its city. */
  zone(timeZone: string): string
  /** Behind a time: on the clocks of this calendar. */
  here: string
  sameTimeHere: string
  /** Before the time at which a deadline ends. */
  closes: string
  /** Before the date of a deadline that lasts its day. */
  lastDay: string
}

const sv: WhenWords = {
  zone(timeZone) {
    if (timeZone === 'UTC') return 'UTC'
    const city = SWEDISH_CITIES[timeZone] ?? cityOf(timeZone)
    return city.includes(' ') ? `${city}-tid` : `${city}tid`
  },
  here: 'här',
  sameTimeHere: 'samma tid här',
  closes: 'Stänger',
  lastDay: 'Sista dag',
}

const en: WhenWords = {
  zone: (timeZone) => (timeZone === 'UTC' ? 'UTC' : `${cityOf(timeZone)} time`),
  here: 'here',
  sameTimeHere: 'the same time here',
  closes: 'Closes',
  lastDay: 'Last day',
}

/** The words for a language tag; English where there are none in its language. */
export function whenWords(locale: string): WhenWords {
  return siteLanguage(locale) === 'sv' ? sv : en
}

/** `America/New_York` → `New York` */
function cityOf(timeZone: string): string {
  return timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ')
}

/** Cities that Swedish calls by names of its own, or in a form of their own before “tid”. */
const SWEDISH_CITIES: Record<string, string> = {
  'Europe/Athens': 'Aten',
  'Europe/Brussels': 'Bryssel',
  'Europe/Bucharest': 'Bukarest',
  'Europe/Copenhagen': 'Köpenhamn',
  'Europe/Helsinki': 'Helsingfors',
  'Europe/Lisbon': 'Lissabon',
  'Europe/Luxembourg': 'Luxemburg',
  'Europe/Moscow': 'Moskva',
  'Europe/Prague': 'Prag',
  'Europe/Rome': 'Rom',
  'Europe/Stockholm': 'Stockholms',
  'Europe/Vienna': 'Wien',
  'Europe/Warsaw': 'Warszawa',
  'Europe/Zurich': 'Zürich',
}
