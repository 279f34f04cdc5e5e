import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, test } from 'vitest'
import { type Calendar, openCalendar } from '../events/calendar.ts'

let calendar: Calendar
beforeAll(async () => {
  calendar = await openCalendar()
  await calendar.create({ title: 'Höstens konsert', start: '2026-11-25T19:00', tags: ['musik'] })
  await calendar.create({ title: 'Föredrag', start: '2026-11-26T18:00', location: { locality: 'Lund' } })
})
afterAll(() => calendar.close())

const feed = (query = '', headers = {}) => calendar.get(`/calendar.ics${query}`, headers)
const summaries = async (query = '', from: Calendar = calendar) =>
  [...(await from.get(`/calendar.ics${query}`)).text.matchAll(/^SUMMARY[^:]*:(.*)\r$/gm)].map(
    ([, text]) => text,
  )

/** A calendar that the test may change. */
async function own(): Promise<Calendar> {
  const fresh = await openCalendar()
  onTestFinished(() => fresh.close())
  return fresh
}

describe('the subscription feed', () => {
  it('is iCalendar that anybody may keep for a while', async () => {
    const { status, headers, text } = await feed()
    expect(status).toBe(200)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': expect.stringMatching(/^public, max-age=\d+/),
      etag: expect.stringMatching(/^"[0-9a-f]+"$/),
      'last-modified': expect.stringMatching(/ GMT$/),
      'content-length': String(Buffer.byteLength(text)),
      vary: 'Authorization, Accept-Encoding',
      'access-control-allow-origin': '*',
    })
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\n(.+\r\n)*END:VCALENDAR\r\n$/)
  })

  it('is the same, byte by byte, for the same data', async () => {
    expect((await feed()).text).toBe((await feed()).text)
  })

  it('is, octet by octet, what is stored of each event and of those that were removed', async () => {
    const fresh = await own()
    const titles = ['Räksmörgås', '\u{1f9c0}\u{1f1f8}\u{1f1ea} e\u0301 ひ', 'a\ufeffb\\n;,"']
    const long = 'Å\u{1f9c0} och mer; '.repeat(1_000)
    for (let n = 0; n < 90; n++)
      await fresh.create({ title: `${titles[n % 3]} ${n}`, ...(n % 9 ? {} : { description: long }) })
    const { id } = await fresh.create({ title: 'Borttagen å' })
    await fresh.send('DELETE', `/api/v1/events/${id}`)
    const { rows } = await sql<{ text: string }>`
      select f.mark as text from feed_entries f join published_events e on e.id = f.event_id
      where f.lang = 'sv' order by e.next_start, e.id`.execute(fresh.deps.db)
    const removed = await fresh.deps.db.selectFrom('tombstones').select('entry').execute()
    const stored = [...rows.map(({ text }) => text), ...removed.map(({ entry }) => entry)].join('')
    expect(rows).toHaveLength(90)
    expect(removed).toHaveLength(1)
    const bytes = Buffer.from(await (await fresh.app.request('/calendar.ics')).arrayBuffer())
    const from = bytes.indexOf('BEGIN:VEVENT')
    const to = bytes.length - 'END:VCALENDAR\r\n'.length
    expect(bytes.subarray(from, to).equals(Buffer.from(stored))).toBe(true)
  })

  it('answers HEAD with the same headers and no body', async () => {
    const get = await feed()
    const head = await calendar.app.request('/calendar.ics', { method: 'HEAD' })
    expect(await head.text()).toBe('')
    const plain = ({ headers }: { headers: Headers }) => ({
      ...Object.fromEntries(headers),
      'x-request-id': '',
    })
    expect(plain(head)).toEqual(plain(get))
  })

  it('is 304 for who has it already, by ETag or by date', async () => {
    const { headers } = await feed()
    const tag = headers.get('etag') ?? ''
    const date = headers.get('last-modified') ?? ''
    const ways = [
      { 'If-None-Match': tag },
      { 'If-None-Match': `"other", W/${tag}` },
      { 'If-None-Match': '*' },
      { 'If-Modified-Since': date },
      { 'If-None-Match': '"other"', 'If-Modified-Since': date },
      { 'If-Modified-Since': 'Mon, 01 Jan 2001 00:00:00 GMT' },
    ]
    const answers = await Promise.all(ways.map((way) => feed('', way)))
    expect(answers.map(({ status }) => status)).toEqual([304, 304, 304, 304, 200, 200])
    expect(answers[0]?.headers.get('etag')).toBe(tag)
    expect(answers[0]?.text).toBe('')
  })

  it('is gzipped on request, with a tag of its own', async () => {
    const plain = await feed()
    const { app } = calendar
    const zipped = await app.request('/calendar.ics', { headers: { 'Accept-Encoding': 'br;q=0, gzip' } })
    expect(zipped.headers.get('content-encoding')).toBe('gzip')
    expect(gunzipSync(new Uint8Array(await zipped.arrayBuffer())).toString()).toBe(plain.text)
    const tag = zipped.headers.get('etag') ?? ''
    expect(tag).not.toBe(plain.headers.get('etag'))
    expect((await feed('', { 'If-None-Match': tag, 'Accept-Encoding': 'gzip' })).status).toBe(304)
    expect((await feed('', { 'Accept-Encoding': 'gzip;q=0' })).headers.get('content-encoding')).toBeNull()
  })

  it.each([
    ['?tag=MUSIK', ['Höstens konsert']],
    ['?tag=-musik', ['Föredrag']],
    ['?locality=lund', ['Föredrag']],
    ['?q=konserter', ['Höstens konsert']],
    ['?from=2026-11-26', ['Föredrag']],
    ['?tag=nothing', []],
  ])('takes filters: %s', async (query, expected) => expect(await summaries(query)).toEqual(expected))

  it.each(['?colour=red', '?cancelled=maybe', '?past=-1', '?past=x', '?limit=5', '?lang=', '?past=1&past=2'])(
    'refuses %s',
    async (query) => {
      const answer = await feed(query)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json'])
    },
  )

  it('changes with its events, at once', async () => {
    const fresh = await own()
    const event = await fresh.create({ title: 'Först', start: '2026-11-25T19:00' })
    const before = await fresh.get('/calendar.ics')
    fresh.clock.now = '2026-11-20T13:00:00Z'
    const type = { 'Content-Type': 'application/merge-patch+json' }
    await fresh.send('PATCH', `/api/v1/events/${event.id}`, { title: 'Sedan' }, type)
    const after = await fresh.get('/calendar.ics', { 'If-None-Match': before.headers.get('etag') ?? '' })
    expect(after.status).toBe(200)
    expect(after.text).toContain('SUMMARY;LANGUAGE=sv:Sedan\r\n')
    expect(after.text).toContain('LAST-MODIFIED:20261120T130000Z\r\n')
  })
})

