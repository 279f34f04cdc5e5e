import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { MIGRATIONS } from '../../db/migrations.ts'
import { type Posters, startPosters, stored } from '../crash/posters.ts'
import { ADMIN_KEY } from '../crash/process.ts'
import { type Child, runChild } from '../support/child.ts'
import { freePort } from '../support/postgres-server.ts'
import { type Server, startPrimary } from './postgres.ts'
import { type Intermediary, nginx, startNginx } from './proxies.ts'

/** Four processes of the service on one PostgreSQL, behind nginx. */
let primary: Server
let proxy: Intermediary
let replicas: Replica[]

interface Replica {
  origin: string
  child: Child
}

const CLIENTS = 8

describe.skipIf('reason' in nginx)('four processes', () => {
  beforeAll(async () => {
    primary = await startPrimary()
    const ports = await Promise.all(Array.from({ length: 4 }, freePort))
    replicas = ports.map((port) => ({ origin: `http://127.0.0.1:${port}`, child: run(port) }))
    await Promise.all(replicas.map(({ origin }) => untilReady(origin)))
    proxy = await startNginx(ports)
  })
  afterAll(async () => {
    for (const { child } of replicas ?? []) child.kill('SIGKILL')
    await Promise.all((replicas ?? []).map(({ child }) => child.ended))
    await proxy?.remove()
    await primary?.remove()
  })

  test('that started at once on an empty database have migrated it once', async () => {
    const rows = await primary.query('select name from kalendarium_migrations order by name')
    expect(rows.map(({ name }) => name)).toEqual(MIGRATIONS.map(({ name }) => name))
    await Promise.all(replicas.map(({ origin, child }) => child.says(`${origin}/`)))
  })

  test('lose nothing that was acknowledged when one is killed; clients are told at most to try again', async () => {
    const load = startLoad()
    await load.until(20)
    const [victim] = replicas
    victim?.child.kill('SIGKILL')
    await victim?.child.ended
    await load.until(60)
    if (victim) victim.child = run(Number(new URL(victim.origin).port))
    await untilReady(victim?.origin ?? '')
    await load.until(80)
    await load.stop()
    // What was under way on the one that was killed is the proxy's 502: who is told so sends it again.
    expect([...load.statuses].filter((status) => ![200, 502].includes(status))).toEqual([])
    await expectAllStored(load.posters)
  })

  test.each(['fast', 'immediate'] as const)(
    'answer 503 while their primary restarts (%s), and go on by themselves',
    async (how) => {
      const load = startLoad()
      await load.until(20)
      await primary.stop(how)
      for (const { origin } of replicas) {
        const answer = await fetch(`${origin}/api/v1/events`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${ADMIN_KEY}`, 'Content-Type': 'application/json' },
          body: JSON.stringify({ title: 'Nu inte', start: '2027-03-01' }),
        })
        expect([answer.status, answer.headers.get('content-type')]).toEqual([503, 'application/problem+json'])
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
        expect((await fetch(`${origin}/readyz`)).status).toBe(503)
        expect((await fetch(`${origin}/healthz`)).status).toBe(200)
      }
      const before = load.posters.acknowledged.size
      await primary.start()
      await Promise.all(replicas.map(({ origin }) => untilReady(origin)))
      await load.until(before + 40)
      await load.stop()
      expect([...load.statuses].filter((status) => ![200, 502, 503].includes(status))).toEqual([])
      await expectAllStored(load.posters)
    },
  )

  test('have not failed on the way', async () => {
    // A job that finds no database may say so; a request that fails is answered, and for nothing is there nobody.
    for (const { child } of replicas)
      expect(/.*(?:unhandled|uncaught|"request failed").*/i.exec(child.said())?.[0] ?? null).toBeNull()
    const ended = await Promise.all(replicas.map(({ child }) => Promise.race([child.ended, 'runs'])))
    expect(ended).toEqual(['runs', 'runs', 'runs', 'runs'])
  })
})

function run(port: number): Child {
  return runChild('src/node.ts', [], {
    env: {
      DATABASE_URL: primary.url(),
      PORT: String(port),
      ADMIN_KEY,
      RATE_LIMIT: '0',
      RATE_LIMIT_KEY: '0',
      LOG_LEVEL: 'warn',
      NODE_COMPILE_CACHE: `${import.meta.dirname}/../../node_modules/.cache/node`,
    },
  })
}

async function untilReady(origin: string): Promise<void> {
  const isReady = () =>
    fetch(`${origin}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
  await vi.waitUntil(isReady, { timeout: 60_000, interval: 50 })
}

let rounds = 0

/** Clients that post, and as many that read, through the proxy. */
function startLoad() {
  const origin = `http://127.0.0.1:${proxy.port}`
  const posters = startPosters(origin, CLIENTS, 10, `Round ${rounds++}`)
  const statuses = new Set<number>()
  let isOver = false
  const paths = [
    '/api/v1/occurrences?from=2027-03-01&limit=5',
    '/calendar.ics',
    '/api/v1/events?limit=3',
    '/',
  ]
  const readers = Array.from({ length: CLIENTS }, async (_, reader) => {
    for (let n = reader; !isOver; n++) {
      const answer = await fetch(`${origin}${paths[n % paths.length]}`)
      await answer.arrayBuffer()
      statuses.add(answer.status)
      await sleep(10)
    }
  })
  return {
    posters,
    statuses,
    /** Until so many posts were acknowledged. */
    until: (count: number) =>
      expect.poll(() => posters.acknowledged.size, { timeout: 60_000 }).toBeGreaterThanOrEqual(count),
    async stop() {
      isOver = true
      await Promise.all([posters.stop(), ...readers])
    },
  }
}

async function expectAllStored({ acknowledged }: Posters): Promise<void> {
  const found = await stored(replicas[1]?.origin ?? '')
  expect([...acknowledged].filter(([title, id]) => found.get(title)?.join() !== id)).toEqual([])
}
