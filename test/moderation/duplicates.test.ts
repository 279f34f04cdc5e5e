import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Body, type Calendar, openCalendar } from '../events/calendar.ts'
import { makePartner, type TestPartner } from '../support/partner.ts'

let calendar: Calendar
let theatre: TestPartner
let museum: TestPartner
let published: Body
let submitted: Body
let day = 0
beforeAll(async () => {
  calendar = await openCalendar()
  theatre = await makePartner(calendar.deps, { slug: 'theatre' })
  museum = await makePartner(calendar.deps, { slug: 'museum', trusted: true })
})
afterAll(() => calendar.close())

const path = ({ id }: Pick<Body, 'id'>) => `/api/v1/events/${id}`
const post = async (who: TestPartner, event: object) =>
  (await calendar.send('POST', '/api/v1/events', event, who.authorization)).body
const moderationOf = async (event: Body, headers?: Record<string, string>) => {
  const { body } = headers
    ? await calendar.get(path(event), headers)
    : await calendar.send('GET', path(event))
  return body.moderation
}

/** A pair on a day of its own. */
async function pair(ours: object, theirs: object) {
  const date = `2027-01-${String(++day).padStart(2, '0')}`
  published = await post(museum, { title: 'Jazz i parken', start: `${date}T18:00`, ...ours })
  submitted = await post(theatre, { title: 'Jazz i parken', start: `${date}T18:00`, ...theirs })
}

describe('a likely duplicate', () => {
  it('is flagged to moderators on both, with the other’s id', async () => {
    await pair({}, {})
    expect(await moderationOf(submitted)).toEqual({ duplicates: [{ id: published.id, score: 0.93 }] })
    expect(await moderationOf(published)).toEqual({ duplicates: [{ id: submitted.id, score: 0.93 }] })
  })

  it('stands in the queue', async () => {
    await pair({}, {})
    const { body } = await calendar.send('GET', '/api/v1/events?state=submitted&limit=200')
    const item = body.items.find(({ id }) => id === submitted.id)
    expect(item?.moderation).toEqual({ duplicates: [{ id: published.id, score: 0.93 }] })
    const picked = await calendar.send('GET', '/api/v1/events?state=submitted&limit=200&fields=moderation')
    expect(picked.body.items).toContainEqual({ moderation: item?.moderation })
  })

  it('is told in the answer to a write too, as GET tells it', async () => {
    await pair({}, {})
    const { body } = await calendar.send('GET', path(published))
    expect(body.moderation).toEqual({ duplicates: [{ id: submitted.id, score: 0.93 }] })
    const patched = await calendar.send('PATCH', path(published), {})
    const replaced = await calendar.send('PUT', path(published), body, { 'If-Match': '*' })
    expect([patched.body, replaced.body]).toEqual([body, body])
  })

  it('is nothing for partners', async () => {
    await pair({}, {})
    expect(await moderationOf(published, museum.authorization)).toBeUndefined()
    expect(await moderationOf(submitted, theatre.authorization)).toBeUndefined()
  })

  it('is found by what a change that waits would make of its event', async () => {
    await pair({}, { title: 'Något helt annat' })
    const headers = { 'Content-Type': 'application/merge-patch+json' }
    await calendar.send('PUT', `${path(submitted)}/publication`, { state: 'published' })
    expect(await moderationOf(submitted)).toBeUndefined()
    await calendar.send('PATCH', path(submitted), { title: 'Jazz i parken!' }, { ...headers, ...theatre.authorization })
    expect(await moderationOf(submitted)).toMatchObject({ duplicates: [{ id: published.id }] })
  }) // biome-ignore format: one call

  it('is no draft, nothing rejected, archived or removed', async () => {
    for (const state of ['draft', 'rejected', 'archived'] as const) {
      await pair({}, {})
      await calendar.deps.db.updateTable('events').set({ state }).where('id', '=', published.id).execute()
      expect(await moderationOf(submitted)).toBeUndefined()
    }
    await pair({}, {})
    await calendar.send('DELETE', path(published))
    expect(await moderationOf(submitted)).toBeUndefined()
  })

  it('may be of the same partner, from another source', async () => {
    await pair({}, {})
    await calendar.send('DELETE', path(submitted))
    const date = published.localStart.slice(0, 10)
    const event = { title: 'Jazz i parken', start: `${date}T18:00` }
    const again = await post(museum, event)
    expect(await moderationOf(published)).toBeUndefined()
    const synced = await post(museum, { ...event, externalId: `sync-${date}` })
    const imported = await post(museum, { ...event, uid: `jazz-${date}@museum.example` })
    const found = (of: Body) =>
      moderationOf(of).then((facts) => Object(facts).duplicates.map(({ id }: Body) => id))
    expect(await found(published)).toEqual([synced.id, imported.id])
    expect(await found(synced)).toEqual([published.id, again.id, imported.id])
  })

  it('is first on the same local day', async () => {
    await pair({ start: '2027-03-27T23:30' }, { start: '2027-03-28T00:30' })
    expect(await moderationOf(submitted)).toBeUndefined()
    // The day on which the clocks go back has 25 hours.
    await pair({ start: '2027-10-31T23:30' }, { start: '2027-10-31' })
    expect(await moderationOf(submitted)).toMatchObject({ duplicates: [{ id: published.id, score: 0.89 }] })
  })

  it('may be several, the likeliest first', async () => {
    await pair({ title: 'Jazz i parken: Monica Z Band' }, {})
    const date = submitted.localStart.slice(0, 10)
    const same = await post(museum, { title: 'Jazz i parken', start: `${date}T18:00`, externalId: 'jazz' })
    const { duplicates } = Object(await moderationOf(submitted))
    expect(duplicates).toEqual([
      { id: same.id, score: 0.93 },
      { id: published.id, score: 0.86 },
    ])
  })
})