describe('how far back', () => {
  test('90 days are kept, as many as `past` says, or all; a series while any of it is inside', async () => {
    const fresh = await own()
    await fresh.create({ title: 'Längesedan', start: '2026-08-21T10:00', end: '2026-08-21T11:00' })
    await fresh.create({ title: 'Nyligen', start: '2026-08-24T10:00', end: '2026-08-24T11:00' })
    await fresh.create({
      title: 'Serie',
      start: '2020-01-01T10:00',
      recurrence: { rrule: 'FREQ=YEARLY' },
    })
    const sorted = async (query: string) => (await summaries(query, fresh)).sort()
    expect(await sorted('')).toEqual(['Nyligen', 'Serie'])
    expect(await sorted('?past=0')).toEqual(['Serie'])
    expect(await sorted('?past=100')).toEqual(['Längesedan', 'Nyligen', 'Serie'])
    expect(await sorted('?past=all')).toEqual(['Längesedan', 'Nyligen', 'Serie'])
  })
})

describe('what is not published', () => {
  test('is in no feed; what was and is removed is a tombstone for 30 days, without its text', async () => {
    const fresh = await own()
    await fresh.create({ title: 'Hemligt', state: 'draft', start: '2026-12-01T10:00' })
    const event = await fresh.create({ title: 'Borttaget', start: '2026-12-01T10:00', tags: ['x'] })
    await fresh.send('DELETE', `/api/v1/events/${event.id}`)
    const { text } = await fresh.get('/calendar.ics')
    expect(text).not.toMatch(/Hemligt|Borttaget/)
    expect(text).toContain(`UID:${event.uid}\r\n`)
    expect(text).toContain('STATUS:CANCELLED\r\n')
    expect(text).toContain(`SEQUENCE:${event.sequence + 1}\r\n`)
    expect((await fresh.get(`/events/${event.slug}.ics`)).text).toContain('STATUS:CANCELLED\r\n')
    expect((await fresh.get('/api/v1/events')).body.items).toEqual([])
    expect((await fresh.get(`/api/v1/events/${event.id}`)).status).toBe(404)
    expect((await fresh.send('DELETE', `/api/v1/events/${event.id}`)).status).toBe(404)

    fresh.clock.now = '2026-12-21T12:00:00Z'
    expect((await fresh.get('/calendar.ics')).text).not.toContain(event.uid)
    expect((await fresh.get(`/events/${event.slug}.ics`)).status).toBe(410)
  })
})

describe('what is cancelled', () => {
  test('is marked, has the status, or is left out', async () => {
    const fresh = await own()
    await fresh.create({ title: 'Konsert', start: '2026-12-01T10:00', status: 'cancelled' })
    const status = async (query: string) =>
      /^STATUS:(.*)\r$/m.exec((await fresh.get(`/calendar.ics${query}`)).text)?.[1]
    expect([await summaries('', fresh), await status('')]).toEqual([['INSTÄLLT: Konsert'], 'CONFIRMED'])
    expect(await summaries('?lang=en', fresh)).toEqual(['CANCELLED: Konsert'])
    expect([await summaries('?cancelled=status', fresh), await status('?cancelled=status')]).toEqual([
      ['Konsert'],
      'CANCELLED',
    ])
    expect(await summaries('?cancelled=omit', fresh)).toEqual([])
  })
})

describe('one event as a file', () => {
  it('is that event, to keep under its name', async () => {
    const { status, headers, text } = await calendar.get('/events/foredrag.ics')
    expect(status).toBe(200)
    expect(headers.get('content-disposition')).toBe('attachment; filename="foredrag.ics"')
    expect(text.match(/^BEGIN:VEVENT/gm)).toHaveLength(1)
    expect(text).toContain('SUMMARY;LANGUAGE=sv:Föredrag\r\n')
    expect(
      (await calendar.get('/events/foredrag.ics', { 'If-None-Match': headers.get('etag') ?? '' })).status,
    ).toBe(304)
  })

  it.each(['/events/finns-inte.ics', '/events/.ics', '/events/%00.ics', '/events/..%2Fx.ics'])(
    'is 404 at %s',
    async (path) => expect((await calendar.get(path)).status).toBe(404),
  )
})
