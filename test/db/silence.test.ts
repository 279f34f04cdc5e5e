import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { type Kysely, sql } from 'kysely'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import type { Database } from '../../db/connect.ts'
import { databaseFault } from '../../db/faults.ts'
import { connectPostgres } from '../../db/postgres.ts'
import type { Schema } from '../../db/schema.ts'
import { engine, freshPostgresUrl } from '../support/database.ts'
import { silent } from '../support/silent.ts'

beforeEach(({ skip }) => skip(engine === 'pglite', 'PGlite runs in the process: no way to it can be lost'))

/** A database behind a way that can be lost: what has come on it then comes no more, and what is new passes. */
async function lossy(silences: { requests: number; vital: number }) {
  const { url, drop } = await freshPostgresUrl()
  onTestFinished(drop)
  const { hostname, port } = new URL(url)
  const through = new Set<Socket[]>()
  const way = createServer((client) => {
    const server = connect(Number(port || 5432), hostname)
    const pair = [client, server]
    through.add(pair)
    for (const end of pair)
      end
        .on('error', () => {})
        .on('close', () => pair.every(({ destroyed }) => destroyed) && through.delete(pair))
    client.pipe(server).pipe(client)
  })
  way.listen(0, '127.0.0.1')
  await once(way, 'listening')
  const own = new URL(url)
  own.host = `127.0.0.1:${(way.address() as AddressInfo).port}`
  const database = connectPostgres(own.href, silent, { silences })
  onTestFinished(async () => {
    await database.close()
    for (const pair of through) for (const end of pair) end.destroy()
    way.close()
  })
  const lose = () => {
    for (const [client, server] of through) client?.unpipe(server).resume()
  }
  return { database, lose }
}

const ask = (db: Kysely<Schema>) => sql<{ one: number }>`select 1 as one`.execute(db)
const asks = (database: Database, times: number) =>
  Promise.all(Array.from({ length: times }, () => sql`select pg_sleep(0.02)`.execute(database.db)))

test('a connection that falls silent is given up, and those as old with it', async () => {
  const { database, lose } = await lossy({ requests: 100, vital: 100 })
  await asks(database, 5)
  expect(database.poolStats?.()).toMatchObject({ open: 5, idle: 5 })
  lose()
  const fault = await ask(database.vital).catch(databaseFault)
  expect(fault).toBe('unavailable')
  // Each of the four others would be silent for as long.
  for (let time = 0; time < 5; time++) expect((await ask(database.db)).rows).toEqual([{ one: 1 }])
  expect(database.poolStats?.()).toMatchObject({ open: 1, idle: 1 })
})

test('a statement that takes long is waited for, where one may', async () => {
  const { database } = await lossy({ requests: 100, vital: 100 })
  expect((await sql`select pg_sleep(0.3), 1 as one`.execute(database.jobs)).rows).toMatchObject([{ one: 1 }])
  await expect(sql`select pg_sleep(0.3)`.execute(database.db)).rejects.toThrow('Query read timeout')
})

test('a transaction that falls silent is given up with its connection, and not done by halves', async () => {
  const { database, lose } = await lossy({ requests: 100, vital: 100 })
  const write = (name: string) =>
    database.db.transaction().execute(async (transaction) => {
      await sql`create table ${sql.id(name)} (a int)`.execute(transaction)
      if (name === 'lost') lose()
      await sql`insert into ${sql.id(name)} values (1)`.execute(transaction)
    })
  await write('kept')
  await expect(write('lost')).rejects.toThrow('Query read timeout')
  const { rows } = await sql<{ table_name: string }>`
    select table_name::text from information_schema.tables where table_name in ('kept', 'lost')`.execute(
    database.db,
  )
  expect(rows).toEqual([{ table_name: 'kept' }])
})
