import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { type Running, serve } from '../../src/serve.ts'
import { ADMIN_KEY } from '../support/deps.ts'
import { byTurns } from './by-turns.ts'
import { CALENDAR, type Server, startPrimary, startStandby, untilCaughtUp } from './postgres.ts'

/** A primary, two streaming replicas of it, and services that read from the one, the other, or both by turns. */
let primary: Server
let standby: Server
let other: Server
let service: Running

beforeAll(async () => {
  primary = await startPrimary()
  const first = await serve(configured())
  await first.close()
  standby = await startStandby(primary)
  other = await startStandby(primary)
  service = await serve(configured({ DATABASE_READ_URL: standby.url() }))
})
/** Each begins with both caught up and in use, whatever was done to them before. */
beforeEach(async () => {
  await Promise.all([untilCaughtUp(primary, standby), untilCaughtUp(primary, other)])
  await vi.waitUntil(async () => (await metric('read_database_up')) === 1, { timeout: 30_000, interval: 50 })
})
afterAll(async () => {
  await service?.close()
  await Promise.all([other?.remove(), standby?.remove()])
  await primary?.remove()
})

function configured(env: Record<string, string> = {}) {
  return readConfig({
    DATABASE_URL: primary.url(),
    ADMIN_KEY,
    PORT: '0',
    LOG_LEVEL: 'silent',
    RATE_LIMIT: '0',
    RATE_LIMIT_KEY: '0',
    ...env,
  })
}

/** An answer with its status, headers and text. */
async function call(path: string, init: RequestInit = {}, { deps } = service) {
  const answer = await fetch(`http://127.0.0.1:${deps.config.port}${path}`, init)
  const text = await answer.text()
  const revision = Number(answer.headers.get('kalendarium-revision') ?? Number.NaN)
  return { status: answer.status, etag: answer.headers.get('etag'), headers: answer.headers, text, revision }
}

const WITH_KEY = { Authorization: `Bearer ${ADMIN_KEY}` }

async function post(title: string, at = service) {
  const body = JSON.stringify({ title, start: '2027-03-01T18:00', duration: 'PT1H' })
  const headers = { ...WITH_KEY, 'Content-Type': 'application/json' }
  const answer = await call('/api/v1/events', { method: 'POST', headers, body }, at)
  expect(answer.status).toBe(201)
  return { ...answer, ...(JSON.parse(answer.text) as { id: string; slug: string }) }
}

/** Nothing that the primary commits from now on is seen there, until the test is over or what this gives is called. */
async function pause(server: Server) {
  await server.query('select pg_wal_replay_pause()')
  for (let state = ''; state !== 'paused'; await sleep(20))
    state = String((await server.query('select pg_get_wal_replay_pause_state() as state'))[0]?.state)
  const resume = () => server.query('select pg_wal_replay_resume()')
  onTestFinished(async () => void (await resume()))
  return resume
}

const LISTS = [
  '/api/v1/events',
  '/api/v1/occurrences?from=2027-03-01',
  '/calendar.ics',
  '/calendar.json',
  '/',
]

test('public reads come from the replica, and what is posted is there as soon as it has replayed it', async () => {
  const before = await answered('read database')
  const { slug, revision } = await post('Konsert i domkyrkan')
  await untilCaughtUp(primary, standby)
  for (const path of [...LISTS, `/events/${slug}`])
    await expect.poll(async () => (await call(path)).text, { message: path }).toContain('Konsert i domkyrkan')
  expect((await call('/api/v1/events')).revision).toBe(revision)
  expect(await answered('read database')).toBeGreaterThan(before)
})

