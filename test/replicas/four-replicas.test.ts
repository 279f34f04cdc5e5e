import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { renewEvents } from '../../src/events/renew.ts'
import { type Running, serve } from '../../src/serve.ts'
import { runDueSources } from '../../src/sources/run.ts'
import { serveFeed } from '../sources/feed-server.ts'
import { ADMIN_KEY } from '../support/deps.ts'
import { openReceiver, said } from '../webhooks/receiver.ts'
import { type Server, startPrimary } from './postgres.ts'

/** Four replicas on one PostgreSQL, each with its own caches, connections and jobs. */
let primary: Server
let replicas: Running[]
let receiver: Awaited<ReturnType<typeof openReceiver>>
let feed: Awaited<ReturnType<typeof serveFeed>>

const KEY_LIMIT = 60

beforeAll(async () => {
  ;[primary, receiver, feed] = await Promise.all([startPrimary(), openReceiver(), serveFeed()])
  const start = (limits: Record<string, string> = {}) =>
    serve(
      readConfig({
        DATABASE_URL: primary.url(),
        ADMIN_KEY,
        PORT: '0',
        LOG_LEVEL: 'silent',
        OUTBOUND_ALLOW: `${receiver.place},${feed.place}`,
        RATE_LIMIT: '0',
        RATE_LIMIT_KEY: '0',
        ...limits,
      }),
    )
  replicas = await Promise.all([start(), start(), start(), start()])
  startLimited = () => start({ RATE_LIMIT_KEY: String(KEY_LIMIT) })
})
let startLimited: () => Promise<Running>

beforeEach(() => {
  receiver.received.length = 0
})

afterAll(async () => {
  await Promise.all((replicas ?? []).map((replica) => replica.close()))
  await receiver?.close()
  feed?.close()
  await primary?.remove()
})

async function call(
  replica: Running | undefined,
  method: string,
  path: string,
  body?: unknown,
  key = ADMIN_KEY,
) {
  const answer = await fetch(`http://127.0.0.1:${replica?.deps.config.port}${path}`, {
    method,
    headers: {
      ...(key ? { Authorization: `Bearer ${key}` } : {}),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  const isJson = answer.headers.get('content-type')?.includes('json')
  return { status: answer.status, headers: answer.headers, text, json: isJson ? JSON.parse(text) : null }
}

const event = (title: string) => ({ title, start: '2027-03-01T18:00', duration: 'PT1H' })

/** Milliseconds until the feed of each of the others shows what was posted to the first. */
async function untilSeen(title: string): Promise<number> {
  const [first, ...others] = replicas
  // Each has the feed as it was before in memory.
  await Promise.all(others.map((replica) => call(replica, 'GET', '/calendar.ics', undefined, '')))
  expect((await call(first, 'POST', '/api/v1/events', event(title))).status).toBe(201)
  const since = performance.now()
  await Promise.all(
    others.map(async (replica) => {
      while (!(await call(replica, 'GET', '/calendar.ics', undefined, '')).text.includes(title)) {
        if (performance.now() - since > 30_000) throw new Error('the change was not seen')
        await sleep(10)
      }
    }),
  )
  return performance.now() - since
}

test('a change through one is in the feeds of the others within a second', async () => {
  const took: number[] = []
  for (let n = 0; n < 5; n++) took.push(await untilSeen(`Nyhet ${n}`))
  // Most of them, as the machine may be busy with others.
  const [, , median] = took.sort((a, b) => a - b)
  expect(median).toBeLessThan(1000)
})

test('one that loses its connections sees the next change all the same', async () => {
  await primary.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'kalendarium'`,
  )
  expect(await untilSeen('Efter avbrottet')).toBeLessThan(30_000)
})

test('a key revoked on one is refused at the next request on each', async () => {
  await call(replicas[0], 'PUT', '/api/v1/partners/teatern', { name: 'Teatern' })
  const made = await call(replicas[1], 'POST', '/api/v1/partners/teatern/keys', {
    name: 'kassan',
    scopes: ['events:write'],
  })
  const statuses = () =>
    Promise.all(replicas.map((one) => call(one, 'GET', '/api/v1/events', undefined, made.json.key))).then(
      (answers) => answers.map(({ status }) => status),
    )
  expect(await statuses()).toEqual([200, 200, 200, 200])
  await call(replicas[2], 'DELETE', `/api/v1/partners/teatern/keys/${made.json.id}`)
  expect(await statuses()).toEqual([401, 401, 401, 401])
})

test('a key has its limit once, and not once for each', async () => {
  const limited = await Promise.all([startLimited(), startLimited(), startLimited(), startLimited()])
  onTestFinished(() => Promise.all(limited.map((one) => one.close())).then(() => {}))
  let given = 0
  for (let n = 0; n < 2 * KEY_LIMIT; n++) {
    const { status } = await call(limited[n % 4], 'GET', '/api/v1/categories')
    if (status === 200) given++
    else expect(status).toBe(429)
  }
  // Each may answer a twentieth on trust.
  expect(given).toBeGreaterThanOrEqual(KEY_LIMIT)
  expect(given).toBeLessThanOrEqual(KEY_LIMIT + 4 * (KEY_LIMIT / 20))
})

test('each message to a webhook is sent once', async () => {
  await call(replicas[0], 'PUT', '/api/v1/webhooks/spegeln', {
    url: receiver.url,
    types: ['event.published'],
  })
  const posted = await Promise.all(
    Array.from({ length: 24 }, (_, n) => call(replicas[n % 4], 'POST', '/api/v1/events', event(`Bud ${n}`))),
  )
  const ids = posted.map(({ json }) => json.id).sort()
  await expect.poll(() => receiver.received.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(24)
  // Whoever had it twice would have sent it by now: a queue is looked through every two seconds.
  await sleep(2500)
  expect(receiver.received.map((one) => said(one).data.id).sort()).toEqual(ids)
  await call(replicas[0], 'DELETE', '/api/v1/webhooks/spegeln')
})

test('a source that is due is fetched by one of them', async () => {
  feed.next = { body: 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n' }
  await call(replicas[0], 'PUT', '/api/v1/sources/biblioteket', {
    url: feed.url,
    interval: 'PT1H',
    removeMissing: false,
  })
  const before = feed.requests.length
  await primary.query(`update sources set next_run = now() - interval '1 minute'`)
  await Promise.all(replicas.map(({ deps }) => runDueSources(deps)))
  expect(feed.requests.length - before).toBe(1)
})

test('long series are moved on once', async () => {
  const items = Array.from({ length: 12 }, (_, n) => ({
    ...event(`Varje dag ${n}`),
    externalId: `dag-${n}`,
    recurrence: { rrule: 'FREQ=DAILY' },
  }))
  await call(replicas[0], 'POST', '/api/v1/events/batch', { items })
  await primary.query(`update events set renew = now() - interval '1 minute' where external_id like 'dag-%'`)
  const renewed = await Promise.all(replicas.map(({ deps }) => renewEvents(deps)))
  expect(renewed.reduce((sum, n) => sum + n, 0)).toBe(12)
})
