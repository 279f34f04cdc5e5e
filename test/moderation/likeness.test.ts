import { describe, expect, it, test } from 'vitest'
import { type Announcement, likeness, titleLikeness } from '../../src/moderation/likeness.ts'

const START = Date.parse('2026-12-01T17:00:00Z')
const HOUR = 3_600_000

function announced(facts: Partial<Announcement>): Announcement {
  return {
    title: { sv: 'Jazz i Rosengårdens trädgård' },
    start: START,
    allDay: false,
    attendanceMode: 'inPerson',
    location: null,
    ...facts,
  }
}

type Facts = Partial<Announcement>
const alike = (a: Facts, b: Facts) => likeness(announced(a), announced(b))
const title = (sv: string) => ({ title: { sv } })

describe('titles', () => {
  test.each([
    ['Jazz i parken', 'Jazz i parken', 1],
    ['Jazz i parken', 'JAZZ I PARKEN!', 1],
    ['Öppet hus på Kulturen', 'Oppet hus pa Kulturen', 1],
    ['Jazz i parken', 'Jazz i parken: Monica Z Band', 0.9],
    ['Julmarknad på Bosjökloster', 'Bosjöklosters julmarknad', 0.88],
    ['Julkonsert med Lunds domkyrkokör', 'Lunds domkyrkokör: Julkonsert', 0.94],
    ['Föreläsning om medeltida pest', 'Föreläsning: den medeltida pesten', 0.84],
    ['Kulturnatten i Lund 2026', 'Kulturnatt Lund', 0.84],
    ['Vernissage: Anna Ancher', 'Anna Ancher – vernissage och visning', 0.9],
  ])('%j and %j say the same', (a, b, likeness) => {
    expect(titleLikeness({ sv: a }, { sv: b })).toBeCloseTo(likeness, 2)
  })

  test.each([
    ['Konsert', 'Konsert med Lunds domkyrkokör'],
    ['Jazz i parken', 'Yoga i parken'],
    ['Sagostund för de minsta', 'Språkcafé för vuxna'],
    ['Föreläsning: Vikingarnas skepp', 'Föreläsning: Klimatets ekonomi'],
    ['Guidad visning av slottet', 'Guidad visning av trädgården'],
    ['Julkonsert med kören', 'Julkonsert för barn'],
    ['Möte', 'Mat'],
    ['!!!', '???'],
  ])('%j and %j do not', (a, b) => {
    expect(titleLikeness({ sv: a }, { sv: b })).toBeLessThan(0.7)
  })

  it('are compared in all their languages', () => {
    expect(titleLikeness({ sv: 'Nobelföreläsning', en: 'Nobel lecture' }, { en: 'Nobel Lecture' })).toBe(1)
  })

  it('of any script', () => {
    expect(titleLikeness({ uk: 'Різдвяний концерт' }, { uk: 'різдвяний концерт' })).toBe(1)
  })
})

describe('two events', () => {
  const lund = { location: { name: { sv: 'Kulturen' }, locality: 'Lund' } }

  test.each<[string, Facts, Facts, number]>([
    ['the same in every way', lund, lund, 1],
    ['a place that one does not tell', lund, {}, 0.93],
    ['an hour between them', lund, { ...lund, start: START + HOUR }, 0.96],
    ['one of them all day', { ...lund, allDay: true }, { ...lund, start: START + 8 * HOUR }, 0.96],
    ['another hour of the day', lund, { ...lund, start: START + 5 * HOUR }, 0.89],
    ['the town alone', { location: { locality: 'lund' } }, { location: { locality: 'Lund' } }, 0.96],
    ['both online', { attendanceMode: 'online' }, { attendanceMode: 'online' }, 1],
    ['coordinates of one house', { location: { latitude: 55.7047, longitude: 13.1966 } }, { location: { latitude: 55.7049, longitude: 13.197 } }, 1],
  ])('are duplicates: %s', (_, a, b, score) => {
    expect(alike(a, b)).toBe(score)
    expect(alike(b, a)).toBe(score)
  }) // biome-ignore format: a table

  test.each<[string, Facts, Facts]>([
    ['other titles', title('Jazz i parken'), title('Yoga i parken')],
    ['another town', lund, { location: { locality: 'Malmö' } }],
    ['another country', { location: { country: 'SE' } }, { location: { country: 'DK' } }],
    ['one online, one in a room', lund, { attendanceMode: 'online' }],
    ['places far apart', { location: { latitude: 55.70, longitude: 13.19 } }, { location: { latitude: 55.60, longitude: 13.00 } }],
    ['near titles at another hour in another house', { ...lund, ...title('Julkonsert med kören') }, { location: { name: { sv: 'Stadsparken' }, locality: 'Lund' }, start: START + 5 * HOUR, ...title('Julkonsert för barn') }],
  ])('are none: %s', (_, a, b) => {
    expect(alike(a, b)).toBe(0)
  }) // biome-ignore format: a table
})
