import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../db/connect.ts'
import { engine, freshDatabase } from './support/database.ts'

let database: Database
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

it('runs on the engine that the project names', async () => {
  const { rows } = await sql<{ version: string }>`select version() as version`.execute(database.db)
  expect(database.engine).toBe(engine)
  expect(/PGlite/.test(rows[0]?.version ?? '')).toBe(engine === 'pglite')
})

it('knows the calendar’s own organisation from the start', async () => {
  const partners = await database.db.selectFrom('partners').select(['slug', 'trusted']).execute()
  expect(partners).toEqual([{ slug: 'house', trusted: true }])
})
