import { type Kysely, sql } from 'kysely'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { databaseFault } from '../../db/faults.ts'
import { FOR_ITS_VALUES, MOST_PREPARED } from '../../db/prepared.ts'
import type { Schema } from '../../db/schema.ts'
import { transact } from '../../src/events/transaction.ts'
import { engine, freshDatabase } from '../support/database.ts'

type Db = Kysely<Schema>

describe('statements', () => {
  beforeEach(({ skip }) =>
    skip(engine === 'pglite', 'PGlite runs in the process: nothing is prepared for it'),
  )

  /** Of one connection. */
  async function database(): Promise<Db> {
    const { db, close } = await freshDatabase({ requests: 1 })
    onTestFinished(close)
    return db
  }

  async function often(run: () => Promise<unknown>): Promise<void> {
    for (let times = 0; times < 6; times++) await run()
  }

  /** As the connection that is lent next holds them. */
  async function prepared(db: Db): Promise<string[]> {
    const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(
      db,
    )
    return rows.map(({ statement }) => statement)
  }

  test('are prepared when they come again', async () => {
    const db = await database()
    await sql`select ${1}::int as once`.execute(db)
    await often(() => sql`select ${1}::int as again`.execute(db))
    await often(() => sql`select 1 as without_values`.execute(db))
    expect(await prepared(db)).toEqual(['select $1::int as again'])
  })

  test('that say so are planned each time', async () => {
    const db = await database()
    await often(() => sql`select ${sql.raw(FOR_ITS_VALUES)} ${1}::int as again`.execute(db))
    expect(await prepared(db)).toEqual([])
  })

  test('that hold many rows are not prepared', async () => {
    const db = await database()
    const values = sql.join(Array.from({ length: 2_000 }, (_, n) => sql`(${n}::int)`))
    await often(() => sql`select count(*) from (values ${values}) v`.execute(db))
    expect(await prepared(db)).toEqual([])
  })

  test('of very many kinds are not all held by one connection', async () => {
    const db = await database()
    let most = 0
    for (let n = 0; n < 3 * MOST_PREPARED; n++) {
      await often(() => sql`select ${n}::int as ${sql.id(`n${n}`)}`.execute(db))
      if (n % 20 === 0) most = Math.max(most, (await prepared(db)).length)
    }
    expect(most).toBeGreaterThan(MOST_PREPARED)
    expect(most).toBeLessThanOrEqual(2 * MOST_PREPARED + 1)
  })

  test('give what they would give anew after a migration', async () => {
    const db = await database()
    await sql`create table things (a int)`.execute(db)
    await sql`insert into things values (1)`.execute(db)
    const read = async (from: Db) => (await sql`select * from things where a = ${1}`.execute(from)).rows
    await often(() => read(db))
    await sql`alter table things add column b text default 'new'`.execute(db)
    expect(await read(db)).toEqual([{ a: 1, b: 'new' }])

    // In a transaction all that was done before is lost with it, and is done again.
    await often(() => read(db))
    await sql`alter table things add column c text default 'newer'`.execute(db)
    const failing = db.transaction().execute(read)
    expect(await failing.catch(databaseFault)).toBe('retry')
    await often(() => read(db))
    await sql`alter table things drop column b`.execute(db)
    expect(await transact(db, false, read)).toEqual([{ a: 1, c: 'newer' }])
  })

  test('that the session has lost are sent again', async () => {
    const db = await database()
    const read = async () => (await sql`select ${1}::int as again`.execute(db)).rows
    await often(read)
    await sql`deallocate all`.execute(db)
    expect(await read()).toEqual([{ again: 1 }])
    await often(read)
    expect(await prepared(db)).toHaveLength(1)
  })
})
