/** Random query strings, each with what it means said once more in plain code. */
import fc from 'fast-check'
import type { CalendarEvent, Description } from '../../src/events/model.ts'

type Test = (shown: Description, event: CalendarEvent) => boolean
export interface PlainFilter {
  query: string
  test: Test
}

const lower = (texts: string[]) => texts.map((text) => text.toLowerCase())

const FILTERS: PlainFilter[] = [
  { query: 'tag=JAZZ', test: ({ tags }) => tags.includes('Jazz') },
  { query: 'tag=jazz&tag=%C3%B6l', test: ({ tags }) => tags.includes('Jazz') || tags.includes('Öl') },
  { query: 'tag=-barn', test: ({ tags }) => !lower(tags).includes('barn') },
  {
    query: 'category=music&category=-film',
    test: ({ categories: c }) => c.includes('music') && !c.includes('film'),
  },
  { query: 'type=workshop', test: ({ type }) => type === 'workshop' },
  { query: 'status=-cancelled', test: ({ status }) => status !== 'cancelled' },
  { query: 'language=en', test: ({ inLanguage }) => inLanguage.includes('en-GB') },
  { query: 'locality=lund', test: ({ location }) => location?.locality === 'Lund' },
  { query: 'partner=museum', test: (_, { partner }) => partner === 'museum' },
  { query: 'free=true', test: ({ offers }) => offers.some(({ price }) => price === 0) },
  { query: 'free=false', test: ({ offers }) => !offers.some(({ price }) => price === 0) },
  { query: 'q=ord3', test: (_, { content }) => content.title.sv?.startsWith('Ord3') === true },
  {
    query: 'near=55.71,13.21&radius=3',
    test: ({ location: l }) => l?.latitude === 55.7 && l.longitude === 13.2,
  },
  {
    query: 'bbox=12.9,55,13.1,56',
    test: ({ location: l }) => (l?.latitude ?? 0) > 55 && l?.longitude === 13,
  },
  { query: 'bbox=170,-1,-170,1', test: ({ location: l }) => l?.latitude === 0 && l.longitude === 179.9 },
]

export const PLAIN_FILTERS: fc.Arbitrary<PlainFilter> = fc
  .oneof(
    { weight: 2, arbitrary: fc.constant<PlainFilter[]>([]) },
    { weight: 3, arbitrary: fc.constantFrom(...FILTERS).map((one) => [one]) },
    {
      weight: 1,
      arbitrary: fc.subarray(
        FILTERS.filter((_, i) => i % 2 === 0),
        { minLength: 2, maxLength: 2 },
      ),
    },
  )
  .filter((chosen) => new Set(chosen.map(({ query }) => query.split('=')[0])).size === chosen.length)
  .map((chosen) => ({
    query: chosen.map(({ query }) => query).join('&'),
    test: (shown, event) => chosen.every(({ test }) => test(shown, event)),
  }))
