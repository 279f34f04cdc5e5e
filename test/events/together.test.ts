import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makePartner, type TestPartner } from '../support/partner.ts'
import { type Body, type Calendar, openCalendar, START } from './calendar.ts'

let calendar: Calendar
let theatre: TestPartner
let museum: TestPartner
beforeAll(async () => {
  calendar = await openCalendar()
  theatre = await makePartner(calendar.deps, { slug: 'theatre', trusted: true })
  museum = await makePartner(calendar.deps, { slug: 'museum', trusted: true })
})
afterAll(() => calendar.close())

const post = (body: object, who?: TestPartner, headers = {}) =>
  calendar.send(
    'POST',
    '/api/v1/events',
    { title: 'Konsert', start: START, ...body },
    { ...who?.authorization, ...headers },
  )
const many = <T>(count: number, one: (i: number) => T) => Array.from({ length: count }, (_, i) => one(i))
const transactionsOf = async (events: readonly Body[]) => {
  const ids = events.map(({ id }) => id)
  const { rows } = await sql`select distinct xmin::text from events where id = any(${ids}::uuid[])`.execute(calendar.deps.db)
  return rows.length
} // biome-ignore format: SQL

describe('events that are posted at once', () => {
  it('are written by few transactions, each to its answer, in the order of the change log', async () => {
    const answers = await Promise.all(many(20, (i) => post({ title: `Nummer ${i}` })))
    expect(answers.map(({ status, body }) => [status, body.title])).toEqual(many(20, (i) => [201, { sv: `Nummer ${i}` }]))
    expect(await transactionsOf(answers.map(({ body }) => body))).toBeLessThan(10)
    for (const { body, headers } of answers) {
      const change = await calendar.deps.db
        .selectFrom('changes').select(['revision', 'type']).where('event_id', '=', body.id).executeTakeFirstOrThrow()
      expect(change.type).toBe('event.published')
      expect(Number(headers.get('kalendarium-revision'))).toBeGreaterThanOrEqual(change.revision)
      expect((await calendar.get(`/api/v1/events/${body.id}`)).body).toEqual(body)
    }
  }) // biome-ignore format: a query

  it('keep each its own writer', async () => {
    const answers = await Promise.all(many(12, (i) => post({ title: `Av ${i}` }, i % 2 ? theatre : museum)))
    for (const [i, { body }] of answers.entries()) {
      const who = i % 2 ? theatre : museum
      const { body: history } = await calendar.get(`/api/v1/events/${body.id}/history`, who.authorization)
      expect([body.partner, history.items]).toMatchObject([who.slug, [{ by: { partner: who.slug, key: { id: who.keyId } } }]])
    }
  }) // biome-ignore format: one line

  it('are refused each for itself', async () => {
    await post({ title: 'Var först', uid: 'taken@example.org' }, theatre)
    const answers = await Promise.all([
      ...many(4, (i) => post({ title: `God ${i}` }, theatre)),
      post({ title: 'Fel', categories: ['no-such'] }, theatre),
      post({ title: 'Upptagen', uid: 'taken@example.org' }, theatre),
      ...many(3, () => post({ title: 'En av tre', externalId: 'one' }, theatre)),
      ...many(4, (i) => post({ title: `Bra ${i}` }, museum)),
    ])
    const statuses = answers.map(({ status }) => status)
    expect(statuses.slice(0, 6)).toEqual([201, 201, 201, 201, 422, 409])
    expect(answers[4]?.body.errors).toMatchObject([{ pointer: '/categories/0' }])
    expect(answers[5]?.body.errors).toMatchObject([{ pointer: '/uid' }])
    expect(statuses.slice(6, 9).sort()).toEqual([201, 409, 409])
    expect(answers.slice(6, 9).flatMap(({ body }) => body.errors ?? [])).toMatchObject(many(2, () => ({ pointer: '/externalId' })))
    expect(statuses.slice(9)).toEqual([201, 201, 201, 201])
    const { rows } = await sql`select slug from slugs where event_id not in (select id from events)`.execute(calendar.deps.db)
    expect(rows).toEqual([])
  }) // biome-ignore format: a table

  it('are each told what they are like where their writer moderates, and only there', async () => {
    const start = '2027-02-01T18:00'
    const known = await post({ title: 'Jazz i parken', start }, museum)
    const answers = await Promise.all(many(8, (i) => post({ title: 'Jazz i parken', start }, i % 2 ? theatre : undefined)))
    for (const [i, { body }] of answers.entries()) {
      const expected = expect.objectContaining({ duplicates: expect.arrayContaining([{ id: known.body.id, score: 0.93 }]) })
      expect(body.moderation).toEqual(i % 2 ? undefined : expected)
    }
  }) // biome-ignore format: one line

  it('have their trials taken back, and their keys answered again', async () => {
    const before = await calendar.contents()
    const trials = await Promise.all(many(5, () => calendar.send('POST', '/api/v1/events?dryRun=true', { title: 'Prov', start: START })))
    expect(trials.map(({ body }) => body.dryRun)).toEqual(many(5, () => true))
    expect(await calendar.contents()).toEqual(before)
    const keyed = () => Promise.all(many(5, (i) => post({ title: `Nyckel ${i}` }, theatre, { 'Idempotency-Key': `key-${i}` })))
    const first = await keyed()
    expect((await keyed()).map(({ body }) => body)).toEqual(first.map(({ body }) => body))
  }) // biome-ignore format: one line
})
