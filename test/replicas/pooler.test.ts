import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { MIGRATIONS } from '../../db/migrations.ts'
import { connectPostgres } from '../../db/postgres.ts'
import { readConfig } from '../../src/config.ts'
import { type Running, serve } from '../../src/serve.ts'
import { startPosters, stored } from '../crash/posters.ts'
import { ADMIN_KEY } from '../crash/process.ts'
import { describeService } from '../runtimes/black-box.ts'
import { ADMIN_KEY as KEY } from '../support/deps.ts'
import { silent } from '../support/silent.ts'
import { CALENDAR, type Server, startPrimary } from './postgres.ts'
import { type Intermediary, pgbouncer, startPgbouncer } from './proxies.ts'

/** Everything through pgbouncer in transaction mode: no session is one's own. */
describe.skipIf('reason' in pgbouncer)('through pgbouncer', () => {
  let primary: Server
  let pooler: Intermediary
  beforeAll(async () => {
    primary = await startPrimary()
    pooler = await startPgbouncer(primary)
  })
  afterAll(async () => {
    await pooler?.remove()
    await primary?.remove()
  })

  const url = (database = CALENDAR) => `postgres://postgres@127.0.0.1:${pooler.port}/${database}`

  function configured(key: string, database?: string, vars: Record<string, string> = {}) {
    return readConfig({
      DATABASE_URL: url(database),
      ADMIN_KEY: key,
      PORT: '0',
      LOG_LEVEL: 'silent',
      RATE_LIMIT: '0',
      RATE_LIMIT_KEY: '0',
      PUBLIC_URL: 'https://calendar.example.org',
      ...vars,
    })
  }

  let opened = 0
  describeService('Node', async (vars) => {
    const database = `outside_${++opened}`
    await primary.query(`create database ${database}`, 'postgres')
    const running = await serve(configured(KEY, database, vars))
    return {
      fetch: (path, init) => fetch(`http://127.0.0.1:${running.deps.config.port}${path}`, init),
      runJobs: async () => {},
      close: running.close,
    }
  })

  test('of four that start at once on an empty database one migrates', async () => {
    await primary.query('create database at_once', 'postgres')
    const four = Array.from({ length: 4 }, () => connectPostgres(url('at_once'), silent))
    try {
      const ran = await Promise.all(four.map(({ jobs }) => migrate(jobs)))
      expect(ran.map(({ length }) => length).sort((a, b) => a - b)).toEqual([0, 0, 0, MIGRATIONS.length])
    } finally {
      await Promise.all(four.map(({ close }) => close()))
    }
  })

  test('nothing is prepared, as the next transaction may have another session', async () => {
    const { db, close } = connectPostgres(url(), silent)
    try {
      const ask = (n: number) => sql<{ n: number }>`select ${n}::int as n`.execute(db)
      const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => ask(n)))
      expect(answers.map(({ rows }) => rows[0]?.n)).toEqual(Array.from({ length: 200 }, (_, n) => n))
      const { rows } = await sql`select name from pg_prepared_statements`.execute(db)
      expect(rows).toEqual([])
    } finally {
      await close()
    }
  })

  describe('with two replicas', () => {
    let replicas: Running[]
    beforeAll(async () => {
      replicas = await Promise.all([serve(configured(ADMIN_KEY)), serve(configured(ADMIN_KEY))])
    })
    afterAll(() => Promise.all((replicas ?? []).map((replica) => replica.close())))

    const origin = (n: number) => `http://127.0.0.1:${replicas[n]?.deps.config.port}`

    test('ten identical posts at once, to either, are one event', async () => {
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          fetch(`${origin(n % 2)}/api/v1/events`, {
            method: 'POST',
            headers: {
              Authorization: `Bearer ${ADMIN_KEY}`,
              'Content-Type': 'application/json',
              'Idempotency-Key': 'the-same',
            },
            body: JSON.stringify({ title: 'En gång', start: '2027-03-01' }),
          }),
        ),
      )
      const statuses = answers.map(({ status }) => status)
      expect(statuses).toContain(201)
      expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([])
      expect((await stored(origin(0))).get('En gång')).toHaveLength(1)
    })

    test('a pooler that is killed and comes back loses nothing that was acknowledged', async () => {
      const load = [startPosters(origin(0), 4, 10, 'One'), startPosters(origin(1), 4, 10, 'Other')]
      const until = (count: number) =>
        expect
          .poll(() => Math.min(...load.map(({ acknowledged }) => acknowledged.size)), { timeout: 60_000 })
          .toBeGreaterThanOrEqual(count)
      await until(10)
      await pooler.kill()
      const away = await fetch(`${origin(0)}/api/v1/events?limit=77`)
      expect(away.status).toBe(503)
      await pooler.start()
      await until(30)
      await Promise.all(load.map((posters) => posters.stop()))
      const found = await stored(origin(1))
      const lost = load.flatMap(({ acknowledged }) =>
        [...acknowledged].filter(([title, id]) => found.get(title)?.join() !== id),
      )
      expect(lost).toEqual([])
    })
  })
})
