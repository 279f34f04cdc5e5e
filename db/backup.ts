import { type Kysely, sql } from 'kysely'
import { migrate, migrateWithin } from './migrate.ts'
import { MIGRATIONS, type Migration } from './migrations.ts'
import type { Schema } from './schema.ts'

/** Why a file cannot be restored, in words for the operator. */
export class BackupError extends Error {
  override name = 'BackupError'
}

const FORMAT = 'kalendarium-backup-1'
/** Rows that are read and written at a time. */
const AT_ONCE = 500

interface Column {
  name: string
  type: string
  sequence: string | null
  /** Whether it belongs to the primary key, by which rows are sorted. */
  key: boolean
}

interface Table {
  name: string
  columns: Column[]
}

/**
 * All that the database holds, as lines of JSON: a head that names the migrations, each table's columns before its
 * rows (values as PostgreSQL writes them as text), and a last line with the number of rows, by which a file that was
 * cut off is known. Read in one snapshot, while others go on writing. What one engine wrote the other restores.
 */
export async function* backup(db: Kysely<Schema>): AsyncGenerator<string> {
  const transaction = await db
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute()
  try {
    await sql`set local statement_timeout = 0`.execute(transaction)
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(transaction)
    const { rows } = await sql<{ name: string }>`
      select name from kalendarium_migrations order by name`.execute(transaction)
    yield JSON.stringify({ format: FORMAT, migrations: rows.map(({ name }) => name) })
    let count = 0
    for (const table of await tablesOf(transaction)) {
      yield JSON.stringify({ table: table.name, columns: table.columns.map(({ name }) => name) })
      for await (const row of rowsOf(transaction, table)) {
        count++
        yield JSON.stringify(row)
      }
    }
    yield JSON.stringify({ rows: count })
  } finally {
    await transaction.rollback().execute()
  }
}

/**
 * Puts a backup into an empty database, in one transaction. It is first brought to the version of the backup, and
 * afterwards to that of this program.
 * @returns the number of rows
 * @throws BackupError where the database holds something, or the lines are no whole backup of this version or an earlier
 */
export async function restore(db: Kysely<Schema>, lines: AsyncIterable<string>): Promise<number> {
  const iterator = lines[Symbol.asyncIterator]()
  try {
    const known = await migrationsOf(iterator)
    const count = await db.transaction().execute(async (tx) => {
      const exists = await sql<{ has: boolean }>`
        select to_regclass('kalendarium_migrations') is not null as has`.execute(tx)
      if (exists.rows[0]?.has) throw new BackupError('The database is not empty: restore into a new one.')
      await migrateWithin(tx, known)
      return fill(tx, iterator)
    })
    await migrate(db)
    return count
  } finally {
    await iterator.return?.()
  }
}

/** Those that the head of a backup names. */
async function migrationsOf(lines: AsyncIterator<string>): Promise<Migration[]> {
  const head = object(await lines.next())
  if (head.format !== FORMAT || !Array.isArray(head.migrations))
    throw new BackupError('This is no backup of a calendar.')
  const wanted = new Set(head.migrations)
  const known = MIGRATIONS.filter(({ name }) => wanted.has(name))
  if (known.length < wanted.size)
    throw new BackupError('The backup is of a newer version: start that version, or a newer one.')
  return known
}

async function fill(tx: Kysely<Schema>, lines: AsyncIterator<string>): Promise<number> {
  const tables = await tablesOf(tx)
  // What the migrations put there is in the backup too.
  await sql`truncate ${sql.join(tables.map(({ name }) => sql.table(name)))}`.execute(tx)
  let count = 0
  let table: Table | null = null
  let rows: (string | null)[][] = []
  for (;;) {
    const next = await lines.next()
    if (next.done) throw new BackupError('The backup is cut off.')
    const line: unknown = JSON.parse(next.value)
    if (Array.isArray(line)) {
      rows.push(line)
      count++
    }
    if (table && rows.length > 0 && (rows.length === AT_ONCE || !Array.isArray(line))) {
      await insert(tx, table, rows)
      rows = []
    }
    if (Array.isArray(line) || typeof line !== 'object' || line === null) continue
    if ('rows' in line) {
      if (line.rows !== count) throw new BackupError(`The backup has ${count} rows of ${String(line.rows)}.`)
      await resumeSequences(tx, tables)
      return count
    }
    table = 'table' in line && 'columns' in line ? matching(tables, line.table, line.columns) : null
  }
}

