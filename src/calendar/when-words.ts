import { siteLanguage } from '../site/language.ts'
import { cityOf } from './zone-cities.ts'

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
  /** Of a deadline that recurs: before the time at which each one ends, and where each lasts its day. */
  closesEachTime: string
  eachIsLastDay: string
}

const sv: WhenWords = {
  zone(timeZone) {
    if (timeZone === 'UTC') return 'UTC'
    const city = cityOf(timeZone, 'sv')
    if (city === 'Stockholm') return 'Stockholmstid'
    return city.includes(' ') ? `${city}-tid` : `${city}tid`
  },
  here: 'här',
  sameTimeHere: 'samma tid här',
  closes: 'Stänger',
  lastDay: 'Sista dag',
  closesEachTime: 'Stänger varje gång kl.',
  eachIsLastDay: 'Varje dag är en sista dag',
}

const en: WhenWords = {
  zone: (timeZone) => (timeZone === 'UTC' ? 'UTC' : `${cityOf(timeZone, 'en')} time`),
  here: 'here',
  sameTimeHere: 'the same time here',
  closes: 'Closes',
  lastDay: 'Last day',
  closesEachTime: 'Closes each time at',
  eachIsLastDay: 'Each of the days is a last day',
}

/** The words for a language tag; English where there are none in its language. */
export function whenWords(locale: string): WhenWords {
  return siteLanguage(locale) === 'sv' ? sv : en
}
