import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Body, type Calendar, openCalendar } from './calendar.ts'

let calendar: Calendar
beforeAll(async () => {
  calendar = await openCalendar()
})
afterAll(() => calendar.close())

/** Tuesdays at 18, five of them from 1 December 2026. */
const series = () =>
  calendar.create({
    title: 'Körövning',
    start: '2026-12-01T18:00',
    end: '2026-12-01T20:00',
    recurrence: { rrule: 'FREQ=WEEKLY;COUNT=5' },
  })
const path = ({ id }: Body, at: string) => `/api/v1/events/${id}/occurrences/${at}`
const change = (event: Body, at: string, body: unknown, headers = {}) =>
  calendar.send('PUT', path(event, at), body, headers)
const starts = async ({ id }: Body) => {
  const { body } = await calendar.get(`/api/v1/events/${id}/occurrences?from=2026-01-01&limit=200`)
  return body.items.map(({ localStart }) => localStart)
}
const DATES = ['2026-12-01', '2026-12-08', '2026-12-15', '2026-12-22', '2026-12-29']
const TIMES = DATES.map((date) => `${date}T18:00:00`)

describe('a change to one occurrence', () => {
  it('shows it with the fields that differ, the rest as the series has it', async () => {
    const event = await series()
    const answer = await change(event, '2026-12-08T18:00:00', {
      title: 'Genrep',
      location: { locality: 'Lund' },
    })
    expect(answer.status).toBe(200)
    const plain = (await calendar.get(path(event, '2026-12-15T18:00:00'))).body
    expect(answer.body).toEqual({
      ...plain,
      id: `${event.id}_20261208T180000`,
      recurrenceId: '2026-12-08T18:00:00',
      start: '2026-12-08T17:00:00Z',
      end: '2026-12-08T19:00:00Z',
      localStart: '2026-12-08T18:00:00',
      localEnd: '2026-12-08T20:00:00',
      title: { sv: 'Genrep' },
      location: { locality: 'Lund' },
    })
    expect((await calendar.get(path(event, '2026-12-08T18:00:00'))).body).toEqual(answer.body)
  })

  it('moves it with its length; its name stays that of its original start', async () => {
    const event = await series()
    const { body } = await change(event, '2026-12-08T18:00', { start: '2026-12-09T09:30' })
    expect(body).toMatchObject({
      recurrenceId: '2026-12-08T18:00:00',
      localStart: '2026-12-09T09:30:00',
      localEnd: '2026-12-09T11:30:00',
    })
    expect(await starts(event)).toEqual(TIMES.with(1, '2026-12-09T09:30:00'))
  })

  it('replaces the change before it, and the empty one takes it back', async () => {
    const event = await series()
    const plain = (await calendar.get(path(event, '2026-12-08T18:00:00'))).body
    await change(event, '2026-12-08T18:00:00', { title: 'Genrep', start: '2026-12-09T09:30' })
    const second = await change(event, '2026-12-08T18:00:00', { statusNote: 'Ta med noter' })
    expect(second.body).toMatchObject({ title: { sv: 'Körövning' }, localStart: '2026-12-08T18:00:00' })
    const third = await change(event, '2026-12-08T18:00:00', {})
    expect(third.body).toEqual({ ...plain, sequence: third.body.sequence })
  })

  it('keeps a cancelled one in sight, and drops an excluded one', async () => {
    const event = await series()
    expect((await change(event, '2026-12-08T18:00:00', { status: 'cancelled' })).body.status).toBe(
      'cancelled',
    )
    const excluded = await change(event, '2026-12-15T18:00:00', { excluded: true })
    expect([excluded.status, excluded.text]).toEqual([204, ''])
    expect(await starts(event)).toEqual(TIMES.toSpliced(2, 1))
    expect((await calendar.get(path(event, '2026-12-15T18:00:00'))).status).toBe(404)
  })

  it('is gone after DELETE, also where it was excluded', async () => {
    const event = await series()
    await change(event, '2026-12-15T18:00:00', { excluded: true })
    expect((await calendar.send('DELETE', path(event, '2026-12-15T18:00:00'))).status).toBe(204)
    expect(await starts(event)).toEqual(TIMES)
  })

  it('grows the sequence when it moves, and not when it is retitled', async () => {
    const event = await series()
    const sequence = async () => (await calendar.get(`/api/v1/events/${event.id}`)).body.sequence
    await change(event, '2026-12-08T18:00:00', { title: 'Genrep' })
    expect(await sequence()).toBe(0)
    await change(event, '2026-12-08T18:00:00', { title: 'Genrep', start: '2026-12-09T09:30' })
    expect(await sequence()).toBe(1)
  })

  it('is refused with every fault, and where If-Match is stale', async () => {
    const event = await series()
    const answer = await change(event, '2026-12-08T18:00:00', { title: '', colour: 'red', status: 'off' })
    expect(answer.status).toBe(422)
    expect(answer.body.errors.map(({ pointer }) => pointer).sort()).toEqual(['/colour', '/status', '/title'])
    const both = await change(event, '2026-12-08T18:00:00', { excluded: true, title: 'A' })
    expect(both.body.errors).toMatchObject([{ pointer: '/title' }])
    expect((await change(event, '2026-12-08T18:00:00', {}, { 'If-Match': '"99"' })).status).toBe(412)
  })

  it.each(['2026-12-09T18:00:00', '2027-01-05T18:00:00', '2026-12-08', 'nonsense', '%00'])(
    'is 404 at %s, where the series has none',
    async (at) => {
      const event = await series()
      expect((await change(event, at, { title: 'A' })).status).toBe(404)
      expect((await calendar.get(path(event, at))).status).toBe(404)
    },
  )

  it('cannot drop the last one that is left', async () => {
    const event = await series()
    for (const at of TIMES.slice(1)) expect((await change(event, at, { excluded: true })).status).toBe(204)
    const answer = await change(event, '2026-12-01T18:00:00', { excluded: true })
    expect(answer.status).toBe(422)
    expect(answer.body.errors).toMatchObject([{ pointer: '/excluded' }])
    expect(await starts(event)).toEqual(TIMES.slice(0, 1))
  })

  it('writes nothing as a dry run', async () => {
    const event = await series()
    const before = await calendar.contents()
    const answer = await calendar.send('PUT', `${path(event, '2026-12-08T18:00:00')}?dryRun=true`, {
      title: 'A',
    })
    expect(answer.body).toMatchObject({ dryRun: true, status: 'updated', occurrence: { title: { sv: 'A' } } })
    const dropped = await calendar.send('PUT', `${path(event, '2026-12-08T18:00:00')}?dryRun=true`, {
      excluded: true,
    })
    expect(dropped.body).toMatchObject({ dryRun: true, status: 'updated', occurrence: null })
    expect(await calendar.contents()).toEqual(before)
  })
})

