import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { renewEvents } from '../../src/events/renew.ts'
import { openCalendar } from './calendar.ts'

const DAILY = { start: '2026-11-20T18:00', recurrence: { rrule: 'FREQ=DAILY' } }

async function calendar() {
  const own = await openCalendar()
  onTestFinished(() => own.close())
  return own
}

async function kept({ deps }: Awaited<ReturnType<typeof calendar>>) {
  const { rows } = await sql<{ first: Date; last: Date; rows: number }>`
    select min(starts_at) as first, max(starts_at) as last, count(*)::int as rows from occurrences`.execute(
    deps.db,
  )
  return rows[0]
}

async function made({ deps }: Awaited<ReturnType<typeof calendar>>, tzdata: string) {
  await deps.db.updateTable('events').set({ tzdata }).execute()
}

test('leaves alone what is not due', async () => {
  const own = await calendar()
  await own.create(DAILY)
  expect(await renewEvents(own.deps)).toBe(0)
})

test('moves the kept window of an endless series on, unseen by readers', async () => {
  const own = await calendar()
  const event = await own.create(DAILY)
  const before = await own.get(`/api/v1/events/${event.id}`)
  const { revision } = await own.contents()
  own.clock.now = '2028-11-20T12:00:00Z'
  expect(await renewEvents(own.deps)).toBe(1)
  expect(await renewEvents(own.deps)).toBe(0)
  expect((await kept(own))?.last).toEqual(new Date('2030-12-31T17:00:00Z'))
  expect((await own.get(`/api/v1/events/${event.id}`)).text).toBe(before.text)
  expect((await own.contents()).revision).toBe(revision)
})

test('derives anew what older time-zone data made, and tells readers', async () => {
  const own = await calendar()
  await own.create({ start: '2026-12-01T18:00' })
  await sql`update occurrences set starts_at = starts_at + interval '1 hour'`.execute(own.deps.db)
  await made(own, '2025b')
  const { revision = 0 } = await own.contents()
  expect(await renewEvents({ ...own.deps, tzdata: '2026c' })).toBe(1)
  expect((await kept(own))?.first).toEqual(new Date('2026-12-01T17:00:00Z'))
  expect((await own.contents()).revision).toBe(revision + 1)
  expect(await renewEvents({ ...own.deps, tzdata: '2026c' })).toBe(0)
})

test.each([
  ['a version', 'an earlier version', '2026c', '2026b', 1],
  ['a version', 'data without one', '2026c', 'zones-0123456789ab', 1],
  ['a version', 'a later version', '2026c', '2027a', 0],
  ['data without a version', 'other data without one', 'zones-0123456789ab', 'zones-ba9876543210', 1],
  ['data without a version', 'a version', 'zones-0123456789ab', '2026c', 0],
])(
  'of runtimes on one database, %s prevails over %s: %s, %s',
  async (_own, _other, tzdata, stored, renewed) => {
    const own = await calendar()
    await own.create({ start: '2026-12-01T18:00' })
    await made(own, stored)
    expect(await renewEvents({ ...own.deps, tzdata })).toBe(renewed)
  },
)

test('lets several replicas share the work, each event once', async () => {
  const own = await calendar()
  for (let i = 0; i < 12; i++) await own.create(DAILY)
  own.clock.now = '2028-11-20T12:00:00Z'
  const rounds = await Promise.all([1, 2, 3, 4].map(() => renewEvents(own.deps)))
  const left = await renewEvents(own.deps)
  expect(rounds.reduce((sum, n) => sum + n, left)).toBe(12)
})
