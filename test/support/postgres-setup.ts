import { sql } from 'kysely'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../db/migrate.ts'
import { connectPostgres } from '../../db/postgres.ts'
import { startPostgres } from './postgres-server.ts'
import { silent } from './silent.ts'

/** Starts a server for the run, with a migrated database that each test's own is copied from. */
export default async function setup(project: TestProject) {
  const server = await startPostgres()
  try {
    const admin = connectPostgres(server.url('postgres'), silent)
    await sql`create database template_migrated`.execute(admin.db)
    await admin.close()
    const template = connectPostgres(server.url('template_migrated'), silent)
    await migrate(template.db)
    await template.close()
  } catch (error) {
    await server.stop()
    throw error
  }
  project.provide('database', { engine: 'postgres', server: server.url('') })
  return server.stop
}
