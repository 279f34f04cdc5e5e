import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Database } from '../../db/connect.ts'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Api } from '../../src/http/env.ts'
import { createMeter } from '../../src/limits/meter.ts'
import { forgetEnded } from '../../src/limits/store.ts'
import { freshDatabase } from '../support/database.ts'
import { ADMIN_KEY, ASSETS, depsWithoutDatabase } from '../support/deps.ts'
import { makePartner } from '../support/partner.ts'

let database: Database
const clock = { now: '' }
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  clock.now = '2026-11-20T12:00:00Z'
  await database.db.deleteFrom('request_counts').execute()
})

const depsOf = (env: Record<string, string>) =>
  depsWithoutDatabase({
    db: database.db,
    now: () => new Date(clock.now),
    config: readConfig({ ADMIN_KEY, PUBLIC_URL: 'https://calendar.example.org', ...env }),
  })

/** A replica of the service on the one database. */
const replica = (env: Record<string, string>) => createApp(depsOf(env), ASSETS)

interface From {
  address?: string
  key?: string
  forwarded?: string
  path?: string
}
function ask(app: Api, { address = '192.0.2.1', key, forwarded, path = '/api/v1/api-info' }: From = {}) {
  const headers = new Headers()
  if (key !== undefined) headers.set('Authorization', `Bearer ${key}`)
  if (forwarded !== undefined) headers.set('X-Forwarded-For', forwarded)
  return app.request(path, { headers }, { address })
}

/** How often each status came, of so many requests one after the other. */
async function statuses(times: number, request: (i: number) => Response | Promise<Response>) {
  const counts: Record<number, number> = {}
  for (let i = 0; i < times; i++) {
    const { status } = await request(i)
    counts[status] = (counts[status] ?? 0) + 1
  }
  return counts
}

describe('an address without a key', () => {
  it('may send so many requests a minute, and then waits', async () => {
    const app = replica({ RATE_LIMIT: '10' })
    expect(await statuses(15, () => ask(app))).toEqual({ 200: 10, 429: 5 })
    clock.now = '2026-11-20T12:00:59Z'
    expect((await ask(app)).status).toBe(429)
    clock.now = '2026-11-20T12:01:00Z'
    expect(await statuses(12, () => ask(app))).toEqual({ 200: 10, 429: 2 })
  })

  it('is told of its limit by every answer, and of what is left by those that are for it alone', async () => {
    const app = replica({ RATE_LIMIT: '2' })
    const told = ({ headers }: Response) => [headers.get('ratelimit-policy'), headers.get('ratelimit')]
    expect(told(await ask(app))).toEqual(['"address";q=2;w=60', null])
    clock.now = '2026-11-20T12:00:20.5Z'
    expect(told(await ask(app, { path: '/nothing' }))).toEqual(['"address";q=2;w=60', '"address";r=0;t=40'])
    const refused = await ask(app)
    expect(told(refused)).toEqual(['"address";q=2;w=60', '"address";r=0;t=40'])
    expect(refused.headers.get('retry-after')).toBe('40')
    expect(refused.headers.get('content-type')).toBe('application/problem+json')
    expect(refused.headers.get('cache-control')).toBe('no-store')
    expect(await refused.json()).toEqual({
      type: 'https://calendar.example.org/problems/too-many-requests',
      title: 'Too many requests',
      status: 429,
      detail: 'More than 2 requests in a minute. Wait 40 s.',
      instance: '/api/v1/api-info',
    })
  })

  it('has what remains counted down one by one', async () => {
    const app = replica({ RATE_LIMIT: '100' })
    const remaining: (string | null)[] = []
    for (let i = 0; i < 100; i++) {
      remaining.push(
        /r=(\d+)/.exec((await ask(app, { path: '/nothing' })).headers.get('ratelimit') ?? '')?.[1] ?? null,
      )
    }
    expect(remaining).toEqual(Array.from({ length: 100 }, (_, i) => String(99 - i)))
  })

  it('is not slowed by another, nor by its own past as another host of IPv6', async () => {
    const app = replica({ RATE_LIMIT: '3' })
    expect(await statuses(5, () => ask(app, { address: '2001:db8::1' }))).toEqual({ 200: 3, 429: 2 })
    expect((await ask(app, { address: '2001:db8::2' })).status).toBe(429)
    expect((await ask(app, { address: '2001:db8:0:1::1' })).status).toBe(200)
    expect((await ask(app, { address: '192.0.2.1' })).status).toBe(200)
  })

  it('gains nothing by a forged X-Forwarded-For', async () => {
    const direct = replica({ RATE_LIMIT: '3' })
    expect(await statuses(6, (i) => ask(direct, { forwarded: `203.0.113.${i}` }))).toEqual({ 200: 3, 429: 3 })
    const proxied = replica({ RATE_LIMIT: '3', TRUST_PROXY: '1' })
    const through = (i: number) =>
      ask(proxied, { address: '10.0.0.1', forwarded: `203.0.113.${i}, 198.51.100.1` })
    expect(await statuses(6, through)).toEqual({ 200: 3, 429: 3 })
    expect((await ask(proxied, { address: '10.0.0.1', forwarded: '198.51.100.2' })).status).toBe(200)
  })

  it('is not counted where the limit is 0, nor asking how the service is', async () => {
    const off = replica({ RATE_LIMIT: '0' })
    expect(await statuses(20, () => ask(off))).toEqual({ 200: 20 })
    expect((await ask(off)).headers.get('ratelimit')).toBe(null)
    const on = replica({ RATE_LIMIT: '1' })
    await statuses(3, () => ask(on))
    for (const path of ['/healthz', '/readyz', '/metrics']) {
      expect(await statuses(3, () => ask(on, { path }))).toEqual({ 200: 3 })
    }
  })
})

