import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../db/migrate.ts'
import { databaseOf, pgliteOptions } from '../../db/pglite.ts'

/** Makes one cluster for the run, migrated: loading its dump takes a tenth of making another. */
export default async function setup(project: TestProject) {
  const pglite = await PGlite.create(pgliteOptions)
  const database = databaseOf(pglite)
  await migrate(database.db)
  const dump = await pglite.dumpDataDir('none')
  await database.close()

  const dir = await mkdtemp(join(tmpdir(), 'kalendarium-pglite-'))
  const file = join(dir, 'migrated.tar')
  await writeFile(file, new Uint8Array(await dump.arrayBuffer()))
  project.provide('database', { engine: 'pglite', dump: file })
  return () => rm(dir, { recursive: true, force: true })
}