test('a replica that lags answers as the calendar was, under the revision and entity tags of then', async () => {
  await expect.poll(async () => (await call('/api/v1/events')).revision).toBe(await newest())
  const then = await Promise.all(LISTS.map((path) => call(path)))
  const resume = await pause(standby)
  const { id, slug } = await post('Sent omsider')
  await sleep(400)

  const during = await Promise.all(LISTS.map((path) => call(path)))
  expect(during.map(({ etag }) => etag)).toEqual(then.map(({ etag }) => etag))
  expect(during.map(({ text }) => text.includes('Sent omsider'))).toEqual(LISTS.map(() => false))
  expect(during[0]?.revision).toBe(then[0]?.revision)
  // An address that nobody has asked for: nothing of it is in memory.
  const fresh = await call('/api/v1/events?limit=7')
  expect([fresh.revision, fresh.text.includes('Sent omsider')]).toEqual([then[0]?.revision, false])
  expect((await call(`/events/${slug}`)).status).toBe(404)
  expect((await call(`/api/v1/events/${id}`)).status).toBe(404)

  await resume()
  for (const path of LISTS)
    await expect.poll(async () => (await call(path)).text, { message: path }).toContain('Sent omsider')
  expect((await call('/calendar.ics')).etag).not.toBe(then[2]?.etag)
})

test('the writer sees what it wrote: in its answer, by its key, and by the revision that it was told', async () => {
  await pause(standby)
  const { id, revision } = await post('Genast här')
  expect(revision).toBe(await newest())
  expect((await call('/api/v1/events', { headers: WITH_KEY })).text).toContain(id)
  for (const path of LISTS) {
    const least = await call(path, { headers: { 'Kalendarium-Min-Revision': String(revision) } })
    expect(least.text, path).toContain('Genast här')
  }
  const list = await call('/api/v1/events', { headers: { 'Kalendarium-Min-Revision': String(revision) } })
  expect(list.revision).toBe(revision)
  expect((await call('/api/v1/events')).text).not.toContain(id)
})

test('a revision that there is not yet is answered with what there is, and what is none is refused', async () => {
  const beyond = await call('/api/v1/events', { headers: { 'Kalendarium-Min-Revision': '999999' } })
  expect([beyond.status, beyond.revision]).toEqual([200, await newest()])
  const none = await call('/api/v1/events', { headers: { 'Kalendarium-Min-Revision': 'new' } })
  expect(none.status).toBe(400)
})

test('of two replicas of different age behind one address, what was shown once is never taken back', async () => {
  const both = await byTurns([standby.port, other.port])
  const reader = await serve(
    configured({ DATABASE_READ_URL: `postgres://postgres@127.0.0.1:${both.port}/${CALENDAR}` }),
  )
  onTestFinished(async () => {
    await reader.close()
    await both.close()
  })
  await pause(other)
  const { revision } = await post('Bara på den ena')
  await untilCaughtUp(primary, standby)
  const least = { headers: { 'Kalendarium-Min-Revision': String(revision) } }
  await expect.poll(async () => (await call('/api/v1/events', {}, reader)).revision).toBe(revision)
  for (let limit = 20; limit < 60; limit++) {
    const list = await call(`/api/v1/events?limit=${limit}`, limit % 3 ? {} : least, reader)
    expect([list.revision, list.text.includes('Bara på den ena')]).toEqual([revision, true])
    if (limit % 10 === 0) await sleep(260)
  }
})

test('changes are followed through a replica that lags: none is left out', async () => {
  const { cursor } = JSON.parse((await call('/api/v1/changes')).text)
  const resume = await pause(standby)
  const { id } = await post('I loggen')
  const during = JSON.parse((await call(`/api/v1/changes?after=${cursor}`)).text)
  expect(during.items).toEqual([])
  await resume()
  const news = async () => JSON.parse((await call(`/api/v1/changes?after=${during.cursor}`)).text).items
  await expect.poll(news).toMatchObject([{ type: 'event.published', eventId: id }])
})

test('the lag is told in revisions and seconds', async () => {
  await expect.poll(() => metric('read_database_lag{unit="revisions"}')).toBe(0)
  await pause(standby)
  await post('Först')
  await post('Sedan')
  await sleep(100)
  expect(await metric('read_database_lag{unit="revisions"}')).toBe(2)
  expect(await metric('read_database_lag{unit="seconds"}')).toBeGreaterThan(0.09)
})