function matching(tables: readonly Table[], name: unknown, columns: unknown): Table {
  const table = tables.find((own) => own.name === name)
  if (!table || !Array.isArray(columns)) throw new BackupError(`There is no table ${String(name)}.`)
  const found = columns.map((column) => table.columns.find((own) => own.name === column))
  if (found.includes(undefined)) throw new BackupError(`The table ${table.name} has other columns.`)
  return { name: table.name, columns: found.filter((column) => column !== undefined) }
}

async function insert(
  tx: Kysely<Schema>,
  { name, columns }: Table,
  rows: (string | null)[][],
): Promise<void> {
  const lists = columns.map((_, i) => sql`${rows.map((row) => row[i] ?? null)}::text[]`)
  const names = columns.map((column) => sql.id(column.name))
  const values = columns.map((column, i) => sql`cast(given.${sql.id(`c${i}`)} as ${sql.raw(column.type)})`)
  await sql`insert into ${sql.table(name)} (${sql.join(names)}) overriding system value
    select ${sql.join(values)}
    from unnest(${sql.join(lists)}) as given (${sql.join(columns.map((_, i) => sql.id(`c${i}`)))})`.execute(
    tx,
  )
}

async function* rowsOf(tx: Kysely<Schema>, { name, columns }: Table): AsyncGenerator<(string | null)[]> {
  const texts = columns.map((column) => sql`${sql.id(column.name)}::text`)
  const keys = columns.filter(({ key }) => key).map((column) => sql.id(column.name))
  await sql`declare rows no scroll cursor for
    select json_build_array(${sql.join(texts)})::text as row from ${sql.table(name)}
    order by ${sql.join(keys.length > 0 ? keys : texts)}`.execute(tx)
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.raw(String(AT_ONCE))} from rows`.execute(tx)
    for (const { row } of rows) yield JSON.parse(row)
    if (rows.length < AT_ONCE) break
  }
  await sql`close rows`.execute(tx)
}

/** The tables, those that others refer to first, with the columns that can be written. */
async function tablesOf(db: Kysely<Schema>): Promise<Table[]> {
  const columns = await sql<Column & { table: string }>`
    select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      pg_get_serial_sequence(quote_ident(c.relname), a.attname) as sequence,
      exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any(i.indkey)) as key
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
      and c.relname <> 'kalendarium_migrations' and a.attgenerated = ''
    order by c.relname, a.attnum`.execute(db)
  const references = await sql<{ from: string; to: string }>`
    select f.relname as from, t.relname as to
    from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and f.oid <> t.oid`.execute(db)
  const left = Map.groupBy(columns.rows, ({ table }) => table)
  const ordered: Table[] = []
  while (left.size > 0) {
    const free = [...left.keys()].filter(
      (name) => !references.rows.some(({ from, to }) => from === name && left.has(to)),
    )
    if (free.length === 0) throw new Error('tables refer to each other in a circle')
    for (const name of free) {
      ordered.push({ name, columns: left.get(name) ?? [] })
      left.delete(name)
    }
  }
  return ordered
}

/** Identities go on after the highest that is restored. */
async function resumeSequences(tx: Kysely<Schema>, tables: readonly Table[]): Promise<void> {
  for (const { name: table, columns } of tables) {
    for (const { name, sequence } of columns) {
      if (sequence === null) continue
      await sql`select setval(${sequence}, greatest((select max(${sql.id(name)}) from ${sql.table(table)}), 1))`.execute(
        tx,
      )
    }
  }
}

function object(next: IteratorResult<string>): Record<string, unknown> {
  if (next.done) throw new BackupError('The backup is empty.')
  try {
    const value: unknown = JSON.parse(next.value)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    throw new BackupError('This is no backup of a calendar.')
  }
}
