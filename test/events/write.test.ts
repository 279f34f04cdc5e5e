import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type Answer, type Body, type Calendar, openCalendar, START } from './calendar.ts'

let calendar: Calendar
beforeAll(async () => {
  calendar = await openCalendar()
})
afterAll(() => calendar.close())

const path = ({ id }: Body) => `/api/v1/events/${id}`
const read = async (event: Body) => (await calendar.get(path(event))).body
const patch = (event: Body, body: unknown, headers = {}) =>
  calendar.send('PATCH', path(event), body, { 'Content-Type': 'application/merge-patch+json', ...headers })
const put = (event: Body, body: unknown, match = '*') =>
  calendar.send('PUT', path(event), body, { 'If-Match': match })
const tag = ({ headers }: Answer) => headers.get('etag') ?? ''

/** An event that has every field. */
const WHOLE = {
  externalId: 'whole',
  title: { en: 'A whole event', sv: 'En hel händelse' },
  summary: { sv: 'Kort' },
  description: { sv: '**Lång** text' },
  start: START,
  end: '2026-12-01T20:00',
  timeZone: 'Europe/Stockholm',
  recurrence: { rrule: 'FREQ=WEEKLY;COUNT=4', rdate: ['2026-12-24T15:00'], exdate: ['2026-12-08T18:00'] },
  status: 'tentative',
  statusNote: { sv: 'Väntar på lokal' },
  type: 'lecture',
  tags: ['jazz'],
  attendanceMode: 'mixed',
  location: {
    name: { sv: 'Kulturen' },
    streetAddress: 'Tegnérsplatsen 6',
    postalCode: '223 50',
    locality: 'Lund',
    region: 'Skåne',
    country: 'SE',
    latitude: 55.7047,
    longitude: 13.1966,
    url: 'https://kulturen.example',
    accessibility: { sv: 'Ramp\nHiss' },
  },
  onlineLocation: { url: 'https://video.example/1', name: 'Video' },
  organizer: { name: 'Föreningen', url: 'https://f.example', email: 'f@f.example', phone: '+46 1' },
  people: [{ name: 'Ada', role: 'speaker', title: 'Dr', affiliation: 'LU', url: 'https://ada.example', staff: true }],
  registration: { url: 'https://r.example', required: true, opens: '2026-11-01T08:00:00Z', closes: '2026-11-30T23:00:00Z', capacity: 40 },
  offers: [{ name: { sv: 'Vuxen' }, price: 100, currency: 'SEK', url: 'https://b.example' }],
  image: { url: 'https://i.example/1.jpg', alt: { sv: 'En sal' }, credit: 'Foto', license: 'CC BY 4.0' },
  links: [{ url: 'https://l.example', title: { sv: 'Mer' }, mediaType: 'text/html' }],
  inLanguage: ['sv'],
  audience: ['barn'],
  accessibility: ['captions'],
  website: 'https://hel.example',
} // biome-ignore format: a fixture

