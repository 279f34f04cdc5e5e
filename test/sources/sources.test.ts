import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { guardedFetch } from '../../src/outbound/guarded-fetch.ts'
import { nodeCarrier } from '../../src/outbound-node.ts'
import { takeLease } from '../../src/sources/lease.ts'
import { runDueSources } from '../../src/sources/run.ts'
import { type Answer, type Calendar, openCalendar } from '../events/calendar.ts'
import { calendarFile, vevent } from '../imports/files.ts'
import { type FeedServer, serveFeed } from './feed-server.ts'

let calendar: Calendar
let feed: FeedServer
beforeEach(async () => {
  calendar = await openCalendar()
  feed = await serveFeed()
  calendar.deps.config.outboundAllow.push(feed.place)
  calendar.deps.outbound = guardedFetch(nodeCarrier(), calendar.deps.config.outboundAllow, 'Kalendarium/test')
})
afterEach(async () => {
  feed.close()
  await calendar.close()
})

const SOURCE = '/api/v1/sources/biblioteket'
const put = (body: Record<string, unknown> = {}, query = ''): Promise<Answer> =>
  calendar.send('PUT', `${SOURCE}${query}`, { url: feed.url, interval: 'PT1H', ...body })
const get = async () => (await calendar.send('GET', SOURCE)).body

/** The file of some events, by their letters. */
const events = (letters: string, ...more: string[]) =>
  calendarFile(...[...letters].map((letter) => vevent(letter, `SUMMARY:${letter}`, ...more)))

/** Runs what is due, as if all sources were. */
async function again(): Promise<void> {
  await sql`update sources set next_run = now() - interval '1 second'`.execute(calendar.deps.db)
  await runDueSources(calendar.deps)
}

/** The titles of the public events. */
async function titles(): Promise<string> {
  const { body } = await calendar.get('/api/v1/events?limit=200')
  return body.items
    .map(({ title }) => Object.values(title as Record<string, string>)[0])
    .sort()
    .join('')
}

const seconds = async () => {
  const { rows } = await sql<{ wait: number }>`
    select extract(epoch from next_run - now())::float8 as wait from sources`.execute(calendar.deps.db)
  return rows[0]?.wait ?? 0
}

it('is fetched at once when it is put, and shows what came of it', async () => {
  feed.next = { body: calendarFile(vevent('a'), vevent('b'), vevent('c', 'DTSTART:')) }
  const { status, body } = await put()
  expect(status).toBe(201)
  expect(body).toEqual({
    slug: 'biblioteket',
    partner: 'house',
    url: feed.url,
    interval: 'PT1H',
    removeMissing: false,
    created: expect.any(String),
    nextRun: expect.any(String),
    running: false,
    lastRun: expect.any(String),
    lastSuccess: body.lastRun,
    failures: 0,
    error: null,
    counts: {
      created: 2, updated: 0, unchanged: 0, held: 0, failed: 1, vanished: 0, archived: 0, restored: 0,
    }, // biome-ignore format: one line
    problems: [{ uid: 'c', recurrenceId: null, detail: 'DTSTART is missing' }],
  })
  expect(await get()).toEqual(body)
  expect((await calendar.send('GET', '/api/v1/sources')).body.items).toEqual([body])
  expect((await put()).status).toBe(200)
  expect(feed.requests[0]).toMatchObject({
    accept: 'text/calendar, */*;q=0.5',
    'user-agent': 'Kalendarium/test',
  })
})

it('is fetched again when it is due, and not before', async () => {
  feed.next = { body: events('a') }
  await put()
  await runDueSources(calendar.deps)
  expect(feed.requests.length).toBe(1)
  expect(await seconds()).toBeGreaterThan(3590)
  expect(await seconds()).toBeLessThan(3600 * 1.06)
  feed.next = { body: events('ab') }
  await again()
  expect(await titles()).toBe('ab')
  expect((await get()).counts).toMatchObject({ created: 1, unchanged: 1 })
})

it('asks with the validators of the last answer, and takes an unchanged file as it was', async () => {
  feed.next = {
    body: events('a'),
    headers: { etag: '"7"', 'last-modified': 'Mon, 02 Nov 2026 10:00:00 GMT' },
  }
  await put()
  feed.next = { status: 304 }
  await again()
  expect(feed.requests.at(-1)).toMatchObject({
    'if-none-match': '"7"',
    'if-modified-since': 'Mon, 02 Nov 2026 10:00:00 GMT',
  })
  expect(await get()).toMatchObject({ failures: 0, error: null, counts: { created: 1 } })
})

