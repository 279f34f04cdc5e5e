import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { writeSeed } from '../../src/seed.ts'
import { type Calendar, openCalendar } from '../events/calendar.ts'
import { HOSTILE_TEXTS, hostileEvent } from '../support/hostile.ts'
import { readJsonLd, readTurtle, violations } from './rdf.ts'

let calendar: Calendar
beforeEach(async () => {
  calendar = await openCalendar()
  const { close } = calendar
  onTestFinished(close)
})

const SHAPES = readTurtle(new URL('./cpev-shapes.ttl', import.meta.url))

interface Document {
  '@context': object
  '@graph': Record<string, unknown>[]
}
const read = async (query = '') =>
  (await calendar.get(`/calendar.jsonld${query}`)).body as unknown as Document
const only = async (query = '') => {
  const graph = (await read(query))['@graph']
  expect(graph.length).toBe(1)
  return graph[0] ?? {}
}
const ID = 'https://calendar.example.org/api/v1/events'

test('a whole calendar is valid against the shapes of CPEV and has a schema.org/Event for each', async () => {
  await writeSeed(calendar.deps)
  const document = await read('?past=all')
  const { items } = (await calendar.get('/api/v1/events?limit=200')).body
  expect(document['@graph'].map((node) => node['@id']).sort()).toEqual(
    items.map(({ id }) => `${ID}/${id}#event`).sort(),
  )
  expect(document['@graph'].length).toBeGreaterThan(50)
  expect(await violations(await readJsonLd(document), SHAPES)).toEqual([])
})

