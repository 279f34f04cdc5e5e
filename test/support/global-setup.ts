import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { sql } from 'kysely'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../db/migrate.ts'
import { databaseOf, pgliteOptions } from '../../db/pglite.ts'
import { connectPostgres } from '../../db/postgres.ts'
import { silent } from './log.ts'
import { startPostgres } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    engine: 'pglite' | 'postgres'
    postgresUrl: string
    pgliteDump: string
  }
}

/** The migrated database that fresh ones are copied from. */
export const TEMPLATE = 'kalendarium_template'

/** Once for the run: a real PostgreSQL with a migrated template, and a dump of a migrated embedded database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  process.stdout.write(`PostgreSQL ${server.version} is up for the tests.\n`)
  const admin = connectPostgres(server.url, silent)
  await sql`create database ${sql.id(TEMPLATE)}`.execute(admin.db)
  await admin.close()
  const own = new URL(server.url)
  own.pathname = `/${TEMPLATE}`
  const template = connectPostgres(own.href, silent)
  await migrate(template.db)
  await template.close()

  const dir = mkdtempSync(join(tmpdir(), 'kalendarium-pglite-'))
  const dump = join(dir, 'dump.tar')
  const pglite = await PGlite.create(pgliteOptions)
  const embedded = databaseOf(pglite)
  await migrate(embedded.db)
  writeFileSync(dump, Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer()))
  await embedded.close()

  project.provide('postgresUrl', server.url)
  project.provide('pgliteDump', dump)
  process.env.TEST_DATABASE_URL = server.url
  return async () => {
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}