describe('a key', () => {
  it('counts by itself, wherever its requests come from', async () => {
    const app = replica({ RATE_LIMIT: '1', RATE_LIMIT_KEY: '4' })
    const one = await makePartner(depsOf({}), { slug: 'one' })
    const two = await makePartner(depsOf({}), { slug: 'two' })
    const answers = await statuses(6, (i) => ask(app, { key: one.key, address: `192.0.2.${i}` }))
    expect(answers).toEqual({ 200: 4, 429: 2 })
    expect((await ask(app, { key: two.key, address: '192.0.2.1' })).status).toBe(200)
    expect((await ask(app, { key: ADMIN_KEY, address: '192.0.2.1' })).status).toBe(200)
    expect((await ask(app, { address: '192.0.2.1' })).status).toBe(200)
    expect((await ask(app, { key: two.key })).headers.get('ratelimit-policy')).toBe('"key";q=4;w=60')
  })

  it('that is not known counts against its address, which then may try no more', async () => {
    const app = replica({ RATE_LIMIT: '5', RATE_LIMIT_KEY: '100' })
    const { key } = await makePartner(depsOf({}), { slug: 'one' })
    const guess = (i: number) => ask(app, { key: `a-guess-of-the-key-of-the-administrator-${i}` })
    const first = await guess(0)
    expect([first.status, first.headers.get('ratelimit')]).toEqual([401, '"address";r=4;t=60'])
    expect(await statuses(7, guess)).toEqual({ 401: 4, 429: 3 })
    expect((await ask(app)).status).toBe(429)
    expect((await ask(app, { key: ADMIN_KEY })).status).toBe(429)
    expect((await ask(app, { key, address: '192.0.2.2' })).status).toBe(200)
  })

  it('that is good is not refused for what others send from its address without one', async () => {
    const app = replica({ RATE_LIMIT: '2', RATE_LIMIT_KEY: '100' })
    const { key } = await makePartner(depsOf({}), { slug: 'one' })
    expect(await statuses(4, () => ask(app))).toEqual({ 200: 2, 429: 2 })
    expect((await ask(app, { key })).status).toBe(200)
  })
})

