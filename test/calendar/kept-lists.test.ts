import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { type Calendar, openCalendar } from '../events/calendar.ts'

const LIST = '/api/v1/occurrences?from=2026-12-01&to=2027-01-01'

async function calendarOfOne(): Promise<Calendar> {
  const calendar = await openCalendar()
  onTestFinished(() => calendar.close())
  await calendar.create({ title: 'Föredrag', start: '2026-12-01T18:00', type: 'lecture' })
  return calendar
}

it('a list has validators, and is 304 for who has it already', async () => {
  const { get } = await calendarOfOne()
  const { status, headers } = await get(LIST)
  expect(status).toBe(200)
  expect(Object.fromEntries(headers)).toMatchObject({
    etag: expect.stringMatching(/^"[0-9a-f]+"$/),
    'last-modified': expect.stringMatching(/ GMT$/),
    vary: 'Authorization, Accept-Encoding',
  })
  const again = await get(LIST, { 'If-None-Match': headers.get('etag') ?? '' })
  expect(again).toMatchObject({ status: 304, text: '' })
  expect(again.headers.get('etag')).toBe(headers.get('etag'))
})

it.each([LIST, '/api/v1/events', '/api/v1/facets?from=2026-12-01'])(
  '%s tells of each change at once',
  async (path) => {
    const { get, create, send } = await calendarOfOne()
    const before = await get(path)
    const { id } = await create({ title: 'Konsert', start: '2026-12-02T18:00', type: 'performance' })
    const between = await get(path)
    expect(between.text).not.toBe(before.text)
    expect(between.headers.get('etag')).not.toBe(before.headers.get('etag'))
    await send('DELETE', `/api/v1/events/${id}`)
    expect((await get(path)).body).toEqual(before.body)
  },
)

it('the occurrences of one event are gone with it', async () => {
  const { get, create, send } = await calendarOfOne()
  const { id } = await create()
  const path = `/api/v1/events/${id}/occurrences?from=2026-12-01`
  expect((await get(path)).body.items).toHaveLength(1)
  await send('DELETE', `/api/v1/events/${id}`)
  expect((await get(path)).status).toBe(404)
})

it('what begins now is of this minute', async () => {
  const { get, clock } = await calendarOfOne()
  clock.now = '2026-12-01T16:59:30Z'
  expect((await get('/api/v1/occurrences')).body.items).toHaveLength(1)
  clock.now = '2026-12-01T17:01:00Z'
  expect((await get('/api/v1/occurrences')).body.items).toHaveLength(0)
})

it('a list goes on by the same link, kept or not', async () => {
  const { get, create } = await calendarOfOne()
  await create()
  const first = await get(`${LIST}&limit=1`)
  expect(first.headers.get('link')).toMatch(/^<http.*&cursor=.*>; rel="next"$/)
  expect((await get(`${LIST}&limit=1`)).headers.get('link')).toBe(first.headers.get('link'))
})

it('what a key gets is kept from nobody’s answer, and for nobody', async () => {
  const { get, send } = await calendarOfOne()
  await send('POST', '/api/v1/events', { title: 'Utkast', start: '2026-12-03', state: 'draft' })
  const path = '/api/v1/events?state=published&state=draft'
  expect((await get(path)).status).toBe(401)
  const { status, headers, body } = await send('GET', path)
  expect(status).toBe(200)
  expect(body.items).toHaveLength(2)
  expect(headers.get('cache-control')).toBe('private, no-store')
  expect(headers.get('etag')).toBeNull()
  expect((await get(path)).status).toBe(401)
})

it('a revision that comes again for another state, as after a lost primary, is not answered from memory', async () => {
  const { get, create, deps } = await calendarOfOne()
  await create({ title: 'Går förlorad', start: '2026-12-02T18:00' })
  const paths = [LIST, '/api/v1/events', '/calendar.ics', '/calendar.json', '/', '/sitemap.xml']
  const before = await Promise.all(paths.map((path) => get(path)))
  // The primary that follows never heard of the last event, and gives its number to the next.
  await deps.db
    .updateTable('calendar')
    .set((eb) => ({ revision: eb('revision', '-', 1) }))
    .execute()
  await sql`delete from changes where revision > (select revision from calendar)`.execute(deps.db)
  await create({ title: 'Kommer i stället', start: '2026-12-03T18:00' })
  const after = await Promise.all(paths.map((path) => get(path)))
  expect(after.map(({ text }, n) => text === before[n]?.text)).toEqual(paths.map(() => false))
})

it('the tag of a list changes with all that it shows, and with nothing else', async () => {
  const { get, create, send, close } = await openCalendar()
  onTestFinished(close)
  const { id } = await create({
    title: 'Föredrag',
    start: '2026-12-01T18:00',
    duration: 'PT1H',
    recurrence: { rrule: 'FREQ=WEEKLY;COUNT=3' },
  })
  const tagOf = async (path = LIST) => (await get(path)).headers.get('etag')
  const event = `/api/v1/events/${id}`
  const patch = (path: string, body: unknown) => send('PATCH', path, body)
  const steps = [
    () => patch(event, { summary: 'Om rymden' }),
    () => patch(event, { timeZone: 'Europe/London' }),
    () => patch(event, { duration: 'PT2H' }),
    () => send('PUT', `${event}/occurrences/20261208T180000`, { status: 'cancelled' }),
    () => patch(event, { recurrence: { rrule: 'FREQ=WEEKLY;COUNT=2' } }),
  ]
  const tags = [await tagOf()]
  for (const step of steps) {
    expect((await step()).status).toBeLessThan(300)
    tags.push(await tagOf())
  }
  for (const other of ['&limit=1', '&fields=title', '&fields=id']) tags.push(await tagOf(`${LIST}${other}`))
  expect(new Set(tags).size).toBe(tags.length)

  const before = await tagOf()
  await create({ title: 'Nästa år', start: '2027-12-01' })
  expect(await tagOf()).toBe(before)
})
