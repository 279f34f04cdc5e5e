import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { type PGlite as PGliteLike, type RawBuilder, sql } from 'kysely'
import { inject } from 'vitest'
import type { Database } from '../../db/connect.ts'
import { migrate } from '../../db/migrate.ts'
import { databaseOf, pgliteOptions } from '../../db/pglite.ts'
import { connectPostgres, type LanedOptions } from '../../db/postgres.ts'
import { silent } from './silent.ts'

declare module 'vitest' {
  interface ProvidedContext {
    database: { engine: 'postgres'; server: string } | { engine: 'pglite'; dump: string }
  }
}

/** The engine that this run is on. */
export const engine = inject('database').engine

/**
 * A migrated database that nobody else uses, on the engine of this run. `close` drops it:
 *
 *     const database = await freshDatabase()
 *     onTestFinished(database.close)
 */
export async function freshDatabase(options: Lanes = {}): Promise<Database> {
  const given = inject('database')
  return given.engine === 'postgres' ? copyOfTemplate(options) : inMemory(given.dump, options)
}

/** How many requests may be at the database at once (the embedded one has one connection) and wait for it. */
type Lanes = Pick<LanedOptions, 'requests' | 'gate'>

/** The URL of a new PostgreSQL database, migrated or empty, and how to drop it. Only on that engine. */
export async function freshPostgresUrl(template: 'migrated' | 'empty' = 'migrated') {
  const given = inject('database')
  if (given.engine !== 'postgres') throw new Error('This is the run on PGlite')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const source = template === 'migrated' ? 'template_migrated' : 'template0'
  await administer(given.server, sql`create database ${sql.id(name)} template ${sql.id(source)}`)
  return {
    url: `${given.server}${name}`,
    drop: () => administer(given.server, sql`drop database if exists ${sql.id(name)} with (force)`),
  }
}

async function copyOfTemplate(options: Lanes): Promise<Database> {
  const { url, drop } = await freshPostgresUrl()
  const database = connectPostgres(url, silent, options)
  let closing: Promise<void> | undefined
  return { ...database, close: () => (closing ??= database.close().then(drop)) }
}

const idle: PGlite[] = []

/** One of this worker's instances that is free, emptied; else a new one from the dump, which takes longer. */
async function inMemory(dump: string, { gate }: Lanes): Promise<Database> {
  const used = idle.pop()
  if (used) await used.exec('reset all; drop schema public cascade; create schema public')
  const pglite =
    used ?? (await PGlite.create({ ...pgliteOptions, loadDataDir: new Blob([await readFile(dump)]) }))
  const after = async () => void idle.push(pglite)
  const database = databaseOf(lend(pglite), { after, ...(gate ? { gate } : {}) })
  if (used) await migrate(database.db)
  return database
}

/** The instance under another handle: closing that waits for what is under way and leaves the instance open. */
function lend(pglite: PGlite): PGliteLike {
  let closed = false
  const ifOpen = <T>(run: () => Promise<T>) =>
    closed ? Promise.reject(new Error('PGlite is closed')) : run()
  return {
    get closed() {
      return closed
    },
    ready: true,
    waitReady: pglite.waitReady,
    query: (query, params, options) => ifOpen(() => pglite.query(query, params, options)),
    transaction: (callback) => ifOpen(() => pglite.transaction(callback)),
    close: async () => {
      closed = true
      await pglite.runExclusive(async () => {})
    },
  }
}

async function administer(server: string, statement: RawBuilder<unknown>): Promise<void> {
  const admin = connectPostgres(`${server}postgres`, silent)
  try {
    await statement.execute(admin.db)
  } finally {
    await admin.close()
  }
}
