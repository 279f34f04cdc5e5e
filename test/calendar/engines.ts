import { connectPglite } from '../../db/pglite.ts'
import { connectPostgres } from '../../db/postgres.ts'
import { migrate } from '../../db/migrate.ts'
import type { Database } from '../../db/connect.ts'
import { sql } from 'kysely'
export type TestDatabase = Pick<Database, 'db' | 'close'>
const log: any = { warn() {}, info() {}, error() {}, debug() {} }
export const ENGINES = [
  { name: 'pglite', open: async (): Promise<TestDatabase> => { const d = await connectPglite('memory://'); await migrate(d.db); return d } },
  { name: 'postgres', open: async (): Promise<TestDatabase> => {
    const admin = connectPostgres('postgres://postgres@localhost:55432/postgres', log)
    const name = `t${Math.random().toString(36).slice(2)}`
    await sql.raw(`create database ${name}`).execute(admin.db); await admin.close()
    const d = connectPostgres(`postgres://postgres@localhost:55432/${name}`, log); await migrate(d.db); return d } },
]
