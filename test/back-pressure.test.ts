import { expect, onTestFinished, test, vi } from 'vitest'
import { createApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { nodeDeps } from '../src/deps-node.ts'
import { createLog } from '../src/log.ts'
import { engine, freshDatabase } from './support/database.ts'
import { ADMIN_KEY, ASSETS } from './support/deps.ts'

const WRITER = { Authorization: `Bearer ${ADMIN_KEY}`, 'Content-Type': 'application/json' }
const CACHED = '/calendar.ics'

/** A calendar with one connection for requests, of which none may wait; `hold` has it until it is let go. */
async function smallCalendar() {
  const load = { isOverloaded: false }
  const gate = { mostWaiting: 0, isOverloaded: () => load.isOverloaded }
  const database = await freshDatabase({ requests: 1, gate })
  onTestFinished(database.close)
  const lines: string[] = []
  const now = () => new Date()
  const config = readConfig({
    ADMIN_KEY,
    RATE_LIMIT: '0',
    RATE_LIMIT_KEY: '0',
    PUBLIC_URL: 'https://a.example',
  })
  const log = createLog('info', (line) => lines.push(line), now)
  const { deps } = nodeDeps(config, database, { log, now, wake: () => {} })
  const app = createApp(deps, ASSETS)
  const call = async (path: string, init?: RequestInit) => {
    const answer = await app.request(path, init)
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
  const post = (title: string) =>
    call('/api/v1/events', {
      method: 'POST',
      headers: WRITER,
      body: JSON.stringify({ title, start: '2026-12-01' }),
    })
  return { call, post, database, load, lines, deps, hold: () => holdConnection(database) }
}

async function holdConnection({
  db,
}: Awaited<ReturnType<typeof freshDatabase>>): Promise<() => Promise<void>> {
  const began = Promise.withResolvers<void>()
  const end = Promise.withResolvers<void>()
  const held = db.connection().execute(async () => {
    began.resolve()
    await end.promise
  })
  await began.promise
  return async () => {
    end.resolve()
    await held
  }
}

const BUSY = {
  type: 'https://a.example/problems/unavailable',
  title: 'Not able to answer now',
  status: 503,
  detail: 'More is asked now than can be answered soon. Try again soon.',
}

test('where no connection is free and none will be soon, reads and writes are 503 at once, and work later', async () => {
  const { call, post, hold, database, lines } = await smallCalendar()
  const letGo = await hold()
  const read = await call('/api/v1/sources', { headers: WRITER })
  expect(read.status).toBe(503)
  expect(read.headers.get('retry-after')).toBe('5')
  expect(JSON.parse(read.text)).toEqual({ ...BUSY, instance: '/api/v1/sources' })
  expect((await post('Nej')).status).toBe(503)
  expect(database.turns().refused['queue full']).toBeGreaterThanOrEqual(2)
  // A line for each request, and none for each refusal beside it.
  expect(lines.map((line) => JSON.parse(line).message)).toEqual(['request', 'request'])
  await letGo()
  expect((await call('/api/v1/sources', { headers: WRITER })).text).toBe('{"items":[],"next":null}')
  expect((await post('Ja')).status).toBe(201)
})

test('a batch and a file are refused whole, and not item by item', async () => {
  const { call, hold, lines } = await smallCalendar()
  const items = ['a', 'b'].map((externalId) => ({ externalId, title: 'Nej', start: '2026-12-01' }))
  const event = ['BEGIN:VEVENT', 'UID:a', 'SUMMARY:Nej', 'DTSTART;VALUE=DATE:20261201', 'END:VEVENT']
  const file = ['BEGIN:VCALENDAR', 'VERSION:2.0', ...event, 'END:VCALENDAR', ''].join('\r\n')
  const ofFile = { ...WRITER, 'Content-Type': 'text/calendar' }
  const letGo = await hold()
  for (const [path, init] of [
    ['/api/v1/events/batch', { headers: WRITER, body: JSON.stringify({ items }) }],
    ['/api/v1/imports', { headers: ofFile, body: file }],
  ] as const) {
    const answer = await call(path, { method: 'POST', ...init })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
  }
  expect(lines.map((line) => JSON.parse(line).message)).toEqual(['request', 'request'])
  await letGo()
  expect((await call('/api/v1/events', {})).text).toContain('"items":[]')
})

// The embedded database has the one connection alone.
if (engine === 'postgres')
  test('it is ready meanwhile, jobs have their connection, and what is in memory is served', async () => {
    const { call, hold, database } = await smallCalendar()
    expect((await call(CACHED)).status).toBe(200)
    const letGo = await hold()
    // The revision is asked anew.
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect((await call('/readyz')).status).toBe(200)
    expect((await call(CACHED)).status).toBe(200)
    expect(await database.jobs.selectFrom('events').select('id').execute()).toEqual([])
    const refused = await call('/api/v1/events')
    expect([refused.status, refused.headers.get('cache-control')]).toEqual([503, 'no-store'])
    await letGo()
  })

test('on one connection, what is vital and jobs wait for their turn, and are not refused', async () => {
  const { call, hold, database } = await smallCalendar()
  const letGo = await hold()
  const ready = call('/readyz')
  const job = database.jobs.selectFrom('events').select('id').execute()
  await letGo()
  expect((await ready).status).toBe(200)
  expect(await job).toEqual([])
})

test('while the event loop is late, what is in memory is served and what asks the database is refused', async () => {
  const { call, post, load } = await smallCalendar()
  const first = await call(CACHED)
  const tag = first.headers.get('etag') ?? ''
  load.isOverloaded = true
  expect((await call(CACHED)).text).toBe(first.text)
  expect((await call(CACHED, { headers: { 'If-None-Match': tag } })).status).toBe(304)
  expect((await call('/healthz')).status).toBe(200)
  expect((await call('/readyz')).status).toBe(200)
  expect((await call('/calendar.ics?tag=new')).status).toBe(503)
  expect((await post('Nej')).status).toBe(503)
  load.isOverloaded = false
  expect((await call('/calendar.ics?tag=new')).status).toBe(200)
})

test('a person gets a page that says so', async () => {
  const { call, load } = await smallCalendar()
  load.isOverloaded = true
  const page = await call('/', { headers: { Accept: 'text/html', 'Accept-Language': 'en' } })
  expect([page.status, page.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8'])
})

test('a crowd is answered or refused, each at once, and none with another failure', async () => {
  const database = await freshDatabase({ requests: 2, gate: { mostWaiting: 5 } })
  onTestFinished(database.close)
  const { deps } = nodeDeps(readConfig({ ADMIN_KEY, RATE_LIMIT: '0', RATE_LIMIT_KEY: '0' }), database, {
    log: createLog(
      'silent',
      () => {},
      () => new Date(),
    ),
    now: () => new Date(),
    wake: () => {},
  })
  const app = createApp(deps, ASSETS)
  const statuses = await Promise.all(
    Array.from(
      { length: 100 },
      async (_, i) => (await app.request(`/api/v1/occurrences?limit=${i + 1}`)).status,
    ),
  )
  expect(new Set(statuses)).toEqual(new Set([200, 503]))
  await vi.waitFor(() => expect(database.turns().lanes.requests).toMatchObject({ inUse: 0, waiting: 0 }))
  expect((await app.request('/api/v1/occurrences?limit=150')).status).toBe(200)
})
