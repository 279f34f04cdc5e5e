import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../../db/connect.ts'
import { migrate } from '../../db/migrate.ts'
import { connectPglite } from '../../db/pglite.ts'
import { connectPostgres } from '../../db/postgres.ts'
import { createLog } from '../../src/log.ts'

export type TestDatabase = Pick<Database, 'db' | 'close'>

interface Engine {
  name: string
  /** An empty, migrated database of its own. */
  open(): Promise<TestDatabase>
}

const server = process.env.TEST_DATABASE_URL
const log = createLog(
  'silent',
  () => {},
  () => new Date(),
)

/** The embedded database, and PostgreSQL where TEST_DATABASE_URL names a server to make databases on. */
export const ENGINES: Engine[] = [
  { name: 'pglite', open: () => migrated(connectPglite('memory://')) },
  ...(server ? [{ name: 'postgres', open: () => openPostgres(server) }] : []),
]

async function openPostgres(url: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const admin = connectPostgres(url, log, { max: 1 })
  await sql`create database ${sql.id(name)}`.execute(admin.db)
  const own = new URL(url)
  own.pathname = `/${name}`
  const { db, close } = await migrated(connectPostgres(own.href, log))
  return {
    db,
    close: async () => {
      await close()
      await sql`drop database ${sql.id(name)}`.execute(admin.db)
      await admin.close()
    },
  }
}

async function migrated(opening: Database | Promise<Database>): Promise<TestDatabase> {
  const database = await opening
  await migrate(database.db)
  return database
}
