import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { forgetRemoved } from '../../src/moderation/forget.ts'
import { type Answer, type Body, type Calendar, openCalendar, START } from '../events/calendar.ts'
import { ADMIN_KEY } from '../support/deps.ts'
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
const path = ({ id }: Pick<Body, 'id'>) => `/api/v1/events/${id}`
const tag = ({ headers }: Answer) => headers.get('etag') ?? ''
const patch = (event: Body, body: object, who: TestPartner | null = museum) =>
  calendar.send('PATCH', path(event), body, { ...MERGE, ...who?.authorization })
const history = (event: Body, query = '', headers: Record<string, string> = museum.authorization) =>
  calendar.get(`${path(event)}/history${query}`, headers)
const restore = (event: Body, version: unknown, headers = {}) =>
  calendar.send('PUT', `${path(event)}/version`, { version }, { ...museum.authorization, ...headers })

const admin = { Authorization: `Bearer ${ADMIN_KEY}` }
let event: Body
beforeEach(async () => {
  const body = { title: 'Visning', start: START, tags: ['a'] }
  event = (await calendar.send('POST', '/api/v1/events', body, museum.authorization)).body
})

describe('the history', () => {
  it('tells who changed what, and when, field by field, the latest first', async () => {
    calendar.clock.now = '2026-11-20T13:00:00Z'
    await patch(event, { title: { en: 'Tour' }, start: '2026-12-01T19:00', tags: ['a', 'b'] })
    calendar.clock.now = '2026-11-20T14:00:00Z'
    const step = { state: 'archived', note: 'Inställt tills vidare.' }
    await calendar.send('PUT', `${path(event)}/publication`, step)
    calendar.clock.now = '2026-11-20T12:00:00Z'
    const { status, body, headers } = await history(event)
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('private, no-store')
    const own = { partner: 'museum', key: { id: museum.keyId, name: 'test' } }
    expect(body.items[0]).toEqual({
      version: 3,
      action: 'stepped',
      at: '2026-11-20T14:00:00Z',
      by: { partner: 'house', key: { id: 'ADMIN_KEY', name: null } },
      state: 'archived',
      note: 'Inställt tills vidare.',
      changes: [{ pointer: '/state', before: 'published', after: 'archived' }],
    })
    expect(body.items[1]).toEqual({
      version: 2,
      action: 'updated',
      at: '2026-11-20T13:00:00Z',
      by: own,
      state: 'published',
      note: null,
      changes: [
        { pointer: '/title/en', after: 'Tour' },
        { pointer: '/tags', before: ['a'], after: ['a', 'b'] },
        { pointer: '/start', before: '2026-12-01T18:00:00', after: '2026-12-01T19:00:00' },
      ],
    })
    expect(body.items[2]).toMatchObject({ version: 1, action: 'created', at: '2026-11-20T12:00:00Z', by: own })
    expect(body.items).toHaveLength(3)
  }) // biome-ignore format: one list

  it('of a removed event is forgotten after two months, and no other', async () => {
    const began = calendar.clock.now
    const [kept, later] = [await calendar.create(), await calendar.create()]
    await patch(event, { title: 'Ada Lovelace' })
    await calendar.send('DELETE', path(event), undefined, museum.authorization)
    const days = (n: number) => new Date(Date.parse(began) + n * 86_400_000).toISOString()
    calendar.clock.now = days(1)
    await calendar.send('DELETE', path(later))
    const statuses = async () =>
      Promise.all([event, later, kept].map(async (one) => (await history(one, '', admin)).status))
    const forgetAt = async (day: number) => {
      calendar.clock.now = days(day)
      await forgetRemoved(calendar.deps)
      return statuses()
    }
    expect(await forgetAt(59)).toEqual([200, 200, 200])
    expect(await forgetAt(60.5)).toEqual([404, 200, 200])
    const { rows } = await sql`select 1 from history where event_id = ${event.id}`.execute(calendar.deps.db)
    expect(rows).toEqual([])
    expect(await forgetAt(61.5)).toEqual([404, 404, 200])
    calendar.clock.now = began
  })

  it('has what waited, and what became of it, against what was in force', async () => {
    const own = (await calendar.send('POST', '/api/v1/events', { title: 'A', start: START }, theatre.authorization)).body
    const publication = (body: object, headers = {}) => calendar.send('PUT', `${path(own)}/publication`, body, headers)
    await publication({ state: 'published' })
    await patch(own, { title: 'B' }, theatre)
    await publication({ state: 'rejected', note: 'Nej' })
    await patch(own, { title: 'C' }, theatre)
    await patch(own, { title: 'D' }, null)
    await patch(own, { tags: ['x'] }, theatre)
    await patch(own, { title: 'D', tags: null }, theatre)
    await calendar.send('DELETE', path(own), undefined, theatre.authorization)
    await publication({ state: 'published', note: 'Hej då' })
    const { body } = await history(own, '', theatre.authorization)
    expect(body.items.reverse().map(({ version, action, note, changes }) => [version, action, note, changes.map(({ after }) => after)])).toEqual([
      [1, 'created', null, expect.any(Array)],
      [2, 'stepped', null, ['published']],
      [3, 'held', null, ['B']],
      [4, 'declined', 'Nej', []],
      [5, 'held', null, ['C']],
      [6, 'updated', null, ['D']],
      [7, 'held', null, ['C', ['x']]],
      [8, 'withdrawn', null, []],
      [9, 'heldRemoval', null, []],
      [10, 'removed', 'Hej då', []],
    ])
  }) // biome-ignore format: a table

  it('has one version of each write, and none of one that changed nothing, failed, or was tried', async () => {
    await patch(event, { title: 'Visning' })
    await patch(event, { title: '' })
    await calendar.send('PATCH', `${path(event)}?dryRun=true`, { title: 'B' }, { ...MERGE, ...museum.authorization })
    expect((await history(event)).body.items.map(({ version }) => version)).toEqual([1])
  }) // biome-ignore format: one call

  it('names single occurrences by their recurrence ids', async () => {
    await patch(event, { recurrence: { rrule: 'FREQ=WEEKLY;COUNT=3' } })
    const occurrence = `${path(event)}/occurrences/2026-12-08T18:00`
    await calendar.send('PUT', occurrence, { start: '2026-12-08T20:00', duration: 'PT1H' }, museum.authorization)
    expect((await history(event)).body.items[0]?.changes).toEqual([
      { pointer: '/occurrences/2026-12-08T18:00:00', after: { start: '2026-12-08T20:00:00', duration: 'PT1H' } },
    ])
  }) // biome-ignore format: one call

  it('is for its owner and moderators; for others it is not there', async () => {
    expect((await history(event, '', theatre.authorization)).status).toBe(404)
    expect((await history(event, '', {})).status).toBe(401)
    expect((await calendar.send('GET', `${path(event)}/history`)).status).toBe(200)
    await calendar.send('POST', '/api/v1/events', { title: 'B', start: START, state: 'draft' }, museum.authorization)
    const draft = await calendar.send('POST', '/api/v1/events', { title: 'B', start: START, state: 'draft' }, museum.authorization)
    expect((await calendar.send('GET', `${path(draft.body)}/history`)).status).toBe(404)
  }) // biome-ignore format: one call

  it('outlives the event, for the same readers', async () => {
    await calendar.send('DELETE', path(event), undefined, museum.authorization)
    for (const answer of [await history(event), await calendar.send('GET', `${path(event)}/history`)])
      expect(answer.body.items.map(({ version, action }) => [version, action])).toEqual([
        [2, 'removed'],
        [1, 'created'],
      ])
    expect((await history(event, '', theatre.authorization)).status).toBe(404)
    expect((await restore(event, 1)).status).toBe(404)
  })

  it('goes on page by page, by cursor and by number', async () => {
    for (const title of ['B', 'C', 'D', 'E']) await patch(event, { title })
    const read = async (query: string) => {
      const versions: unknown[][] = []
      for (let next: string | null = `${path(event)}/history${query}`; next !== null; ) {
        const { body }: Answer = await calendar.get(next.replace('https://calendar.example.org', ''), museum.authorization)
        versions.push(body.items.map(({ version }) => version))
        next = body.next === null ? null : String(body.next)
      }
      return versions
    }
    expect(await read('?limit=2')).toEqual([[5, 4], [3, 2], [1]])
    expect(await read('?limit=2&page=1')).toEqual([[5, 4], [3, 2], [1]])
    expect(await read('?limit=5')).toEqual([[5, 4, 3, 2, 1]])
    for (const query of ['?limit=0', '?limit=201', '?cursor=x', '?cursor=2&page=2', '?page=1&page=2', '?q=a'])
      expect((await history(event, query)).status).toBe(400)
  }) // biome-ignore format: one call

  it('names no key', async () => {
    const { text } = await history(event)
    expect(text).not.toContain(museum.key)
    expect(text).not.toContain(calendar.deps.sha256(museum.key))
  })
})

