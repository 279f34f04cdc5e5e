import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { backup, restore } from '../../db/backup.ts'
import type { Database } from '../../db/connect.ts'
import { isMigrated } from '../../db/migrate.ts'
import { connectPglite } from '../../db/pglite.ts'
import { connectPostgres } from '../../db/postgres.ts'
import { createApp } from '../../src/app.ts'
import type { Deps } from '../../src/deps.ts'
import { createMetrics } from '../../src/metrics.ts'
import { writeSeed } from '../../src/seed.ts'
import { openCalendar } from '../events/calendar.ts'
import { engine, freshPostgresUrl } from '../support/database.ts'
import { ADMIN_KEY, ASSETS } from '../support/deps.ts'
import { silent } from '../support/silent.ts'

async function small() {
  const calendar = await openCalendar()
  onTestFinished(() => calendar.close())
  await calendar.create({ title: 'En', externalId: 'one', recurrence: { rrule: 'FREQ=WEEKLY;COUNT=9' } })
  await calendar.create({ title: { sv: 'Två', en: '"Two", {three}\n' } }).catch(() => {})
  return calendar
}

/** A database without any table. */
async function empty(other: 'postgres' | 'pglite' = engine): Promise<Database> {
  const given = other === 'postgres' ? await freshPostgresUrl('empty') : null
  const database = given ? connectPostgres(given.url, silent) : await connectPglite('memory://')
  onTestFinished(async () => {
    await database.close()
    await given?.drop()
  })
  return database
}

async function* given(lines: Iterable<string>) {
  yield* lines
}

async function served(deps: Deps): Promise<string[]> {
  const app = createApp({ ...deps, metrics: createMetrics() }, ASSETS)
  const paths = ['/calendar.ics?past=all', '/api/v1/events?limit=200', '/api/v1/categories']
  return Promise.all(paths.map(async (path) => (await app.request(path)).text()))
}

test.each([...new Set(['pglite', engine] as const)])(
  'what is restored on %s is served as before',
  async (other) => {
    const { deps } = await small()
    await writeSeed(deps)
    const lines = await Array.fromAsync(backup(deps.db))
    const database = await empty(other)
    const { rows }: { rows: number } = JSON.parse(lines.at(-1) ?? '')
    expect(await restore(database.db, given(lines))).toBe(rows)
    expect(rows).toBeGreaterThan(300)
    expect(await served({ ...deps, db: database.db })).toEqual(await served(deps))
    expect(await isMigrated(database.db)).toBe(true)
    expect(await Array.fromAsync(backup(database.db))).toEqual(lines)
  },
)

test('writes go on after a restore', async () => {
  const { deps } = await small()
  const database = await empty()
  await restore(database.db, backup(deps.db))
  const app = createApp({ ...deps, db: database.db, metrics: createMetrics() }, ASSETS)
  const post = async (event: object) => {
    const headers = { Authorization: `Bearer ${ADMIN_KEY}`, 'Content-Type': 'application/json' }
    const body = JSON.stringify({ title: 'X', start: '2026-12-01', ...event })
    return (await app.request('/api/v1/events', { method: 'POST', headers, body })).status
  }
  expect([await post({}), await post({ externalId: 'one' })]).toEqual([201, 409])
})

test('a backup sees one moment, whatever is written meanwhile', async () => {
  const calendar = await small()
  const lines: string[] = []
  let meanwhile: Promise<unknown> | undefined
  for await (const line of backup(calendar.deps.db)) {
    if (lines.push(line) !== 3) continue
    meanwhile = calendar.create({ title: 'Meanwhile' })
    // The embedded database has one connection: there the writer waits.
    if (engine === 'postgres') await meanwhile
  }
  await meanwhile
  expect(lines.join('\n')).not.toContain('Meanwhile')
})

test('a database that holds something is left alone', async () => {
  const { deps } = await small()
  const before = await Array.fromAsync(backup(deps.db))
  await expect(restore(deps.db, given(before))).rejects.toThrow(/not empty/)
  expect(await Array.fromAsync(backup(deps.db))).toEqual(before)
})

test('what is no whole backup leaves an empty database empty', async () => {
  const { deps } = await small()
  const whole = await Array.fromAsync(backup(deps.db))
  const database = await empty()
  const refusals = new Map([
    [/cut off/, whole.slice(0, whole.length >> 1)],
    [
      /rows of/,
      whole.toSpliced(
        whole.findLastIndex((line) => line.startsWith('[')),
        1,
      ),
    ],
    [/no backup of a calendar/, ['{"id":1}']],
    [/no backup/, ['BEGIN:VCALENDAR']],
    [/is empty/, []],
    [/newer version/, [NEWER, ...whole.slice(1)]],
  ])
  for (const [message, lines] of refusals) {
    await expect(restore(database.db, given(lines))).rejects.toThrow(message)
    const { rows } = await sql<{ tables: number }>`
      select count(*)::int as tables from pg_tables where schemaname = current_schema()`.execute(database.db)
    expect(rows).toEqual([{ tables: 0 }])
  }
})

const NEWER = JSON.stringify({ format: 'kalendarium-backup-1', migrations: ['9999_later'] })
