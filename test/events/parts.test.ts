import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makePartner } from '../support/partner.ts'
import { type Body, type Calendar, openCalendar, START } from './calendar.ts'

let calendar: Calendar
beforeAll(async () => {
  calendar = await openCalendar()
})
afterAll(() => calendar.close())

const MERGE = { 'Content-Type': 'application/merge-patch+json' }
const path = ({ id }: Pick<Body, 'id'>) => `/api/v1/events/${id}`
const putInto = (event: Body, superEvent: Body, headers = {}) =>
  calendar.send('PATCH', path(event), { superEvent: superEvent.id }, { ...MERGE, ...headers })
const parentOf = async (event: Body) => (await calendar.get(path(event))).body.superEvent
/** Each a part of the one before. */
const chain = async (length: number) => {
  const events = [await calendar.create()]
  while (events.length < length) events.push(await calendar.create({ superEvent: events.at(-1)?.id }))
  return events as [Body, ...Body[]]
}
const CIRCLE = [{ pointer: '/superEvent', detail: 'is itself a part of this event' }]

describe('an event is no part of itself', () => {
  it.each([2, 3, 10])('by %i events', async (length) => {
    const events = await chain(length)
    const answer = await putInto(events[0], events.at(-1) ?? events[0])
    expect([answer.status, answer.body.errors]).toEqual([422, CIRCLE])
    expect(await parentOf(events[0])).toBeUndefined()
  })

  it('by events of one batch', async () => {
    const owned = (externalId: string, more = {}) => ({ externalId, title: 'A', start: START, ...more })
    const first = await calendar.create({ externalId: 'a' })
    const second = await calendar.create({ externalId: 'b' })
    const items = [owned('a', { superEvent: second.id }), owned('b', { superEvent: first.id })]
    const { body } = await calendar.send('POST', '/api/v1/events/batch', { items })
    expect(body.items).toMatchObject([
      { status: 'updated' },
      { status: 'failed', problem: { status: 422, errors: CIRCLE } },
    ])
  })

  it('by two changes at once', async () => {
    const [first, second] = [await calendar.create(), await calendar.create()]
    const answers = await Promise.all([putInto(first, second), putInto(second, first)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
  })

  it('by a change that waited while another was published', async () => {
    const { authorization } = await makePartner(calendar.deps, { slug: 'theatre' })
    const [own, festival] = [await calendar.create({ partner: 'theatre' }), await calendar.create()]
    expect((await putInto(own, festival, authorization)).status).toBe(202)
    expect((await putInto(festival, own)).status).toBe(200)
    const answer = await calendar.send('PUT', `${path(own)}/publication`, { state: 'published' })
    expect([answer.status, answer.body.errors]).toEqual([409, CIRCLE])
  })

  it('by a version of its history', async () => {
    const [first, second] = [await calendar.create(), await calendar.create()]
    await putInto(first, second)
    await calendar.send('PATCH', path(first), { superEvent: null }, MERGE)
    await putInto(second, first)
    const answer = await calendar.send('PUT', `${path(first)}/version`, { version: 2 })
    expect([answer.status, answer.body.errors]).toEqual([422, CIRCLE])
  })
})

it('a programme may be moved into another, unless it is nested too deep', async () => {
  const events = await chain(32)
  const other = await calendar.create()
  expect((await putInto(other, events[30] ?? other)).status).toBe(200)
  const answer = await putInto(await calendar.create(), events[31] ?? other)
  expect([answer.status, answer.body.errors]).toEqual([
    422,
    [{ pointer: '/superEvent', detail: 'is a part of others, 32 deep or more' }],
  ])
})