it('tells failures, waits longer after each, and forgets them when it goes well again', async () => {
  feed.next = { body: events('a') }
  await put()
  feed.next = { status: 500 }
  await again()
  expect(await get()).toMatchObject({ failures: 1, error: 'The address answered with status 500.' })
  const first = await seconds()
  await again()
  await again()
  const third = await seconds()
  expect(first).toBeGreaterThanOrEqual(3590)
  expect(first).toBeLessThanOrEqual(3600 * 1.25)
  expect(third).toBeGreaterThanOrEqual(4 * 3590)
  expect(third).toBeLessThanOrEqual(4 * 3600 * 1.25)
  const metrics = (await calendar.get('/metrics')).text
  expect(metrics).toContain('sources{state="failing"} 1\n')
  expect(metrics).toContain('sources_failed_runs 3\n')
  expect(await titles()).toBe('a')

  feed.next = { body: events('ab') }
  await again()
  expect(await get()).toMatchObject({ failures: 0, error: null })
  expect((await calendar.get('/metrics')).text).toContain('sources{state="ok"} 1\n')
})

it('lets the server decide how long to wait', async () => {
  feed.next = { status: 429, headers: { 'retry-after': '20000' } }
  await put()
  expect(await seconds()).toBeGreaterThan(19_900)
  feed.next = { status: 503, headers: { 'retry-after': 'Sat, 21 Nov 2026 12:00:00 GMT' } }
  await again()
  expect(await seconds()).toBeGreaterThan(86_300)
})

it('fails on what is no calendar', async () => {
  feed.next = { body: '<html>Logga in</html>' }
  expect((await put()).body).toMatchObject({
    failures: 1,
    error: 'There is no BEGIN:VCALENDAR: this is no iCalendar file.',
  })
})

it('keeps what vanishes, unless it is told to archive it', async () => {
  feed.next = { body: events('abcd') }
  await put()
  feed.next = { body: events('abc') }
  await again()
  expect(await titles()).toBe('abcd')
  expect((await get()).counts).toMatchObject({ vanished: 1, archived: 0 })
  await put({ removeMissing: true })
  expect(await titles()).toBe('abc')
  expect((await get()).counts).toMatchObject({ vanished: 1, archived: 1 })
})

it('archives nothing where over half vanishes, and says so', async () => {
  feed.next = { body: events('abcd') }
  await put({ removeMissing: true })
  feed.next = { body: events('a') }
  await again()
  expect(await titles()).toBe('abcd')
  expect(await get()).toMatchObject({
    failures: 1,
    error: '3 of the 4 events of this source vanished at once, which is over half: none was archived.',
    counts: { vanished: 3, archived: 0 },
  })
  feed.next = { body: events('ab') }
  await again()
  expect(await titles()).toBe('ab')
  expect(await get()).toMatchObject({ failures: 0, error: null, counts: { archived: 2 } })
})

it('keeps what is over when it leaves the feed, and counts only what is to come', async () => {
  const day = (letter: string, date: string) =>
    vevent(letter, `SUMMARY:${letter}`, `DTSTART;VALUE=DATE:${date}`)
  const weekly = vevent('w', 'SUMMARY:w', 'DTSTART:20261101T100000Z', 'RRULE:FREQ=WEEKLY')
  const coming = [day('x', '20261210'), day('y', '20261211')]
  const over = [day('a', '20261101'), day('b', '20261102'), day('c', '20261103')]
  feed.next = { body: calendarFile(...over, weekly, ...coming) }
  await put({ removeMissing: true })
  feed.next = { body: calendarFile(weekly, ...coming) }
  await again()
  expect(await titles()).toBe('abcwxy')
  expect(await get()).toMatchObject({ failures: 0, counts: { vanished: 0, archived: 0 } })

  feed.next = { body: calendarFile(day('x', '20261210'), day('y', '20261211')) }
  await again()
  expect(await titles()).toBe('abcxy')
  expect((await get()).counts).toMatchObject({ vanished: 1, archived: 1 })
  // Two of two: with what is over, they would be less than half.
  feed.next = { body: calendarFile(day('n', '20270101')) }
  await again()
  expect((await get()).counts).toMatchObject({ vanished: 2, archived: 0 })
})

it('brings back what is in the file again, but not what the partner archived itself', async () => {
  feed.next = { body: events('abcd') }
  await put({ removeMissing: true })
  const { body } = await calendar.get('/api/v1/events?q=b')
  await calendar.send('PUT', `/api/v1/events/${body.items[0]?.id}/publication`, { state: 'archived' })
  feed.next = { body: events('abd') }
  await again()
  expect(await titles()).toBe('ad')
  feed.next = { body: events('abcd', 'LOCATION:Aulan') }
  await again()
  expect(await titles()).toBe('acd')
  expect((await get()).counts).toMatchObject({ restored: 1 })
})

it('never archives what the partner posted itself, also where the feed once had it', async () => {
  await calendar.create({ title: 'egen', uid: 'x' })
  await calendar.create({ title: 'mera' })
  feed.next = { body: events('abx') }
  await put({ removeMissing: true })
  feed.next = { body: events('ab') }
  await again()
  expect(await titles()).toBe('abmerax')
  expect((await get()).counts).toMatchObject({ vanished: 0 })
})