describe('POST', () => {
  it('answers 201 with the event, its address and its version', async () => {
    const answer = await calendar.send('POST', '/api/v1/events', { title: 'Öppet hus!', start: START })
    const { id, uid } = answer.body
    expect(answer.status).toBe(201)
    expect(answer.headers.get('location')).toBe(`https://calendar.example.org/api/v1/events/${id}`)
    expect(tag(answer)).toBe('"1"')
    expect(answer.body).toEqual({
      id,
      uid,
      slug: 'oppet-hus',
      url: 'https://calendar.example.org/events/oppet-hus',
      partner: 'house',
      start: '2026-12-01T17:00:00Z',
      end: null,
      localStart: '2026-12-01T18:00:00',
      localEnd: null,
      timeZone: 'Europe/Stockholm',
      allDay: false,
      recurrence: null,
      title: { sv: 'Öppet hus!' },
      status: 'confirmed',
      type: 'other',
      categories: [],
      tags: [],
      attendanceMode: 'inPerson',
      organizer: { name: 'Kalendarium' },
      people: [],
      offers: [],
      links: [],
      inLanguage: [],
      audience: [],
      accessibility: [],
      state: 'published',
      sequence: 0,
      created: '2026-11-20T12:00:00Z',
      updated: '2026-11-20T12:00:00Z',
      published: '2026-11-20T12:00:00Z',
    })
    expect(uid).toBe(`${id}@calendar.example.org`)
  })

  it('gives every field back as GET does, in the same order', async () => {
    const answer = await calendar.send('POST', '/api/v1/events', WHOLE)
    expect(answer.status).toBe(201)
    const stored = await calendar.get(path(answer.body))
    // What resembles it is told to its writer alone, and depends on what other tests have made.
    const { moderation: _, ...event } = answer.body
    expect(stored.text).toBe(JSON.stringify(event))
    const { start, end, recurrence, ...rest } = WHOLE
    expect(stored.body).toMatchObject({
      ...rest,
      start: '2026-12-01T17:00:00Z',
      end: '2026-12-01T19:00:00Z',
      recurrence: {
        rrule: 'FREQ=WEEKLY;COUNT=4',
        rdate: ['2026-12-24T15:00:00'],
        exdate: ['2026-12-08T18:00:00'],
      },
      descriptionHtml: { sv: '<p><strong>Lång</strong> text</p>\n' },
    })
    expect(Object.keys(stored.body.location ?? {})).toEqual(Object.keys(WHOLE.location))
    expect(Object.keys(stored.body).slice(0, 8)).toEqual(
      ['id', 'uid', 'slug', 'url', 'partner', 'externalId', 'start', 'end'],
    ) // biome-ignore format: a list
  })

  it('takes no value for a field that is read-only', async () => {
    const answer = await calendar.send('POST', '/api/v1/events', {
      title: 'A',
      start: START,
      sequence: 3,
      slug: 'a',
    })
    expect(answer.status).toBe(422)
    expect(answer.body.errors.map(({ pointer }) => pointer)).toEqual(['/slug', '/sequence'])
  })

  it.each([
    ['externalId', 'taken-1'],
    ['uid', 'taken-1@example.org'],
  ])('refuses a second event with the same %s', async (field, value) => {
    await calendar.create({ [field]: value })
    const answer = await calendar.send('POST', '/api/v1/events', { title: 'B', start: START, [field]: value })
    expect(answer.status).toBe(409)
    expect(answer.body.errors).toMatchObject([{ pointer: `/${field}` }])
  })
})