test('a replica that goes is done without at once, and used again when it is back', async () => {
  const { revision } = await post('Utan kopia')
  await standby.stop('immediate')
  for (const path of LISTS) expect((await call(path)).status, path).toBe(200)
  expect((await call('/api/v1/events')).revision).toBe(revision)
  expect((await call('/readyz')).status).toBe(200)
  expect(await metric('read_database_up')).toBe(0)
  await standby.start()
  await expect.poll(() => metric('read_database_up'), { timeout: 30_000 }).toBe(1)
  const before = await answered('read database')
  await expect
    .poll(async () => {
      await call(`/api/v1/events?limit=${1 + Math.floor(Math.random() * 190)}`)
      return (await answered('read database')) > before
    })
    .toBe(true)
})

test('a replica that falls silent is given up after a second', async () => {
  const line = await byTurns([standby.port])
  const url = `postgres://postgres@127.0.0.1:${line.port}/${CALENDAR}`
  const reader = await serve(configured({ DATABASE_READ_URL: url }))
  onTestFinished(async () => {
    await reader.close()
    await line.close()
  })
  expect((await call('/api/v1/events', {}, reader)).status).toBe(200)
  line.freeze()
  const began = performance.now()
  expect((await call('/api/v1/events?limit=8', {}, reader)).status).toBe(200)
  // Not the half minute after which a request is given up.
  expect(performance.now() - began).toBeLessThan(15_000)
  expect(await metric('read_database_up', reader)).toBe(0)
})

test('public reads go on while the primary is away', async () => {
  const { id } = await post('Medan den var borta')
  await untilCaughtUp(primary, standby)
  await expect.poll(async () => (await call('/api/v1/events?limit=2&sort=-updated')).text).toContain(id)
  await primary.stop('fast')
  for (const path of LISTS) expect((await call(path)).status, path).toBe(200)
  expect((await call(`/api/v1/events/${id}`)).status).toBe(200)
  expect((await call(`/api/v1/events/${id}`, { headers: WITH_KEY })).status).toBe(503)
  expect((await call('/readyz')).status).toBe(503)
  await primary.start()
  await expect.poll(async () => (await call('/readyz')).status, { timeout: 30_000 }).toBe(200)
})

test('connections that are cut while a request reads are made good by the primary', async () => {
  let isOver = false
  const cutting = (async () => {
    while (!isOver) {
      await standby.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'kalendarium'`,
      )
      await sleep(5)
    }
  })()
  const statuses = new Set<number>()
  for (let n = 0; n < 60; n++)
    statuses.add(
      (await call(`/api/v1/facets?from=2027-03-01&to=2027-0${4 + (n % 5)}-${10 + (n % 15)}`)).status,
    )
  isOver = true
  await cutting
  expect([...statuses]).toEqual([200])
  await expect.poll(() => metric('read_database_up'), { timeout: 30_000 }).toBe(1)
})

test('a replica that has not replayed the migrations yet is not asked', async () => {
  // As far as a reader can tell: this program knows one more than the replica has.
  await primary.query(`update kalendarium_migrations set name = 'x' || name where name = '0006_views'`)
  await untilCaughtUp(primary, standby)
  onTestFinished(async () => {
    await primary.query(`update kalendarium_migrations set name = '0006_views' where name = 'x0006_views'`)
  })
  expect((await call('/api/v1/events?limit=33')).status).toBe(200)
  expect(await metric('read_database_up')).toBe(0)
})

async function newest(): Promise<number> {
  return Number((await primary.query('select revision from calendar'))[0]?.revision)
}

async function answered(by: string): Promise<number> {
  return metric(`public_reads_total{by="${by}"}`)
}

async function metric(name: string, at = service): Promise<number> {
  const { text } = await call('/metrics', {}, at)
  const line = text.split('\n').find((one) => one.startsWith(`${name} `))
  return line === undefined ? 0 : Number(line.slice(name.length))
}
