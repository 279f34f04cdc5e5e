import { expect, onTestFinished, test } from 'vitest'
import { type Calendar, openCalendar } from '../events/calendar.ts'
import { counterOn, facetsOn } from './counting.ts'
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
