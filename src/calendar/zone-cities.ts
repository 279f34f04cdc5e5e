import type { SiteLanguage } from '../site/language.ts'

/** The city that names an IANA zone: `America/New_York` → `New York`; in Swedish `Europe/Brussels` → `Bryssel`. */
export function cityOf(timeZone: string, language: SiteLanguage): string {
  const own = language === 'sv' ? SWEDISH_CITIES[timeZone] : undefined
  return own ?? timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ')
}

/** By zone, the cities that Swedish has names of its own for. `Intl` names zones and regions, but no cities. */
export const SWEDISH_CITIES: Readonly<Record<string, string>> = {
  'Africa/Cairo': 'Kairo',
  'Europe/Athens': 'Aten',
  'Europe/Belgrade': 'Belgrad',
  'Europe/Brussels': 'Bryssel',
  'Europe/Bucharest': 'Bukarest',
  'Europe/Copenhagen': 'Köpenhamn',
  'Europe/Helsinki': 'Helsingfors',
  'Europe/Kiev': 'Kyjiv',
  'Europe/Kyiv': 'Kyjiv',
  'Europe/Lisbon': 'Lissabon',
  'Europe/Luxembourg': 'Luxemburg',
  'Europe/Moscow': 'Moskva',
  'Europe/Prague': 'Prag',
  'Europe/Rome': 'Rom',
  'Europe/Vienna': 'Wien',
  'Europe/Warsaw': 'Warszawa',
  'Europe/Zurich': 'Zürich',
}
