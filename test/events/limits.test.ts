import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Calendar, openCalendar, START } from './calendar.ts'

let calendar: Calendar
beforeAll(async () => {
  calendar = await openCalendar()
})
afterAll(() => calendar.close())

const post = (event: Record<string, unknown>) =>
  calendar.send('POST', '/api/v1/events', { title: 'Gränser', start: START, ...event })
const long = (n: number) => 'å'.repeat(n)
const many = <T>(n: number, item: (i: number) => T) => Array.from({ length: n }, (_, i) => item(i))
const url = (n: number) => `https://a.example/${'a'.repeat(n - 18)}`

/** The most that is taken, the least that is not, and where. */
const LIMITS: [string, Record<string, unknown>, Record<string, unknown>, string][] = [
  ['title', { title: long(200) }, { title: long(201) }, '/title'],
  ['title in characters, not code units', { title: '🎷'.repeat(200) }, { title: '🎷'.repeat(201) }, '/title'],
  ['title that is not empty', { title: 'a' }, { title: '' }, '/title'],
  ['title that is not blank', { title: { sv: 'a' } }, { title: { sv: '  ' } }, '/title/sv'],
  ['title in a language', { title: { 'zh-Hant-TW': 'a' } }, { title: { 'x y': 'a' } }, '/title/x y'],
  ['title in any language', { title: { sv: 'a' } }, { title: {} }, '/title'],
  ['title once in a language', { title: { 'sv-SE': 'a' } }, { title: { 'sv-SE': 'a', 'SV-se': 'b' } }, '/title/SV-se'],
  ['summary', { summary: { en: long(500) } }, { summary: { en: long(501) } }, '/summary/en'],
  ['description', { description: long(20_000) }, { description: long(20_001) }, '/description'],
  ['statusNote', { statusNote: long(500) }, { statusNote: long(501) }, '/statusNote'],
  ['tags', { tags: many(20, String) }, { tags: many(21, String) }, '/tags'],
  ['a tag', { tags: [long(500)] }, { tags: [long(501)] }, '/tags/0'],
  ['externalId', { externalId: long(500) }, { externalId: long(501) }, '/externalId'],
  ['uid', { uid: long(500) }, { uid: long(501) }, '/uid'],
  ['locality', { location: { locality: long(500) } }, { location: { locality: long(501) } }, '/location/locality'],
  ['one line', { location: { streetAddress: 'a' } }, { location: { streetAddress: 'a\nb' } }, '/location/streetAddress'],
  ['several lines', { summary: 'a\nb' }, { summary: 'a\u0001b' }, '/summary'],
  ['country', { location: { country: 'SE' } }, { location: { country: 'Sverige' } }, '/location/country'],
  ['latitude', { location: { latitude: -90, longitude: 180 } }, { location: { latitude: -91, longitude: 0 } }, '/location/latitude'],
  ['both coordinates', { location: { latitude: 1, longitude: 2 } }, { location: { latitude: 1 } }, '/location/longitude'],
  ['website', { website: url(2000) }, { website: url(2001) }, '/website'],
  ['http URLs', { website: 'http://a.example' }, { website: 'javascript:alert(1)' }, '/website'],
  ['whole URLs', { website: 'https://a.example/ö?x=1#y' }, { website: 'a.example' }, '/website'],
  ['the image’s alt', { image: { url: url(50), alt: 'a' } }, { image: { url: url(50) } }, '/image/alt'],
  ['a price', { offers: [{ price: 0 }] }, { offers: [{ price: '0' }] }, '/offers/0/price'],
  ['a price’s currency', { offers: [{ price: 1, currency: 'SEK' }] }, { offers: [{ price: 1 }] }, '/offers/0/currency'],
  ['a role', { people: [{ name: 'A', role: 'host' }] }, { people: [{ name: 'A', role: 'chef' }] }, '/people/0/role'],
  ['a name', { people: [{ name: long(500) }] }, { people: [{ name: long(501) }] }, '/people/0/name'],
  ['an address', { organizer: { email: 'a@b.example' } }, { organizer: { email: 'a at b' } }, '/organizer/email'],
  ['capacity', { registration: { capacity: 0 } }, { registration: { capacity: 1.5 } }, '/registration/capacity'],
  ['registration’s times', { registration: { opens: '2026-01-01T00:00' } }, { registration: { closes: 'soon' } }, '/registration/closes'],
  ['languages', { inLanguage: ['sv-SE'] }, { inLanguage: ['svenska språket'] }, '/inLanguage/0'],
  ['mediaType', { links: [{ url: url(50), mediaType: 'text/html' }] }, { links: [{ url: url(50), mediaType: 'html' }] }, '/links/0/mediaType'],
  ['accessibility', { accessibility: ['wheelchair'] }, { accessibility: ['stairs'] }, '/accessibility/0'],
  ['type', { type: 'residency' }, { type: 'party' }, '/type'],
  ['attendanceMode', { attendanceMode: 'mixed' }, { attendanceMode: 'hybrid' }, '/attendanceMode'],
  ['state', { state: 'draft' }, { state: 'archived' }, '/state'],
  ['partner', { partner: 'house' }, { partner: 'nobody' }, '/partner'],
] // biome-ignore format: a table

