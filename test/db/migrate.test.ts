import { type Kysely, sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { isMigrated, migrate, NewerDatabaseError } from '../../db/migrate.ts'
import { MIGRATIONS } from '../../db/migrations.ts'
import { connectPostgres } from '../../db/postgres.ts'
import type { Schema } from '../../db/schema.ts'
import { engine, freshDatabase, freshPostgresUrl } from '../support/database.ts'
import { silent } from '../support/silent.ts'

const NAMES = MIGRATIONS.map(({ name }) => name)

async function openFresh(): Promise<Kysely<Schema>> {
  const database = await freshDatabase()
  onTestFinished(database.close)
  return database.db
}

test('migrations are in the order of their numbers, each once', () => {
  expect(NAMES).toEqual([...new Set(NAMES)].sort())
})

test('a migrated database is left alone', async () => {
  const db = await openFresh()
  expect(await migrate(db)).toEqual([])
  expect(await isMigrated(db)).toBe(true)
})

test('a database of a newer version is refused, by the name that is not known; replicas that run go on', async () => {
  const db = await openFresh()
  await sql`insert into kalendarium_migrations (name) values ('9999_of_tomorrow')`.execute(db)
  const refusal = await migrate(db).catch((error: Error) => error)
  expect(refusal).toBeInstanceOf(NewerDatabaseError)
  expect(refusal).toHaveProperty('message', expect.stringContaining('9999_of_tomorrow'))
  expect(await isMigrated(db)).toBe(true)
})

test('an older database is not ready until what is new has run', async () => {
  const db = await openFresh()
  const next = { name: '9000_next', up: (tx: Kysely<unknown>) => tx.schema.createTable('next').execute() }
  expect(await isMigrated(db, [...MIGRATIONS, next])).toBe(false)
  expect(await migrate(db, [...MIGRATIONS, next])).toEqual(['9000_next'])
  expect(await isMigrated(db, [...MIGRATIONS, next])).toBe(true)
})

test('a migration that fails leaves nothing of its own nor of those before it', async () => {
  const db = await openFresh()
  const first = { name: '9000_first', up: (tx: Kysely<unknown>) => tx.schema.createTable('first').execute() }
  const broken = { name: '9001_broken', up: (tx: Kysely<unknown>) => tx.schema.dropTable('none').execute() }
  await expect(migrate(db, [...MIGRATIONS, first, broken])).rejects.toThrow('none')
  const { rows } = await sql`select to_regclass('first') as "table"`.execute(db)
  expect(rows).toEqual([{ table: null }])
  expect(await migrate(db)).toEqual([])
})

// The embedded database has one process, so no replicas.
if (engine === 'postgres') {
  test('of four replicas that start at once on an empty database one migrates, the others wait', async () => {
    const { url, drop } = await freshPostgresUrl('empty')
    const replicas = Array.from({ length: 4 }, () => connectPostgres(url, silent))
    onTestFinished(async () => {
      await Promise.all(replicas.map(({ close }) => close()))
      await drop()
    })
    const ran = await Promise.all(replicas.map(({ db }) => migrate(db)))
    expect(ran.toSorted((a, b) => a.length - b.length)).toEqual([[], [], [], NAMES])
    expect(await Promise.all(replicas.map(({ db }) => isMigrated(db)))).toEqual([true, true, true, true])
  })

  test('an empty database is not ready', async () => {
    const { url, drop } = await freshPostgresUrl('empty')
    const { db, close } = connectPostgres(url, silent)
    onTestFinished(() => close().then(drop))
    expect(await isMigrated(db)).toBe(false)
  })
}