describe('PUT', () => {
  it('needs If-Match', async () => {
    const event = await calendar.create()
    const answer = await calendar.send('PUT', path(event), { title: 'B', start: START })
    expect(answer.status).toBe(428)
  })

  it('replaces the whole event', async () => {
    const event = await calendar.create({ summary: 'Bort', tags: ['x'], end: '2026-12-01T19:00' })
    const answer = await put(event, { title: 'Ny', start: START }, '"1"')
    expect(answer.status).toBe(200)
    expect(tag(answer)).toBe('"2"')
    expect(answer.body).toMatchObject({ title: { sv: 'Ny' }, tags: [], end: null, uid: event.uid })
    expect(answer.body.summary).toBeUndefined()
    expect(await read(event)).toEqual(answer.body)
  })

  it.each(['"7"', 'W/"1"', 'nonsense'])('is 412 where If-Match is %s', async (match) => {
    const event = await calendar.create()
    expect((await put(event, { title: 'B', start: START }, match)).status).toBe(412)
  })

  it('is 404 for an event that is not there', async () => {
    const answer = await put(
      { ...(await calendar.create()), id: '01890000-0000-7000-8000-000000000000' },
      { title: 'B', start: START },
    )
    expect(answer.status).toBe(404)
    expect((await put({ ...answer.body, id: 'no-uuid' }, { title: 'B', start: START })).status).toBe(404)
  })

  const SENT_BACK: [string, Record<string, unknown>][] = [
    ['every field', { ...WHOLE, title: { sv: 'Sänd åter' }, externalId: 'back' }],
    ['no end', {}],
    ['an end', { end: '2026-12-01T19:30' }],
    ['a nominal duration', { duration: 'P1DT2H' }],
    ['a nominal duration across a clock change', { start: '2026-10-24T12:00', duration: 'P1D' }],
    ['an exact end across a clock change', { start: '2026-10-24T22:00', end: '2026-10-25T22:00' }],
    ['an exact end in a series', { start: '2026-10-24T22:00', end: '2026-10-25T04:00', recurrence: { rrule: 'FREQ=DAILY' } }],
    ['a whole day', { start: '2026-12-01' }],
    ['whole days', { start: '2026-12-01', end: '2026-12-04' }],
    ['whole days every month', { start: '2026-12-01', duration: 'P2D', recurrence: { rrule: 'FREQ=MONTHLY' } }],
    ['the first of two equal hours', { start: '2026-10-25T02:30:00+02:00', duration: 'PT1H' }],
    ['the second of two equal hours', { start: '2026-10-25T02:30:00+01:00', duration: 'PT1H' }],
    ['an end in the second of two equal hours', { start: '2026-10-25T02:30:00+02:00', end: '2026-10-25T02:30:00+01:00' }],
    ['a start that the clocks skip', { start: '2026-03-29T02:30', duration: 'P1D' }],
    ['a series that starts where the clocks skip', { start: '2026-03-29T02:30', end: '2026-03-29T04:30', recurrence: { rrule: 'FREQ=DAILY;BYHOUR=2' } }],
    ['only extra dates', { recurrence: { rdate: ['2026-12-24T18:00'] } }],
    ['another zone', { start: '2026-12-01T18:00', timeZone: 'America/New_York', duration: 'PT45M' }],
    ['a state that is not public', { state: 'draft' }],
  ] // biome-ignore format: a table

  test.each(SENT_BACK)('what GET gives changes nothing, sent back: %s', async (name, fields) => {
    const created = await calendar.create({ title: name, ...fields })
    const before = await calendar.send('GET', path(created))
    calendar.clock.now = '2026-11-20T13:00:00Z'
    const answer = await put(created, before.body, tag(before))
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: before.body })
    expect(tag(answer)).toBe(tag(before))
    expect(await patch(created, before.body).then(tag)).toBe(tag(before))
    calendar.clock.now = '2026-11-20T12:00:00Z'
  })

  it.each([
    ['id', '01890000-0000-7000-8000-000000000000'],
    ['slug', 'annan'],
    ['uid', 'annan'],
    ['sequence', 9],
    ['created', '2020-01-01T00:00:00Z'],
    ['updated', '2020-01-01T00:00:00Z'],
    ['published', '2020-01-01T00:00:00Z'],
    ['url', 'https://elsewhere.example'],
    ['localStart', '2020-01-01T00:00:00'],
    ['localEnd', '2020-01-01T00:00:00'],
  ])('refuses another %s than the stored one', async (field, value) => {
    const event = await calendar.create()
    const answer = await put(event, { ...event, [field]: value })
    expect(answer.status).toBe(422)
    expect(answer.body.errors).toMatchObject([{ pointer: `/${field}` }])
  })
})

describe('PATCH', () => {
  it('merges objects, replaces lists, and removes what is null', async () => {
    const event = await calendar.create({
      title: { sv: 'Hej', en: 'Hello' },
      location: { locality: 'Lund', country: 'SE' },
      tags: ['a', 'b'],
      summary: 'Kort',
      audience: ['barn'],
    })
    const answer = await patch(event, {
      title: { en: null, de: 'Hallo' },
      location: { locality: 'Malmö' },
      tags: ['c'],
      summary: null,
      audience: null,
    })
    expect(answer.body).toMatchObject({
      title: { de: 'Hallo', sv: 'Hej' },
      location: { locality: 'Malmö', country: 'SE' },
      tags: ['c'],
      audience: [],
    })
    expect(answer.body.title).not.toHaveProperty('en')
    expect(answer.body).not.toHaveProperty('summary')
  })

  it.each([
    ['a new end', { end: '2026-12-01T20:00' }, { end: '2026-12-01T19:00:00Z', duration: undefined }],
    ['a new duration', { duration: 'PT30M' }, { end: '2026-12-01T17:30:00Z', duration: 'PT30M' }],
    ['end null', { end: null }, { end: null, duration: undefined }],
  ])('takes %s in the place of the length before', async (_, change, expected) => {
    for (const length of [{ end: '2026-12-01T19:00' }, { duration: 'PT1H' }]) {
      const { body } = await patch(await calendar.create(length), change)
      expect({ end: body.end, duration: body.duration }).toEqual(expected)
    }
  })

  it('leaves a whole day where the end of several is null', async () => {
    const { body } = await patch(await calendar.create({ start: '2026-12-01', end: '2026-12-04' }), {
      end: null,
    })
    expect(body).toMatchObject({ start: '2026-12-01', end: '2026-12-02' })
  })

  it('refuses what no event could be, with a pointer', async () => {
    const event = await calendar.create()
    const answer = await patch(event, {
      title: null,
      end: '2026-01-01T00:00',
      recurrence: { rrule: 'FREQ=X' },
    })
    expect(answer.status).toBe(422)
    expect(answer.body.errors.map(({ pointer }) => pointer)).toEqual(['/title', '/end', '/recurrence/rrule'])
    expect((await patch(event, [])).status).toBe(422)
    expect((await patch(event, { recurrence: { rrule: 'FREQ=X' } })).body.errors[0]?.pointer).toBe(
      '/recurrence/rrule',
    )
  })

  it('does nothing where nothing differs', async () => {
    const event = await calendar.create()
    const answer = await patch(event, { title: { sv: 'Föreläsning' }, website: null })
    expect(tag(answer)).toBe('"1"')
  })

  it('is 412 where the event has changed since', async () => {
    const event = await calendar.create()
    await patch(event, { tags: ['x'] })
    expect((await patch(event, { tags: ['y'] }, { 'If-Match': '"1"' })).status).toBe(412)
    expect((await patch(event, { tags: ['y'] }, { 'If-Match': '"0", "2"' })).status).toBe(200)
  })
})

