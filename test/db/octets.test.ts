import { type Kysely, sql } from 'kysely'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { columnsInOctets, inOctets, type Octets, octetsOf, textOf } from '../../db/octets.ts'
import type { Schema } from '../../db/schema.ts'
import { engine, freshDatabase } from '../support/database.ts'

let db: Kysely<Schema>
beforeEach(async () => {
  const database = await freshDatabase({ requests: 1 })
  onTestFinished(database.close)
  db = database.db
})

const TEXTS = {
  empty: '',
  letters: 'Räksmörgås på ön',
  others: 'Ħ € ひ \u{1f9c0}\u{1f1f8}\u{1f1ea} e\u0301',
  marks: 'a\ufeff\\b\tc\r\nd\u0001\u007f\u0085\u2028\'"$1 {%} --',
}
const select = (texts: readonly string[]) =>
  sql<{ text: Octets; lengths: Octets | null }>`
    select ${sql.raw(inOctets('text', 'lengths'))} t as text, nullif(length(t), 0)::text as lengths
    from unnest(array[${sql.join(texts.map((text) => sql.lit(text)))}]::text[]) with ordinality u (t, n) order by n`

test('in octets texts are what they are', async () => {
  const texts = Object.values(TEXTS)
  const { rows } = await select(texts).execute(db)
  expect(rows.map(({ text }) => textOf(text))).toEqual(texts)
  expect(rows.map(({ text }) => octetsOf(text))).toEqual(texts.map((text) => new TextEncoder().encode(text)))
  expect(rows.map(({ lengths }) => lengths && textOf(lengths))).toEqual(
    texts.map((text) => (text ? String([...text].length) : null)),
  )
})

test('what was given is not overwritten by what is read after it', async () => {
  const texts = Array.from({ length: 400 }, (_, n) => String.fromCharCode(97 + (n % 26)).repeat(1 + n * 20))
  const { rows } = await select(texts).execute(db)
  await select(texts.toReversed()).execute(db)
  expect(rows.map(({ text }) => textOf(text))).toEqual(texts)
})

test('a text may be long', async () => {
  const long = `åäö\u{1f9c0}`.repeat(60_000)
  const { rows } = await select([long]).execute(db)
  expect(rows.map(({ text }) => textOf(text) === long)).toEqual([true])
})

test('there may be no rows', async () => {
  const { rows } = await sql`select ${sql.raw(inOctets('text'))} ''::text as text where false`.execute(db)
  expect(rows).toEqual([])
})

test('a transaction sees its own, and a failure leaves the connection as it is', async () => {
  const seen = await db.transaction().execute(async (tx) => {
    await sql`create temporary table own (text text) on commit drop`.execute(tx)
    await sql`insert into own values (${TEXTS.letters})`.execute(tx)
    const { rows } = await sql<{ text: Octets }>`select ${sql.raw(inOctets('text'))} text from own`.execute(
      tx,
    )
    return rows.map(({ text }) => textOf(text))
  })
  expect(seen).toEqual([TEXTS.letters])
  const failing = sql`select ${sql.raw(inOctets('text'))} (1 / (n - 500))::text as text from generate_series(1, 500) n`
  await expect(failing.execute(db)).rejects.toMatchObject({ code: '22012' })
  const { rows } = await select(['after']).execute(db)
  expect(rows.map(({ text }) => textOf(text))).toEqual(['after'])
})

test('PostgreSQL gives octets, others may give text', async () => {
  const { rows } = await select([TEXTS.letters]).execute(db)
  expect(typeof rows[0]?.text).toBe(engine === 'postgres' ? 'object' : 'string')
})

test('a query tells its columns', () => {
  expect(columnsInOctets(`select ${inOctets('text', 'zones')} a, b`)).toEqual(['text', 'zones'])
  expect(columnsInOctets('select a')).toBeNull()
})
