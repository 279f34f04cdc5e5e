import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../db/connect.ts'
import { agenda } from '../../src/calendar/agenda.ts'
import { listEvents } from '../../src/calendar/event-list.ts'
import { freshDatabase } from '../support/database.ts'
import { asked } from './lists.ts'
import { numbered, store } from './world.ts'

const EVENTS = [
  numbered(1, { title: { sv: 'Konserter i parken' }, people: [{ name: 'Anna Andersson' }] }),
  numbered(2, {
    title: { en: 'Lectures on running' },
    location: { name: { sv: 'Äppelhuset' }, locality: 'Lund' },
  }),
  numbered(3, {
    title: { sv: 'AC/DC-kväll' },
    description: { sv: 'Med **hårdrock** och film 2026.' },
    tags: ['Barnkultur'],
  }),
  numbered(4, { title: { de: 'Vorträge über Bäume' } }),
  numbered(5, { title: { sv: 'Och' }, summary: { sv: 'Ett kort ord' } }),
]

let database: Database
beforeAll(async () => {
  database = await freshDatabase()
  await store(database.db, EVENTS)
})
afterAll(() => database.close())

test.each([
  ['konsert', [1]],
  ['KONSERTERNA', [1]],
  ['konserten park', [1]],
  ['konsert i lund', []],
  ['konsert i parken', [1]],
  ['parken konserter', [1]],
  ['kons', [1]],
  ['kons parken', []],
  ['anna', [1]],
  ['Anna Ander', [1]],
  ['lecture', [2]],
  ['lecture run', [2]],
  ['äppel', [2]],
  ['A\u0308PPELHUSET', [2]],
  ['appel', []],
  ['lund', [2]],
  ['ac dc', [3]],
  ['AC/DC', [3]],
  ['dc-kväll', [3]],
  ['hårdrock', [3]],
  ['film 2026', [3]],
  ['barnkulturen', [3]],
  ['Baum', []],
  ['bäume', [4]],
  ['och', [3, 5]],
  ['ord och', [5]],
  ['ingenting', []],
])('%s', async (q, expected) => {
  const query = `q=${encodeURIComponent(q)}&from=2026-11-01`
  const events = await listEvents(database.db, asked(query, 'events'))
  expect(events.rows.map(({ eventId }) => Number(eventId.slice(-2)))).toEqual(expected)
  const happening = await agenda(database.db, asked(query))
  expect(happening.rows.map(({ eventId }) => Number(eventId.slice(-2)))).toEqual(expected)
})

test.each([
  '!!!', "'", "''", '\\', ':*', '&', '|', '!', '<->', '( )', "konsert' | 'och", 'konsert & !parken', '%', '_', '😀',
  '\u200b', 'a:*b', '*', '$1', '?', 'ⅷ ½', '\u0301', '้', 'x'.repeat(200), 'och i att', '- -', '日本語 한국어',
])('hostile: %s', async (q) => {
  const query = `q=${encodeURIComponent(q)}&from=2026-11-01`
  await expect(agenda(database.db, asked(query))).resolves.toBeDefined()
  await expect(listEvents(database.db, asked(query, 'events'))).resolves.toBeDefined()
}) // biome-ignore format: a list to read

test('a search without a word finds nothing', async () => {
  expect(await agenda(database.db, asked('q=%21%21'))).toEqual({ rows: [], next: null })
})