describe('sequence', () => {
  it.each([
    ['start', { start: '2026-12-01T19:00' }],
    ['end', { end: '2026-12-01T21:00' }],
    ['time zone', { timeZone: 'Europe/Helsinki' }],
    ['recurrence', { recurrence: { rrule: 'FREQ=DAILY;COUNT=2' } }],
    ['status', { status: 'cancelled' }],
    ['location', { location: { locality: 'Lund' } }],
    ['online location', { onlineLocation: { url: 'https://v.example' } }],
    ['attendance', { attendanceMode: 'online' }],
  ])('grows by one when %s changes', async (_, change) => {
    const { body } = await patch(await calendar.create(), change)
    expect(body.sequence).toBe(1)
  })

  it('stays when anything else changes', async () => {
    const { start, end, recurrence, status, location, onlineLocation, attendanceMode, externalId, ...other } =
      WHOLE
    const { body } = await patch(await calendar.create({ state: 'draft' }), { ...other, state: 'submitted' })
    expect(body).toMatchObject({ sequence: 0, state: 'submitted' })
    const published = await patch(body, { state: 'published' })
    expect(published.body).toMatchObject({ sequence: 0, state: 'published' })
  })

  it('grows when an event leaves the public and when it comes back', async () => {
    const event = await calendar.create()
    const gone = await patch(event, { state: 'archived' })
    const back = await patch(event, { state: 'published' })
    expect([gone.body.sequence, back.body.sequence]).toEqual([1, 2])
  })
})

describe('references', () => {
  it('must lead to categories and events that are there', async () => {
    await calendar.deps.db
      .insertInto('categories')
      .values({ slug: 'musik', name: '{"sv":"Musik"}' })
      .execute()
    const festival = await calendar.create({ categories: ['musik'] })
    const part = await calendar.create({ superEvent: festival.id })
    expect(part.superEvent).toBe(festival.id)
    const answer = await put(part, {
      title: 'A',
      start: START,
      superEvent: '01890000-0000-7000-8000-000000000000',
      categories: ['musik', 'finns-inte'],
    })
    expect(answer.body.errors.map(({ pointer }) => pointer)).toEqual(['/categories/1', '/superEvent'])
    expect((await patch(part, { superEvent: part.id })).body.errors).toMatchObject([
      { pointer: '/superEvent' },
    ])
  })

  it('that are gone hinder nobody from changing something else', async () => {
    const festival = await calendar.create()
    const part = await calendar.create({ superEvent: festival.id })
    await calendar.send('DELETE', path(festival))
    expect((await patch(part, { tags: ['x'] })).status).toBe(200)
  })
})

it('leaves nothing behind where a write fails', async () => {
  const event = await calendar.create({ externalId: 'held', tags: ['gammal'] })
  const other = await calendar.create({ title: 'Annan' })
  const shown = await Promise.all([read(event), read(other)])
  const before = await calendar.contents()
  const answer = await patch(other, { externalId: 'held', title: 'Ny rubrik', tags: ['Ny Etikett'] })
  expect(answer.status).toBe(409)
  expect(answer.body.errors).toMatchObject([{ pointer: '/externalId' }])
  expect(await calendar.contents()).toEqual(before)
  expect(await Promise.all([read(event), read(other)])).toEqual(shown)
})
