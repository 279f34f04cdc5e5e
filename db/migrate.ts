import { type Kysely, sql, type Transaction } from 'kysely'
import { MIGRATIONS, type Migration } from './migrations.ts'
import type { Schema } from './schema.ts'

/** The database was migrated by a newer version of the program. */
export class NewerDatabaseError extends Error {
  override name = 'NewerDatabaseError'
}

/**
 * Brings the database to what this code expects, in one transaction: a start that dies on the way leaves
 * nothing behind. Several replicas may start at once, as a lock lets one migrate while the others wait (up
 * to 10 minutes) and then find nothing to do. The lock is the transaction's and not the session's, as
 * Kysely's Migrator has it: a pooler such as pgbouncer keeps no session.
 *
 * Gives the names of the migrations that ran. Throws NewerDatabaseError where the database has one that
 * this code does not know.
 */
export async function migrate(
  db: Kysely<Schema>,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<string[]> {
  return db.transaction().execute((trx) => migrateWithin(trx, migrations))
}

/** `migrate` in a transaction that the caller has begun. */
export async function migrateWithin(
  trx: Transaction<Schema>,
  migrations: readonly Migration[],
): Promise<string[]> {
  await sql`select set_config('statement_timeout', '0', true), set_config('lock_timeout', '10min', true),
    set_config('idle_in_transaction_session_timeout', '0', true)`.execute(trx)
  await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(trx)
  // `create table if not exists` would tell of itself in the log at each start.
  if (!(await hasTable(trx))) await createTable(trx)

  const had = await migrated(trx)
  const known = new Set(migrations.map(({ name }) => name))
  const unknown = [...had].filter((name) => !known.has(name))
  if (unknown.length > 0) {
    const names = unknown.sort().join(', ')
    throw new NewerDatabaseError(
      `The database is newer than this program: it has ${names}, which this version does not know. Start the version that migrated it, or a newer one.`,
    )
  }

  const missing = migrations.filter(({ name }) => !had.has(name))
  for (const { name, up } of missing) {
    await up(trx.$pickTables<never>())
    await sql`insert into kalendarium_migrations (name) values (${name})`.execute(trx)
  }
  return missing.map(({ name }) => name)
}

/**
 * Whether every migration of this code is in the database. One that a newer version has migrated further
 * counts: during a rolling upgrade the old replicas go on serving. Throws where the database does not answer.
 */
export async function isMigrated(
  db: Kysely<Schema>,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<boolean> {
  if (!(await hasTable(db))) return false
  const names = await migrated(db)
  return migrations.every(({ name }) => names.has(name))
}

/** Any number that no other program on the same database takes: the first bytes of "kalendar" as ASCII. */
const LOCK = 0x6b616c65

async function hasTable(db: Kysely<Schema>): Promise<boolean> {
  const found = sql<{ has: boolean }>`select to_regclass('kalendarium_migrations') is not null as has`
  return (await found.execute(db)).rows[0]?.has === true
}

async function createTable(db: Kysely<Schema>): Promise<void> {
  await sql`create table kalendarium_migrations (
    name text primary key,
    migrated timestamptz not null default now()
  )`.execute(db)
}

async function migrated(db: Kysely<Schema>): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`select name from kalendarium_migrations`.execute(db)
  return new Set(rows.map(({ name }) => name))
}
