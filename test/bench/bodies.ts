/** Events of an invented region as bodies of the API, the same in every run. */
import { randomFrom } from './measure.ts'

export const CATEGORIES = [
  'music',
  'film',
  'theatre',
  'sport',
  'science',
  'art',
  'food',
  'nature',
  'children',
  'market',
  'dance',
  'literature',
]
export const TYPES = [
  'conference',
  'webinar',
  'lecture',
  'workshop',
  'exhibition',
  'performance',
  'meeting',
  'other',
]
export const TOWNS = ['Lund', 'Malmö', 'Ystad', 'Kristianstad', 'Helsingborg', 'Landskrona', 'Eslöv', 'Höör']
export const WORDS =
  'afton barn blå cirkel dikt eld film gata hav is jazz kör ljus morgon natt opera park regn sång teater ute vår ö'.split(
    ' ',
  )
const TEXT =
  'En kväll med **musik** och samtal. Dörrarna öppnas en timme före; kom i tid.\n\n- Fri entré för barn\n- Servering i foajén\n\nLäs mer på [vår sida](https://example.org/program).'
const DAY = 86_400_000
const FIRST = Date.UTC(2025, 10, 1)

/** How many of a calendar's events are series: every tenth. */
const EVERY = 10

/** Two years of single events, and weekly series of 41 to 140 times that begin in the first; about ten occurrences each. */
export function eventBody(n: number, seed = 1): Record<string, unknown> {
  const random = randomFrom(n * 7919 + seed)
  const one = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] ?? items[0]
  const isSeries = n % EVERY === 0
  const day = new Date(FIRST + Math.floor(random() * (isSeries ? 365 : 730)) * DAY).toISOString().slice(0, 10)
  const hours = random() < 0.02 ? 24 * (2 + Math.floor(random() * 40)) : 1 + Math.floor(random() * 4)
  const title = `${one(WORDS)} ${one(WORDS)} ${one(WORDS)} ${n}`
  return {
    externalId: `bench-${seed}-${n}`,
    state: 'published',
    title: { sv: title, en: `${title} in English` },
    summary: { sv: `${one(WORDS)} och ${one(WORDS)} i ${one(TOWNS)}` },
    description: { sv: TEXT },
    start: `${day}T${String(8 + Math.floor(random() * 13)).padStart(2, '0')}:00`,
    duration: `PT${hours}H`,
    ...(isSeries ? { recurrence: { rrule: `FREQ=WEEKLY;COUNT=${41 + Math.floor(random() * 100)}` } } : {}),
    type: one(TYPES),
    categories: [...new Set([one(CATEGORIES), one(CATEGORIES)])],
    tags: [one(WORDS), one(WORDS)].filter((tag, i, all) => all.indexOf(tag) === i),
    location: {
      name: { sv: `${one(WORDS)}-huset` },
      streetAddress: `Storgatan ${1 + Math.floor(random() * 90)}`,
      postalCode: '222 22',
      locality: one(TOWNS),
      country: 'SE',
      latitude: 55.4 + random(),
      longitude: 12.9 + random(),
    },
    website: `https://example.org/${n}`,
    offers: random() < 0.5 ? [{ price: 0 }] : [{ price: 120, currency: 'SEK' }],
  }
}
