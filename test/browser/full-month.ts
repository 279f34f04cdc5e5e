/** The month that the measurements are made of. */
export const MONTH = '2090-05'

const PLACES = ['Kvarnen', 'Gamla observatoriet', 'Stadsparkens bibliotek', 'Lilla teatern', 'Vattenhuset']
const TITLES = [
  'Kammarmusik vid havet',
  'Berättarkväll',
  'Öppen verkstad',
  'Vandring längs åsen',
  'Föreläsning om ljus',
]

/** 200 events, one after another over the days of the month, for a batch. */
export function fullMonth(): Record<string, unknown>[] {
  return Array.from({ length: 200 }, (_, i) => ({
    externalId: `full-${i}`,
    title: { sv: `${TITLES[i % TITLES.length]} nr ${i + 1}`, en: `Evening number ${i + 1}` },
    summary: { sv: 'En kväll för alla, med plats för frågor och samtal efteråt.' },
    start: `${MONTH}-${String((i % 31) + 1).padStart(2, '0')}T${String(9 + (i % 12)).padStart(2, '0')}:00`,
    duration: 'PT1H30M',
    location: { name: PLACES[i % PLACES.length], locality: ['Lund', 'Malmö', 'Ystad'][i % 3] },
  }))
}
