import { expect, onTestFinished, test, vi } from 'vitest'
import { agenda } from '../../src/calendar/agenda.ts'
import type { Key } from '../../src/calendar/cursor.ts'
import { type Calendar, openCalendar } from '../events/calendar.ts'
import { counterOn, facetsOn, monthsOn } from './counting.ts'
import { asked } from './lists.ts'

async function calendarOf(...bodies: Record<string, unknown>[]): Promise<Calendar & { ids: string[] }> {
  const calendar = await openCalendar()
  onTestFinished(() => calendar.close())
  const ids: string[] = []
  for (const body of bodies) ids.push((await calendar.create(body)).id)
  return { ...calendar, ids }
}

const JAZZ = { title: 'Jazz', start: '2026-12-01T18:00', type: 'performance' }
const WEEKLY = {
  title: 'Kör',
  start: '2026-12-02T18:00',
  type: 'workshop',
  tags: ['sång'],
  recurrence: { rrule: 'FREQ=WEEKLY' },
}

/** More than stands apart from what was read of a month. */
const HOURLY = {
  title: 'Varje timme',
  start: '2026-12-05T00:00',
  type: 'other',
  recurrence: {
    rrule: `FREQ=DAILY;COUNT=600;BYHOUR=${Array.from({ length: 24 }, (_, hour) => hour).join()}`,
  },
}

test('what is counted in memory follows every change', async () => {
  const { ids, send, deps } = await calendarOf(JAZZ, WEEKLY)
  const [jazz, weekly] = ids
  const counted = counterOn(deps.db)
  const questions = [
    'to=2027-02-01',
    'to=2027-02-01&tag=sång',
    'from=2026-12-10&to=2027-02-01&q=kör',
    'to=2030-01-01',
    'tag=-sång',
  ]
  const told = new Set<string>()
  const tell = async () => {
    const counts = []
    for (const question of questions) counts.push(await counted(asked(question)))
    told.add(JSON.stringify(counts))
  }
  await tell()
  for (const change of [
    () => send('PATCH', `/api/v1/events/${jazz}`, { start: '2027-01-20T18:00', duration: 'P20D' }),
    () => send('PATCH', `/api/v1/events/${jazz}`, { title: 'Jazzkör', tags: ['Sång'] }),
    () => send('PUT', `/api/v1/events/${weekly}/occurrences/2026-12-16T18:00:00`, { type: 'lecture' }),
    () =>
      send('PUT', `/api/v1/events/${weekly}/occurrences/2026-12-23T18:00:00`, {
        start: '2027-01-01T12:00',
      }),
    () => send('PATCH', `/api/v1/events/${weekly}`, { title: 'Sångare' }),
    () => send('POST', '/api/v1/events', { title: 'Körfestival', start: '2026-12-20', type: 'conference' }),
    () => send('POST', '/api/v1/events', HOURLY),
    () => send('PUT', `/api/v1/events/${jazz}/publication`, { state: 'archived' }),
    () => send('DELETE', `/api/v1/events/${weekly}`),
  ]) {
    expect((await change()).status).toBeLessThan(300)
    await tell()
  }
  expect(told.size).toBe(10)
})

test('a month is read once, then what the log names, and all of it where the log does not tell', async () => {
  const { send, create, deps } = await calendarOf(JAZZ, WEEKLY)
  const counted = facetsOn(deps.db, { inMemory: true })
  const types = async () => (await counted(asked('to=2026-12-24'))).type
  const both = [
    { value: 'workshop', count: 4 },
    { value: 'performance', count: 1 },
  ]
  expect(await types()).toEqual(both)
  await deps.db.deleteFrom('occurrences').execute()
  expect(await types()).toEqual(both)
  await create({ title: 'Mer', start: '2026-12-05T18:00', type: 'lecture' })
  expect(await types()).toEqual([both[0], { value: 'lecture', count: 1 }, both[1]])
  await send('PUT', '/api/v1/categories/music', { name: { sv: 'Musik' } })
  expect(await types()).toEqual([{ value: 'lecture', count: 1 }])
})

test('a list is told from memory where it is at hand, waits for no month, and follows every change', async () => {
  const { ids, send, create, deps } = await calendarOf(JAZZ, WEEKLY)
  const months = monthsOn(deps.db)
  const filters = asked('from=2026-12-01T00:00:00Z&to=2027-01-10')
  let questions = 0
  const list = async (after: Key | null = null, most = 100) => {
    const rows = await months.first(filters, after, most, async () => {
      questions++
      return (await agenda(deps.db, { ...filters, page: { ...filters.page, limit: most } })).rows
    })
    expect(rows).toEqual((await agenda(deps.db, filters)).rows.slice(0, most))
    return rows
  }
  const held = () => months.rows(filters, { from: Date.UTC(2026, 11), to: Date.UTC(2027, 0, 9, 23) }, 100)

  await list()
  expect(questions).toBe(1)
  await held()
  await list()
  await list(null, 2)
  expect(questions).toBe(1)

  for (const change of [
    () => send('PATCH', `/api/v1/events/${ids[0]}`, { start: '2026-12-31T23:00', duration: 'P1D' }),
    () =>
      send('PUT', `/api/v1/events/${ids[1]}/occurrences/2026-12-16T18:00:00`, { start: '2026-12-09T18:00' }),
    () => create({ title: 'Utställning', start: '2026-08-01', duration: 'P52W', type: 'exhibition' }),
    () => send('DELETE', `/api/v1/events/${ids[1]}`),
  ]) {
    await change()
    questions = 0
    await list()
    expect(questions).toBe(1)
    await held()
    expect((await list()).length).toBeGreaterThan(0)
    expect(questions).toBe(1)
  }
})

test('a month that lists ask for again and again is read beside them, in a reading of its own', async () => {
  const { deps } = await calendarOf(JAZZ, WEEKLY)
  const { revision } = await deps.revision()
  const underWay: Promise<void>[] = []
  const background = (work: Promise<void>) => void underWay.push(work)
  const readings: number[] = []
  const during = <T>(least: number, work: () => Promise<T>) => {
    readings.push(least)
    return work()
  }
  const months = monthsOn(deps.db, { background, reads: { during } })
  const filters = asked('from=2026-12-01T00:00:00Z&to=2027-01-10')
  let questions = 0
  const slow = async () => {
    questions++
    await new Promise((resolve) => setTimeout(resolve, 60))
    return []
  }
  const list = () => months.first(filters, null, 100, slow)
  expect(await list()).toEqual([])
  await vi.waitFor(async () => {
    const rows = await list()
    await Promise.all(underWay)
    expect(rows).toHaveLength(7)
  }, 10_000)
  const before = questions
  expect(await list()).toHaveLength(7)
  expect([questions, underWay.length, readings]).toEqual([before, 2, [revision, revision]])
})
