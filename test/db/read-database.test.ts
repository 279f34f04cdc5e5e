import { sql } from 'kysely'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { connectPostgres } from '../../db/postgres.ts'
import type { AnsweredBy } from '../../db/read-database.ts'
import { createLog } from '../../src/log.ts'
import { engine, freshPostgresUrl } from '../support/database.ts'

beforeEach(({ skip }) => skip(engine === 'pglite', 'PGlite has no replicas'))

/** A primary, and a copy of it that hears nothing of what comes after. */
async function withCopy(options: { mostReadLag?: number } = {}) {
  const [own, copy] = [await freshPostgresUrl(), await freshPostgresUrl()]
  onTestFinished(own.drop)
  onTestFinished(copy.drop)
  const lines: string[] = []
  const log = createLog(
    'info',
    (line) => lines.push(line),
    () => new Date(0),
  )
  const database = connectPostgres(own.url, log, { readUrl: copy.url, ...options })
  onTestFinished(database.close)
  const asideOf = connectPostgres(copy.url, log)
  onTestFinished(asideOf.close)
  const answers: AnsweredBy[] = []
  database.reads?.onAnswer((by) => answers.push(by))
  /** Who answers a public read now. */
  const answeredBy = async () => {
    await database.reads?.during(0, () => sql`select 1`.execute(database.db))
    return answers.at(-1)
  }
  const raise = (db: typeof database.jobs) =>
    sql`update calendar set revision = revision + 1, changed = now()`.execute(db)
  return { database, copy: asideOf, answeredBy, raise, lines }
}

test('what is left behind is not read from, until it has caught up', async () => {
  const { database, copy, answeredBy, raise, lines } = await withCopy({ mostReadLag: 20 })
  expect(await answeredBy()).toBe('read database')
  await raise(database.jobs)
  await vi.waitFor(async () => expect(await answeredBy()).toBe('primary: behind'), { timeout: 5_000 })
  await raise(copy.jobs)
  expect(await answeredBy()).toBe('read database')
  expect(lines.map((line) => JSON.parse(line).message)).toEqual([
    'the read database is behind: the primary answers public reads',
    'the read database is no longer behind',
  ])
})

test('a database of another calendar is not read from', async () => {
  const { copy, answeredBy, lines } = await withCopy()
  await sql`update kalendarium_migrations set migrated = migrated - interval '1 hour'`.execute(copy.jobs)
  expect(await answeredBy()).toBe('primary: away')
  expect(lines.join()).toContain('DATABASE_READ_URL names the database of another calendar')
})