describe('this and following', () => {
  const split = (event: Body, body: unknown) =>
    calendar.send('POST', `/api/v1/events/${event.id}/split`, body)

  it('ends the series before, and starts a new one with the changes', async () => {
    const event = await series()
    await change(event, '2026-12-22T18:00:00', { title: 'Julkonsert' })
    const answer = await split(event, {
      recurrenceId: '2026-12-15T18:00:00',
      changes: { start: '2026-12-15T19:00' },
    })
    expect(answer.status).toBe(201)
    const { before, after } = answer.body
    expect(answer.headers.get('location')).toBe(`https://calendar.example.org/api/v1/events/${after.id}`)
    expect(await starts(before)).toEqual(TIMES.slice(0, 2))
    expect(await starts(after)).toEqual(DATES.slice(2).map((date) => `${date}T19:00:00`))
    expect([before.id, before.uid, after.uid === before.uid]).toEqual([event.id, event.uid, false])
    const changed = await calendar.get(path(after, '2026-12-22T19:00:00'))
    expect(changed.body.title).toEqual({ sv: 'Julkonsert' })
  })

  it('is refused at the first occurrence, where none is, and for an event that does not recur', async () => {
    const event = await series()
    const single = await calendar.create()
    const refusals = [
      await split(event, { recurrenceId: '2026-12-01T18:00:00' }),
      await split(event, { recurrenceId: '2026-12-02T18:00:00' }),
      await split(event, { recurrenceId: 'x', colour: 1 }),
      await split(single, { recurrenceId: '2026-12-01T18:00:00' }),
    ]
    expect(refusals.map(({ status, body }) => [status, body.errors[0]?.pointer])).toEqual([
      [422, '/recurrenceId'],
      [422, '/recurrenceId'],
      [422, '/colour'],
      [422, '/recurrenceId'],
    ])
    expect(await starts(event)).toEqual(TIMES)
  })

  it('tells faults of the changes by their place in the body', async () => {
    const event = await series()
    const answer = await split(event, { recurrenceId: '2026-12-15T18:00:00', changes: { title: '', x: 1 } })
    expect(answer.body.errors.map(({ pointer }) => pointer).sort()).toEqual(['/changes/title', '/changes/x'])
  })
})