it('shows on a dry run what it would do, and stores nothing', async () => {
  feed.next = { body: events('abcd') }
  await put({ removeMissing: true })
  const before = await get()
  feed.next = { body: events('abce') }
  const { status, body } = await put({}, '?dryRun=true')
  expect(status).toBe(200)
  expect(body).toMatchObject({ dryRun: true, status: 'updated', error: null })
  expect(body.counts).toMatchObject({ created: 1, unchanged: 3, vanished: 1, archived: 0 })
  expect(body.items.map(({ status }) => status)).toEqual(['unchanged', 'unchanged', 'unchanged', 'created'])
  expect(await titles()).toBe('abcd')
  expect(await get()).toEqual(before)
  feed.next = { status: 404 }
  expect((await put({}, '?dryRun=true')).body).toMatchObject({
    error: 'The address answered with status 404.',
    items: [],
  })
})

it('can be tried before it is there', async () => {
  feed.next = { body: events('ab') }
  const { body } = await put({}, '?dryRun=true')
  expect(body).toMatchObject({
    dryRun: true,
    status: 'created',
    error: null,
    counts: { created: 2, failed: 0 },
  })
  expect((await calendar.send('GET', SOURCE)).status).toBe(404)
  expect(await titles()).toBe('')
})

it('refuses addresses and intervals that it cannot take', async () => {
  const faults = async (body: Record<string, unknown>) =>
    (await put(body)).body.errors.map(({ pointer, detail }) => `${pointer} ${detail}`)
  expect(await faults({ url: 'http://127.0.0.1/feed.ics' })).toEqual(['/url must have a public address'])
  expect(await faults({ url: 'http://[::ffff:10.0.0.1]/' })).toEqual(['/url must have a public address'])
  expect(await faults({ url: 'ftp://example.org/' })).toEqual(['/url must be an http or https URL'])
  expect(await faults({ interval: 'PT14M59S' })).toEqual(['/interval must be at least PT15M'])
  expect(await faults({ interval: 'hourly', removeMissing: 'yes' })).toEqual([
    '/interval must be an ISO 8601 duration, such as PT1H',
    '/removeMissing must be true or false',
  ])
  expect(feed.requests).toEqual([])
})

it('says nothing of what lies behind an address that may not be reached', async () => {
  const { body } = await put({ url: feed.url.replace('127.0.0.1', 'localhost') })
  expect(body).toMatchObject({ failures: 1, error: 'The address could not be reached, or may not be.' })
})

it('belongs to its partner: others do not see it, and what it posts is the partner’s', async () => {
  await calendar.send('PUT', '/api/v1/partners/museet', { name: 'Museet' })
  const made = await calendar.send('POST', '/api/v1/partners/museet/keys', {
    name: 'k',
    scopes: ['events:write'],
  })
  const own = { Authorization: `Bearer ${made.body.key}` }
  feed.next = { body: events('a') }
  const { body } = await calendar.send('PUT', SOURCE, { url: feed.url, interval: 'P1D' }, own)
  expect(body).toMatchObject({ partner: 'museet', counts: { created: 1 } })
  expect(await titles()).toBe('')
  expect((await calendar.send('GET', SOURCE)).status).toBe(404)
  expect((await calendar.send('GET', `${SOURCE}?partner=museet`)).body).toEqual(body)
  expect((await calendar.send('GET', `${SOURCE}?partner=house`, undefined, own)).status).toBe(403)
  expect((await calendar.send('DELETE', SOURCE)).status).toBe(404)
  expect((await calendar.get(SOURCE)).status).toBe(401)
  expect((await calendar.send('DELETE', SOURCE, undefined, own)).status).toBe(204)
  expect((await calendar.send('GET', SOURCE, undefined, own)).status).toBe(404)
})

it('is run by one at a time, also where many ask at once and where one died', async () => {
  feed.next = { body: events('a') }
  await put()
  await sql`update sources set next_run = now() - interval '1 second'`.execute(calendar.deps.db)
  const { db, newId } = calendar.deps
  const leases = await Promise.all([1, 2, 3].map(() => takeLease(db, newId(), null)))
  expect(leases.filter((lease) => lease !== null).length).toBe(1)
  expect((await get()).running).toBe(true)
  await runDueSources(calendar.deps)
  expect(feed.requests.length).toBe(1)
  await sql`update sources set leased_until = now() - interval '1 second'`.execute(db)
  await runDueSources(calendar.deps)
  expect(feed.requests.length).toBe(2)
  expect((await get()).running).toBe(false)
})

it('is due again at once where a stop cuts it off', async () => {
  feed.next = { body: events('a') }
  await put()
  await sql`update sources set next_run = now() - interval '1 second'`.execute(calendar.deps.db)
  const { outbound } = calendar.deps
  const stopping = new AbortController()
  calendar.deps.outbound = {
    fetch: (request) => {
      stopping.abort()
      return outbound.fetch(request)
    },
  }
  await runDueSources(calendar.deps, stopping.signal)
  expect(await get()).toMatchObject({ running: false, failures: 0, error: null })
  expect(await seconds()).toBeLessThan(0)
})