test('the shapes find what is wrong', async () => {
  await calendar.create({ location: { locality: 'Lund' } })
  const document = await read()
  const [node] = document['@graph']
  Object.assign(node ?? {}, { 'dct:title': 'without a language', 'foaf:homepage': 'not a node' })
  const found = await violations(await readJsonLd(document), SHAPES)
  expect(found.map((line) => line.replace(/^\S+ \S*[/#](\w+) \S+#(\w+) .*$/, '$1 $2')).sort()).toEqual([
    'homepage ClassConstraintComponent',
    'homepage NodeKindConstraintComponent',
    'title DatatypeConstraintComponent',
  ])
})

test('one node says in both vocabularies what, when and where', async () => {
  const { id } = await calendar.create({
    title: { sv: 'Samtal', en: 'Talk' },
    end: '2026-12-01T19:30',
    type: 'lecture',
    inLanguage: ['sv', 'da'],
    location: {
      name: { sv: 'Kvarnen' },
      streetAddress: 'Kvarngatan 11',
      postalCode: '211 24',
      locality: 'Malmö',
      country: 'SE',
      latitude: 55.6,
      longitude: 13,
    },
    people: [
      { name: 'Dana Lind', role: 'speaker', title: 'professor' },
      { name: 'Otto Berg', role: 'moderator' },
    ],
    registration: { url: 'https://signup.example.org/a', capacity: 40 },
  })
  expect(await only('?lang=en')).toMatchObject({
    '@id': `${ID}/${id}#event`,
    '@type': ['Event', 'cv:PublicEvent'],
    name: 'Talk',
    url: 'https://calendar.example.org/events/samtal',
    additionalType: 'https://schema.org/EducationEvent',
    startDate: '2026-12-01T18:00:00+01:00',
    endDate: '2026-12-01T19:30:00+01:00',
    eventStatus: 'https://schema.org/EventScheduled',
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    inLanguage: ['sv', 'da'],
    maximumAttendeeCapacity: 40,
    location: {
      '@type': 'Place',
      name: 'Kvarnen',
      address: {
        '@type': 'PostalAddress',
        streetAddress: 'Kvarngatan 11',
        postalCode: '211 24',
        addressLocality: 'Malmö',
        addressCountry: 'SE',
      },
      geo: { '@type': 'GeoCoordinates', latitude: 55.6, longitude: 13 },
    },
    performer: [{ '@type': 'Person', name: 'Dana Lind', jobTitle: 'professor' }],
    contributor: [{ '@type': 'Person', name: 'Otto Berg' }],
    organizer: { '@type': 'Organization', name: 'Kalendarium' },
    'dct:title': [
      { '@language': 'en', '@value': 'Talk' },
      { '@language': 'sv', '@value': 'Samtal' },
    ],
    'dct:type': {
      '@id': 'https://calendar.example.org/dataset.jsonld#type-lecture',
      '@type': 'skos:Concept',
    },
    'cv:registrationPage': { '@id': 'https://signup.example.org/a', '@type': 'foaf:Document' },
    'locn:address': {
      'locn:fullAddress': [{ '@language': 'sv', '@value': 'Kvarngatan 11, 211 24 Malmö, SE' }],
    },
    'time:hasTime': {
      'dct:description': [
        { '@language': 'sv', '@value': 'tisdag 1 december 2026 kl. 18.00–19.30' },
        { '@language': 'en', '@value': 'Tuesday 1 December 2026, 18:00–19:30' },
      ],
    },
  })
})

test('a series has its rule as a Schedule, its next date, and the coming dates that differ as parts', async () => {
  const { id } = await calendar.create({
    title: 'Öppen kör',
    start: '2026-11-03T18:00',
    duration: 'PT90M',
    recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=TU', exdate: ['2026-12-22T18:00'] },
  })
  const change = (at: string, body: object) =>
    calendar.send('PUT', `/api/v1/events/${id}/occurrences/${at}`, body)
  await change('2026-12-01T18:00:00', { start: '2026-12-02T18:30' })
  await change('2026-12-08T18:00:00', { status: 'cancelled' })
  await change('2026-12-15T18:00:00', { excluded: true })
  const node = await only()
  expect(node).toMatchObject({
    startDate: '2026-11-24T18:00:00+01:00',
    endDate: '2026-11-24T19:30:00+01:00',
    eventStatus: 'https://schema.org/EventScheduled',
    eventSchedule: {
      '@type': 'Schedule',
      startDate: '2026-11-03',
      startTime: '18:00:00',
      duration: 'PT1H30M',
      repeatFrequency: 'P1W',
      byDay: ['https://schema.org/Tuesday'],
      exceptDate: ['2026-12-15T18:00:00', '2026-12-22T18:00:00'],
      scheduleTimezone: 'Europe/Stockholm',
    },
    subEvent: [
      {
        startDate: '2026-12-02T18:30:00+01:00',
        previousStartDate: '2026-12-01T18:00:00+01:00',
        eventStatus: 'https://schema.org/EventRescheduled',
        url: 'https://calendar.example.org/events/oppen-kor?occurrence=20261201T180000',
      },
      { startDate: '2026-12-08T18:00:00+01:00', eventStatus: 'https://schema.org/EventCancelled' },
    ],
  })
})

test('a rule that schema.org has no words for is left out rather than told by half', async () => {
  await calendar.create({
    start: '2026-11-30T09:00',
    recurrence: { rrule: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1' },
  })
  expect(await only()).not.toHaveProperty('eventSchedule')
})

test.each([
  ['cancelled', 'EventCancelled'],
  ['postponed', 'EventPostponed'],
  ['rescheduled', 'EventRescheduled'],
  ['movedOnline', 'EventMovedOnline'],
  ['tentative', 'EventScheduled'],
])('the status %s is %s', async (status, expected) => {
  await calendar.create({ status })
  expect(await only()).toMatchObject({
    eventStatus: `https://schema.org/${expected}`,
    'cv:eventStatus': { '@id': `https://calendar.example.org/dataset.jsonld#status-${status}` },
  })
})

test('what was moved as a whole tells when it was to be', async () => {
  const { id } = await calendar.create({ start: '2026-12-01T18:00' })
  await calendar.send('PATCH', `/api/v1/events/${id}`, { start: '2026-12-08T19:00', status: 'rescheduled' })
  expect(await only()).toMatchObject({
    startDate: '2026-12-08T19:00:00+01:00',
    previousStartDate: '2026-12-01T18:00:00+01:00',
  })
})

test('whole days are dates, of which the last one counts', async () => {
  await calendar.create({ start: '2026-12-04', end: '2026-12-06' })
  expect(await only()).toMatchObject({ startDate: '2026-12-04', endDate: '2026-12-05' })
})

test('what is mixed has a place and an address on the net', async () => {
  await calendar.create({
    attendanceMode: 'mixed',
    location: { name: 'Aulan' },
    onlineLocation: { url: 'https://meet.example.org/a', name: 'Video' },
    offers: [{ price: 0 }, { name: 'Plats', price: 120, currency: 'SEK' }],
  })
  expect(await only()).toMatchObject({
    location: [
      { '@type': 'Place', name: 'Aulan' },
      { '@type': 'VirtualLocation', name: 'Video', url: 'https://meet.example.org/a' },
    ],
    offers: [
      { '@type': 'Offer', price: 0 },
      { '@type': 'Offer', name: 'Plats', price: 120, priceCurrency: 'SEK' },
    ],
    isAccessibleForFree: false,
  })
})

test('a festival names its published parts and they name it', async () => {
  const festival = await calendar.create({ title: 'Festival', start: '2026-12-04', end: '2026-12-06' })
  const part = await calendar.create({
    title: 'Invigning',
    start: '2026-12-04T18:00',
    superEvent: festival.id,
  })
  await calendar.create({
    title: 'Hemligt',
    start: '2026-12-05T18:00',
    superEvent: festival.id,
    state: 'draft',
  })
  const graph = (await read())['@graph']
  expect(graph[0]).toMatchObject({
    subEvent: [
      { '@id': `${ID}/${part.id}#event`, name: 'Invigning', startDate: '2026-12-04T18:00:00+01:00' },
    ],
    'cv:subEvent': [{ '@id': `${ID}/${part.id}#event`, '@type': 'cv:PublicEvent' }],
  })
  expect(graph[1]).toMatchObject({
    superEvent: { '@id': `${ID}/${festival.id}#event`, name: 'Festival', startDate: '2026-12-04' },
    'cv:parentEvent': { '@id': `${ID}/${festival.id}#event` },
  })
})

test('a deadline has the time at which it closes, and no length', async () => {
  await calendar.create({
    type: 'deadline',
    start: '2026-12-03T16:00',
    end: '2026-12-03T17:00',
    timeZone: 'Europe/Brussels',
  })
  const node = await only()
  expect(node).toMatchObject({ startDate: '2026-12-03T17:00:00+01:00' })
  expect(node).not.toHaveProperty('endDate')
  expect(node['time:hasTime']).not.toHaveProperty('time:hasEnd')
})

test('it takes filters, and is revalidated', async () => {
  await calendar.create({ title: 'Jazz', tags: ['jazz'] })
  await calendar.create({ title: 'Rock', tags: ['rock'] })
  expect(await only('?tag=jazz')).toMatchObject({ name: 'Jazz' })
  const { headers } = await calendar.get('/calendar.jsonld')
  expect(headers.get('content-type')).toBe('application/ld+json; charset=utf-8')
  const again = await calendar.get('/calendar.jsonld', { 'If-None-Match': headers.get('etag') ?? '' })
  expect(again.status).toBe(304)
})

test.each(HOSTILE_TEXTS)('the text %s is but text', async (hostile) => {
  await calendar.create(hostileEvent(hostile))
  const document = await read()
  expect(document['@graph'][0]).toMatchObject({
    name: hostile,
    location: [{ name: hostile }, { name: hostile }],
  })
  expect(await violations(await readJsonLd(document), SHAPES)).toEqual([])
})
