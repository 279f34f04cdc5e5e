import { expect, it, onTestFinished } from 'vitest'
import { createApp } from '../../src/app.ts'
import { createMetrics } from '../../src/metrics.ts'
import { openCalendar } from '../events/calendar.ts'

const OCCURRENCES = '/api/v1/occurrences?from=2026-12-01&to=2027-01-01'
const LISTS = [OCCURRENCES, '/api/v1/events?from=2026-12-01', '/api/v1/changes']
const PAGE = '/?view=month&date=2026-12'

/** With a series of which one date is changed, and what no single octet can spell. */
async function calendarOfSeries() {
  const calendar = await openCalendar()
  onTestFinished(() => calendar.close())
  const series = await calendar.create({
    title: 'Kör',
    end: '2026-12-01T20:00',
    recurrence: { rrule: 'FREQ=WEEKLY;COUNT=4' },
  })
  const changed = await calendar.send('PUT', `/api/v1/events/${series.id}/occurrences/2026-12-08T18:00:00`, {
    title: 'Kör – «öppen» övning',
    end: '2026-12-08T21:30',
  })
  expect(changed).toMatchObject({ status: 200 })
  await calendar.create({ title: 'Путешествие', start: '2026-12-03' })
  return { ...calendar, series }
}

it('lists and pages are the same whether JSON of events is kept or not', async () => {
  const { deps, get } = await calendarOfSeries()
  const forgetful = createApp(
    { ...deps, metrics: createMetrics(), eventBytes: 1 },
    { read: async () => new Uint8Array() },
  )
  for (const path of [PAGE, ...LISTS]) {
    const { status, text } = await get(path)
    expect([status, await (await forgetful.request(path)).text()]).toEqual([200, text])
    expect((await get(`${path}&lang=sv`)).text).toBe(
      await (await forgetful.request(`${path}&lang=sv`)).text(),
    )
  }
})

it('each occurrence is told by itself: the changed one as changed, in lists and on pages', async () => {
  const { get } = await calendarOfSeries()
  for (const path of [OCCURRENCES, `${OCCURRENCES}&sort=-start`]) {
    const { items } = (await get(path)).body
    const told = items.map(({ localStart, end, title }) => [localStart, end, title])
    expect(told.sort()).toEqual([
      ['2026-12-01T18:00:00', '2026-12-01T19:00:00Z', { sv: 'Kör' }],
      ['2026-12-03', '2026-12-04', { sv: 'Путешествие' }],
      ['2026-12-08T18:00:00', '2026-12-08T20:30:00Z', { sv: 'Kör – «öppen» övning' }],
      ['2026-12-15T18:00:00', '2026-12-15T19:00:00Z', { sv: 'Kör' }],
      ['2026-12-22T18:00:00', '2026-12-22T19:00:00Z', { sv: 'Kör' }],
    ])
  }
  expect((await get(PAGE)).text).toContain('Kör – «öppen» övning')
})

it('a new version is shown at once, in lists and on pages', async () => {
  const { get, send, series } = await calendarOfSeries()
  for (const path of [PAGE, ...LISTS]) await get(path)
  await send('PATCH', `/api/v1/events/${series.id}`, { title: 'Orkester' })
  for (const path of [PAGE, ...LISTS]) expect((await get(path)).text).toContain('Orkester')
})
