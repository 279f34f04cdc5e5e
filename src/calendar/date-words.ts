import { DAY, HOUR, MINUTE } from '../time/civil.ts'

/** How dates and times are written in one language. */
export interface DateWords {
  /** Monday first. */
  weekdays: readonly string[]
  months: readonly string[]
  /** Between date and time. */
  at: string
  /** The time of day of a wall number. */
  clock(wall: number): string
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

const sv: DateWords = {
  weekdays: ['måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag', 'lördag', 'söndag'],
  months: [
    'januari', 'februari', 'mars', 'april', 'maj', 'juni',
    'juli', 'augusti', 'september', 'oktober', 'november', 'december',
  ], // biome-ignore format: a list to read
  at: ' kl. ',
  clock: (wall) => timeOfDay(wall).join('.'),
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

const en: DateWords = {
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  months: [
    'January', 'February', 'March', 'April', 'May', 'June',
    'July', 'August', 'September', 'October', 'November', 'December',
  ], // biome-ignore format: a list to read
  at: ', ',
  clock: (wall) => timeOfDay(wall).join(':'),
  zone: (timeZone) => (timeZone === 'UTC' ? 'UTC' : `${cityOf(timeZone)} time`),
  here: 'here',
  sameTimeHere: 'the same time here',
  closes: 'Closes',
  lastDay: 'Last day',
}

/** The words for a language tag; English where there are none in its language. */
export function dateWords(locale: string): DateWords {
  return locale.toLowerCase().split('-', 1)[0] === 'sv' ? sv : en
}

/** Hours and minutes of a wall number, each of two digits. */
function timeOfDay(wall: number): [string, string] {
  const ofDay = ((wall % DAY) + DAY) % DAY
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return [two(ofDay / HOUR), two((ofDay % HOUR) / MINUTE)]
}

/** `America/New_York` → `New York` */
function cityOf(timeZone: string): string {
  return timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ')
}

/** Cities that Swedish calls by names of its own. */
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
  'Europe/Vienna': 'Wien',
  'Europe/Warsaw': 'Warszawa',
  'Europe/Zurich': 'Zürich',
}
