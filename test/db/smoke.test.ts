import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { isMigrated } from '../../db/migrate.ts'
import { engine, freshDatabase } from '../support/database.ts'

test('values have the same JavaScript types on both engines', async () => {
  const database = await freshDatabase()
  onTestFinished(database.close)
  const { rows } = await sql`select 9007199254740991::int8 as int8, array[1, null]::int8[] as int8s,
    timestamptz '2026-11-03 13:00:00.123456+01' as instant,
    array[timestamptz '2026-11-03 13:00+01'] as instants,
    date '2026-11-03' as date, array[date '2026-11-03'] as dates,
    timestamp '2026-11-03 13:00' as wall, interval '1 day 02:00' as span,
    1.50::numeric as numeric, true as flag, '{"a": [1]}'::jsonb as json, array['a"b', null] as texts,
    current_setting('TimeZone') as zone`.execute(database.db)
  expect(rows).toEqual([
    {
      int8: 9007199254740991,
      int8s: [1, null],
      instant: new Date('2026-11-03T12:00:00.123Z'),
      instants: [new Date('2026-11-03T12:00:00Z')],
      date: '2026-11-03',
      dates: ['2026-11-03'],
      wall: '2026-11-03 13:00:00',
      span: '1 day 02:00:00',
      numeric: '1.50',
      flag: true,
      json: { a: [1] },
      texts: ['a"b', null],
      zone: 'UTC',
    },
  ])
})

test('a fresh database is migrated, and is nobody else’s', async () => {
  for (let round = 0; round < 3; round++) {
    const database = await freshDatabase()
    expect(database.engine).toBe(engine)
    expect(await isMigrated(database.db)).toBe(true)
    await database.db.insertInto('categories').values({ slug: 'music', name: '{}', color: null }).execute()
    const { rows } = await sql`select count(*) as n from categories`.execute(database.db)
    expect(rows).toEqual([{ n: 1 }])
    await database.close()
    await expect(sql`select 1`.execute(database.db)).rejects.toThrow()
  }
})