test.each(LIMITS)('%s', async (name, most, tooMuch, pointer) => {
  const taken = await post(most)
  expect([taken.status, taken.text]).toEqual([201, taken.text])
  const refused = await post(tooMuch)
  expect([refused.status, refused.body.errors.map((fault) => fault.pointer)]).toEqual([422, [pointer]])
  expect((await calendar.get(`/api/v1/events/${taken.body.id}`)).status, name).toBe(
    name === 'state' ? 404 : 200,
  )
})

test('texts at every limit at once can be stored, searched and served', async () => {
  const text = 'ﷺ'.repeat(500)
  const { status, body } = await post({
    title: 'ﷺ'.repeat(200),
    summary: text,
    description: 'ﷺ '.repeat(10_000),
    tags: many(20, (i) => `${i}${text.slice(5)}`),
    externalId: text,
    uid: text,
    location: { locality: text },
    people: many(100, (i) => ({ name: `${i}${text.slice(5)}` })),
  })
  expect(status).toBe(201)
  const list = await calendar.get(`/api/v1/events?tag=${encodeURIComponent(`0${text.slice(5)}`)}`)
  expect([list.status, list.body.items?.map(({ id }) => id)]).toEqual([200, [body.id]])
})

test('a text in more languages than there are is one fault', async () => {
  const title = Object.fromEntries(many(70_000, (i) => [`x${i}`, 'a']))
  const { status, body } = await post({ title })
  expect([status, body.errors]).toEqual([
    422,
    [{ pointer: '/title', detail: 'is in more than 200 languages' }],
  ])
})

test('a batch with thousands of faults in its JSON is refused as a whole', async () => {
  const twice = Array(2000).fill('"a":0').join()
  const text = `{"items":[{"externalId":"a","title":"A","start":"${START}"},{${twice}}]}`
  const { status, body } = await calendar.sendText('POST', '/api/v1/events/batch', text)
  expect([status, body.errors.length, body.errors[0]]).toEqual([
    422,
    51,
    { pointer: '/items/1/a', detail: 'is given twice' },
  ])
})

test('a batch of items with many faults tells the first of each, in short', async () => {
  const unknown = Object.fromEntries(many(1800, (i) => [`${'x'.repeat(1000)}${i}`, 0]))
  const items = many(5, (i) => ({ externalId: `a${i}`, title: 'A', start: START, ...unknown }))
  const { status, text, body } = await calendar.send('POST', '/api/v1/events/batch', { items })
  expect([status, text.length < 20_000]).toEqual([200, true])
  const [first] = body.items
  expect(first).toMatchObject({ status: 'failed', problem: { status: 422 } })
  expect(first?.problem.errors).toHaveLength(11)
  expect(first?.problem.errors[10]).toEqual({ pointer: '', detail: 'and 1790 more faults' })
})
