import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openCalendar } from './calendar.ts'

/** As many occurrences as a day may have, without end. */
const DENSE = { rrule: `FREQ=DAILY;BYHOUR=${Array.from({ length: 24 }, (_, hour) => hour).join()}` }
const LONG_AGO = '2001-01-01T00:00'

async function calendar() {
  const own = await openCalendar()
  onTestFinished(() => own.close())
  return own
}

test('of a dense endless series few occurrences are kept, around now, and all are served', async () => {
  const { deps, create, get } = await calendar()
  const { id } = await create({ start: LONG_AGO, recurrence: DENSE })
  const { rows } = await sql<{ rows: number; first: Date; last: Date }>`
    select count(*)::int as rows, min(starts_at) as first, max(starts_at) as last from occurrences`.execute(
    deps.db,
  )
  expect(rows[0]?.rows).toBeLessThanOrEqual(2000)
  expect(rows[0]?.first.toISOString()).toBe('2026-11-18T12:00:00.000Z')
  expect(rows[0]?.last.getTime()).toBeGreaterThan(Date.parse('2027-02-01'))
  for (const day of ['2001-02-03', '2026-11-20', '2027-02-09', '2027-05-01', '2150-12-24']) {
    const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
    const { body } = await get(`/api/v1/events/${id}/occurrences?from=${day}&to=${next}&limit=200`)
    expect([day, body.items.length]).toEqual([day, 24])
  }
})

test.each([
  ['', {}],
  [' under a key', { 'Idempotency-Key': 'dense' }],
])('a batch of dense series%s lets others have their turn', async (_, headers) => {
  const { send, get } = await calendar()
  const items = Array.from({ length: 24 }, (_, i) => ({
    externalId: `dense-${i}`,
    title: `Varje timme ${i}`,
    start: LONG_AGO,
    recurrence: DENSE,
  }))
  let done = false
  const batch = send('POST', '/api/v1/events/batch', { items }, headers).finally(() => {
    done = true
  })
  let answered = 0
  while (!done) {
    await get('/healthz')
    await get(`/api/v1/events?limit=1&tag=${answered}`)
    answered++
    await new Promise((resolve) => setImmediate(resolve))
  }
  const statuses = (await batch).body.items.map(({ status }) => status)
  expect(new Set(statuses)).toEqual(new Set(['created']))
  expect(answered).toBeGreaterThan(5)
})

test('facets beyond what is kept count by turns, and refuse what would take all day', async () => {
  const { send, get } = await calendar()
  const items = Array.from({ length: 30 }, (_, i) => ({
    externalId: `dense-${i}`,
    title: `Dense ${i}`,
    start: LONG_AGO,
    recurrence: DENSE,
  }))
  expect((await send('POST', '/api/v1/events/batch', { items })).status).toBe(200)
  let turns = 0
  const timer = setInterval(() => turns++, 1)
  const year = await get('/api/v1/facets?from=5001-01-01&to=5002-01-01')
  clearInterval(timer)
  expect([year.status, year.body.type]).toEqual([200, [{ value: 'other', count: 30 * 24 * 365 }]])
  expect(turns).toBeGreaterThan(1)
  const years = await get('/api/v1/facets?from=5001-01-01&to=5005-01-01')
  expect([years.status, years.body.errors]).toEqual([
    400,
    [
      {
        parameter: 'to',
        detail: 'counts more than 1000000 occurrences of long series: ask for less time, or for fewer events',
      },
    ],
  ])
  const page = await get('/?from=5001-01-01&to=5005-01-01')
  expect(page.status).toBe(200)
})

test('a page counts no more of dense series than it has time for, and leaves out what else one could choose', async () => {
  const { send, get } = await calendar()
  const items = ['lecture', 'other'].flatMap((type) =>
    Array.from({ length: 10 }, (_, i) => ({
      externalId: `${type}-${i}`,
      title: `Dense ${i}`,
      type,
      start: LONG_AGO,
      recurrence: DENSE,
    })),
  )
  expect((await send('POST', '/api/v1/events/batch', { items })).status).toBe(200)
  const typesOf = async (query: string) => {
    const page = await get(`/?lang=en&from=5001-01-01&${query}`)
    expect(page.status).toBe(200)
    const options = page.text.matchAll(/name="type" value="(\w+)"[^>]*>.*?<span class="n">([^<]*)<\/span>/g)
    return Object.fromEntries([...options].map(([, type = '', count]) => [type, count]))
  }
  expect(await typesOf('to=5002-01-01')).toEqual({ lecture: '87,600', other: '87,600' })
  expect(await typesOf('to=5002-01-01&type=other')).toEqual({ lecture: '87,600', other: '87,600' })
  // 175,200 of the type that is chosen, and then twice as many of both.
  expect(await typesOf('to=5003-01-01&type=other')).toEqual({ other: '175,200' })
})
