import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { sql } from 'kysely'
import { inject } from 'vitest'
import type { Database } from '../../db/connect.ts'
import { databaseOf, pgliteOptions } from '../../db/pglite.ts'
import { connectPostgres } from '../../db/postgres.ts'
import { TEMPLATE } from './global-setup.ts'
import { silent } from './log.ts'

/** A migrated, empty database of its own, on the engine of the project; gone when it is closed. */
export function freshDatabase(): Promise<Database> {
  return inject('engine') === 'postgres' ? freshPostgres(inject('postgresUrl')) : freshPglite(inject('pgliteDump'))
}

async function freshPglite(dump: string): Promise<Database> {
  const loadDataDir = new Blob([readFileSync(dump)])
  return databaseOf(await PGlite.create({ ...pgliteOptions, loadDataDir }))
}

async function freshPostgres(server: string): Promise<Database> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const admin = connectPostgres(server, silent)
  await sql`create database ${sql.id(name)} template ${sql.id(TEMPLATE)}`.execute(admin.db)
  const own = new URL(server)
  own.pathname = `/${name}`
  const database = connectPostgres(own.href, silent)
  return {
    ...database,
    async close() {
      await database.close()
      await sql`drop database if exists ${sql.id(name)} with (force)`.execute(admin.db)
      await admin.close()
    },
  }
}
