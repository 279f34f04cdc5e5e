import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Answer, type Body, type Calendar, openCalendar, START } from '../events/calendar.ts'
import { makePartner, type TestPartner } from '../support/partner.ts'

let calendar: Calendar
let theatre: TestPartner
let museum: TestPartner
beforeAll(async () => {
  calendar = await openCalendar()
  theatre = await makePartner(calendar.deps, { slug: 'theatre' })
  museum = await makePartner(calendar.deps, { slug: 'museum', trusted: true })
})
afterAll(() => calendar.close())

const MERGE = { 'Content-Type': 'application/merge-patch+json' }
const TIMES = 20
const path = ({ id }: Pick<Body, 'id'>) => `/api/v1/events/${id}`
const atOnce = (ask: (i: number) => Promise<Answer>) =>
  Promise.all(Array.from({ length: TIMES }, (_, i) => ask(i)))
const post = async (who: TestPartner) =>
  (await calendar.send('POST', '/api/v1/events', { title: 'A', start: START }, who.authorization)).body
const publish = (event: Body, headers = {}) =>
  calendar.send('PUT', `${path(event)}/publication`, { state: 'published' }, headers)
const revision = async () => (await calendar.contents()).revision ?? 0
const historyOf = async (event: Body) =>
  (await calendar.send('GET', `${path(event)}/history?limit=200`)).body.items.reverse()

const count = (answers: readonly Answer[]) => {
  const statuses = answers.map(({ status }) => status).sort()
  return Object.fromEntries(Map.groupBy(statuses, (status) => status).entries().map(([status, { length }]) => [status, length]))
} // biome-ignore format: one line each

it('of 20 publications at once one publishes, and the rest find it published', async () => {
  const event = await post(theatre)
  const before = await revision()
  const answers = await atOnce(() => publish(event))
  expect(count(answers)).toEqual({ 200: TIMES })
  expect(answers.map(({ body }) => body.state)).toEqual(answers.map(() => 'published'))
  expect((await historyOf(event)).map(({ version, action }) => [version, action])).toEqual([
    [1, 'created'],
    [2, 'stepped'],
  ])
  expect(await revision()).toBe(before + 1)
})

it('of 20 publications with one ETag one wins', async () => {
  const event = await post(theatre)
  const answers = await atOnce(() => publish(event, { 'If-Match': '"1"' }))
  expect(count(answers)).toEqual({ 200: 1, 412: TIMES - 1 })
})

it('20 changes at once are 20 versions without holes, each on top of the one before', async () => {
  const event = await post(museum)
  const answers = await atOnce((i) =>
    calendar.send('PATCH', path(event), { summary: `Nummer ${i}` }, { ...MERGE, ...museum.authorization }),
  )
  expect(count(answers)).toEqual({ 200: TIMES })
  const items = await historyOf(event)
  expect(items.map(({ version }) => version)).toEqual(Array.from({ length: TIMES + 1 }, (_, i) => i + 1))
  const summaries = items.slice(1).map(({ changes }) => changes[0])
  const after = summaries.map((change) => change?.after)
  expect(summaries.slice(1).map((change) => change?.before)).toEqual(
    summaries
      .slice(0, -1)
      .map((change, i) => (i === 0 ? Object.values(Object(change?.after))[0] : change?.after)),
  )
  expect(new Set(after).size).toBe(TIMES)
  expect((await calendar.get(path(event))).body.summary).toEqual({ sv: after.at(-1) })
})

it('20 changes that wait, at once, leave one that waits', async () => {
  const event = await post(theatre)
  await publish(event)
  const answers = await atOnce((i) =>
    calendar.send('PATCH', path(event), { tags: [`nummer ${i}`] }, { ...MERGE, ...theatre.authorization }),
  )
  expect(count(answers)).toEqual({ 202: TIMES })
  const items = await historyOf(event)
  expect(items.map(({ version }) => version)).toEqual(Array.from({ length: TIMES + 2 }, (_, i) => i + 1))
  const { rows } = await calendar.deps.db.selectFrom('held').selectAll().where('event_id', '=', event.id).execute().then((rows) => ({ rows }))
  expect(rows).toEqual([{ event_id: event.id, version: TIMES + 2 }])
}) // biome-ignore format: one call

it('decisions at once on what waits are one decision', async () => {
  const event = await post(theatre)
  await publish(event)
  const held = await calendar.send(
    'PATCH',
    path(event),
    { title: 'B' },
    { ...MERGE, ...theatre.authorization },
  )
  const match = { 'If-Match': held.headers.get('etag') ?? '' }
  const answers = await atOnce((i) =>
    calendar.send('PUT', `${path(event)}/publication`, { state: i % 2 ? 'published' : 'rejected' }, match),
  )
  expect(count(answers)).toEqual({ 200: 1, 412: TIMES - 1 })
  const actions = (await historyOf(event)).map(({ action }) => action)
  expect(actions).toHaveLength(4)
  expect(['approved', 'declined']).toContain(actions[3])
  const title = actions[3] === 'approved' ? 'B' : 'A'
  expect((await calendar.get(path(event))).body.title).toEqual({ sv: title })
})