describe('several replicas on one database', () => {
  it.each([10, 19, 100, 600])('keep a limit of %i together', async (limit) => {
    const apps = [replica({ RATE_LIMIT: String(limit) }), replica({ RATE_LIMIT: String(limit) })]
    const each = await statuses(2 * limit + 20, (i) => ask(apps[i % 2] ?? apps[0] ?? replica({})))
    expect(each[200]).toBeLessThanOrEqual(limit)
    expect(each[200]).toBeGreaterThanOrEqual(limit - Math.floor(limit / 20))
  })

  it('refuse on one what another has given', async () => {
    const [first, second] = [replica({ RATE_LIMIT: '100' }), replica({ RATE_LIMIT: '100' })]
    expect(await statuses(120, () => ask(first))).toEqual({ 200: 100, 429: 20 })
    const { 200: more = 0 } = await statuses(50, () => ask(second))
    expect(more).toBeLessThanOrEqual(5)
  })

  it('keep it where all requests come at once', async () => {
    const apps = [replica({ RATE_LIMIT: '50' }), replica({ RATE_LIMIT: '50' })]
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        (apps[i % 2] ?? replica({})).request('/api/v1/api-info', {}, { address: '192.0.2.1' }),
      ),
    )
    const given = answers.filter(({ status }) => status === 200).length
    // Who is heard last has answered a twentieth on trust.
    expect(given).toBeLessThanOrEqual(52)
    expect(given).toBeGreaterThanOrEqual(45)
  })

  it('ask the database for one in twenty requests, and not for readers that come now and then', async () => {
    const asked = async (requests: number) => {
      await database.db.deleteFrom('request_counts').execute()
      const meter = createMeter(depsOf({}), 600)
      let asked = 0
      for (let i = 0; i < requests; i++) if (meter.take('address:192.0.2.1') instanceof Promise) asked++
      return asked
    }
    expect(await asked(30)).toBe(0)
    const meter = createMeter(depsOf({}), 600)
    let queries = 0
    for (let i = 0; i < 1000; i++) {
      const taken = meter.take('address:192.0.2.1')
      if (taken instanceof Promise) queries++
      await taken
    }
    expect(queries).toBeLessThanOrEqual(20)
  })
})

describe('a clock that was ahead', () => {
  it.each(['the same replica', 'another'])('keeps nobody out for longer than a minute: %s', async (who) => {
    clock.now = '2036-11-20T12:00:00Z'
    const ahead = replica({ RATE_LIMIT: '10' })
    expect(await statuses(12, () => ask(ahead))).toEqual({ 200: 10, 429: 2 })
    clock.now = '2026-11-20T12:00:00Z'
    const app = who === 'another' ? replica({ RATE_LIMIT: '10' }) : ahead
    const refused = await ask(app)
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '60'])
    clock.now = '2026-11-20T12:01:00Z'
    expect(await statuses(12, () => ask(app))).toEqual({ 200: 10, 429: 2 })
  })

  it('leaves nothing that is kept until then', async () => {
    clock.now = '2036-11-20T12:00:00Z'
    await ask(replica({ RATE_LIMIT: '1' }))
    await forgetEnded(database.db, new Date('2026-11-20T12:00:00Z'))
    expect(await database.db.selectFrom('request_counts').select('subject').execute()).toEqual([])
  })
})

describe('what is remembered', () => {
  it('is bounded, however many addresses come', async () => {
    const meter = createMeter(depsOf({}), 600, 100)
    for (let i = 0; i < 5000; i++) await meter.take(`address:${i}`)
    expect(meter.size()).toBe(100)
  })

  it('is forgotten when its minute has passed', async () => {
    const app = replica({ RATE_LIMIT: '1' })
    await ask(app)
    await ask(app, { address: '192.0.2.2' })
    const rows = () => database.db.selectFrom('request_counts').select('subject').execute()
    expect((await rows()).length).toBe(2)
    await forgetEnded(database.db, new Date('2026-11-20T12:01:00Z'))
    expect(await rows()).toEqual([])
  })
})

it('holds by each replica alone where the database does not answer', async () => {
  const broken = await freshDatabase()
  await broken.db.schema.dropTable('request_counts').execute()
  onTestFinished(broken.close)
  const app = createApp({ ...depsOf({ RATE_LIMIT: '40' }), db: broken.db }, ASSETS)
  expect(await statuses(50, () => ask(app))).toEqual({ 200: 40, 429: 10 })
})