describe('an earlier version', () => {
  it('is restored as a new one, with its times and its single occurrences', async () => {
    await patch(event, { recurrence: { rrule: 'FREQ=WEEKLY;COUNT=3' }, externalId: 'tour-1' })
    await calendar.send('PUT', `${path(event)}/occurrences/2026-12-08T18:00`, { title: 'Premiär' }, museum.authorization)
    const before = await calendar.get(path(event))
    const occurrences = await calendar.get(`${path(event)}/occurrences`)
    await patch(event, { title: 'Nytt', start: '2026-12-02T18:00', recurrence: null, externalId: 'tour-2' })
    const answer = await restore(event, 3, { 'If-Match': '"4"' })
    expect([answer.status, tag(answer)]).toEqual([200, '"5"'])
    const { sequence, updated, ...restored } = answer.body
    expect(restored).toEqual({ ...before.body, sequence: undefined, updated: undefined, externalId: 'tour-2' })
    expect(sequence).toBe(3)
    const again = await calendar.get(`${path(event)}/occurrences`)
    const times = ({ body }: Answer) => body.items.map(({ start, title }) => [start, title])
    expect(times(again)).toEqual(times(occurrences))
    expect((await history(event)).body.items.map(({ version }) => version)).toEqual([5, 4, 3, 2, 1])
  }) // biome-ignore format: one call

  it('is held where its partner is not trusted, and a declined change comes back so', async () => {
    const own = (await calendar.send('POST', '/api/v1/events', { title: 'A', start: START }, theatre.authorization)).body
    await calendar.send('PUT', `${path(own)}/publication`, { state: 'published' })
    await patch(own, { title: 'B' }, theatre)
    await calendar.send('PUT', `${path(own)}/publication`, { state: 'rejected' })
    const answer = await restore(own, 3, theatre.authorization)
    expect([answer.status, answer.body.title, answer.body.state]).toEqual([202, { sv: 'B' }, 'submitted'])
    expect((await calendar.get(path(own))).body.title).toEqual({ sv: 'A' })
  }) // biome-ignore format: one call

  it('is 412 where the event is another than was seen, and nothing on a dry run', async () => {
    await patch(event, { title: 'B' })
    expect((await restore(event, 1, { 'If-Match': '"1"' })).status).toBe(412)
    const tried = await calendar.send('PUT', `${path(event)}/version?dryRun=true`, { version: 1 }, museum.authorization)
    expect(tried.body).toMatchObject({ dryRun: true, changes: [{ pointer: '/title/sv', before: 'B', after: 'Visning' }] })
    expect((await calendar.get(path(event))).body.title).toEqual({ sv: 'B' })
  }) // biome-ignore format: one call

  it('must be there, with content, and with what it refers to', async () => {
    expect((await restore(event, 9)).body.errors).toEqual([
      { pointer: '/version', detail: 'is not in the event’s history' },
    ])
    for (const version of [0, 1.5, '1', null]) expect((await restore(event, version)).status).toBe(422)
    expect((await restore(event, 1, theatre.authorization)).status).toBe(403)
    await calendar.deps.db.insertInto('categories').values({ slug: 'konst', name: '{"sv":"Konst"}' }).execute()
    await patch(event, { categories: ['konst'] })
    await patch(event, { categories: [] })
    await calendar.send('DELETE', '/api/v1/categories/konst')
    expect((await restore(event, 2)).body.errors).toMatchObject([{ pointer: '/categories/0' }])
  }) // biome-ignore format: one call
})

it('a batch enters each of its events once', async () => {
  const items = Array.from({ length: 40 }, (_, i) => ({ title: `E ${i}`, start: START, externalId: `h-${i}` }))
  const write = (list: object[]) => calendar.send('POST', '/api/v1/events/batch', { items: list }, museum.authorization)
  const { body } = await write(items)
  await write(items.map((item, i) => (i % 2 ? { ...item, tags: ['udda'] } : item)))
  const versions = await Promise.all(
    body.items.map(async ({ id }) => (await history({ ...event, id })).body.items.map(({ action }) => action)),
  )
  expect(versions).toEqual(items.map((_, i) => (i % 2 ? ['updated', 'created'] : ['created'])))
}) // biome-ignore format: one call
