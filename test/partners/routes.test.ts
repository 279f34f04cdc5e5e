import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { createMetrics } from '../../src/metrics.ts'
import { type Calendar, openCalendar, START } from '../events/calendar.ts'
import { ASSETS } from '../support/deps.ts'
import { makePartner } from '../support/partner.ts'

let calendar: Calendar
beforeAll(async () => {
  calendar = await openCalendar()
})
afterAll(() => calendar.close())
beforeEach(async () => {
  calendar.clock.now = '2026-11-20T12:00:00Z'
  await calendar.deps.db.deleteFrom('events').execute()
  await calendar.deps.db.deleteFrom('keys').execute()
  await calendar.deps.db.deleteFrom('partners').where('slug', '<>', 'house').execute()
  await calendar.deps.db.updateTable('partners').set({ name: '', url: null }).execute()
})

const put = (slug: string, body: object, query = '') =>
  calendar.send('PUT', `/api/v1/partners/${slug}${query}`, body)
const bearer = (key: unknown) => ({ Authorization: `Bearer ${key}` })
const THEATRE = { name: 'Lilla teatern', url: 'https://teatern.example', email: 'hej@teatern.example' }

describe('PUT /partners/{slug}', () => {
  it('adds a partner, changes it, and leaves one alone that is as it was', async () => {
    const created = await put('teatern', THEATRE)
    const whole = { slug: 'teatern', ...THEATRE, trusted: false }
    expect([created.status, created.body]).toEqual([201, whole])
    expect((await put('teatern', THEATRE)).status).toBe(200)
    const changed = await put('teatern', { name: 'Stora teatern', trusted: true })
    expect([changed.status, changed.body]).toEqual([
      200,
      { slug: 'teatern', name: 'Stora teatern', url: null, email: null, trusted: true },
    ])
  })

  it('names every fault', async () => {
    const { status, body } = await put('teatern', { url: 'x', email: 'y', trusted: 'yes', logo: 1 })
    expect([status, body.errors.map(({ pointer }) => pointer).sort()]).toEqual([
      422,
      ['/email', '/logo', '/name', '/trusted', '/url'],
    ])
    expect((await put('Teatern', THEATRE)).status).toBe(400)
  })

  it('tries without storing', async () => {
    const { body } = await put('teatern', THEATRE, '?dryRun=true')
    expect(body).toMatchObject({ dryRun: true, status: 'created', partner: { slug: 'teatern' } })
    expect((await calendar.get('/api/v1/partners/teatern')).status).toBe(404)
  })

  it('needs the scope admin', async () => {
    const partner = await makePartner(calendar.deps, { scopes: ['events:write', 'events:moderate'] })
    const send = (headers: Record<string, string>) =>
      calendar.send('PUT', '/api/v1/partners/theatre', THEATRE, headers)
    expect((await send(partner.authorization)).status).toBe(403)
    expect((await send({ Authorization: '' })).status).toBe(401)
  })

  it('keeps the house trusted', async () => {
    expect((await put('house', { name: 'Staden' })).body).toMatchObject({ trusted: true })
    expect((await put('house', { name: 'Staden', trusted: false })).body.errors).toEqual([
      { pointer: '/trusted', detail: 'is true of the calendar’s own organisation' },
    ])
  })
})

describe('GET /partners', () => {
  it('tells everybody the name and url, and an administrator all', async () => {
    await put('teatern', THEATRE)
    const { name, url, email } = THEATRE
    const house = { slug: 'house', name: 'Kalendarium', url: null }
    expect((await calendar.get('/api/v1/partners')).body).toEqual({
      items: [house, { slug: 'teatern', name, url }],
      next: null,
    })
    expect((await calendar.send('GET', '/api/v1/partners')).body.items).toEqual([
      { ...house, email: null, trusted: true },
      { slug: 'teatern', name, url, email, trusted: false },
    ])
    expect((await calendar.get('/api/v1/partners/teatern')).body).toEqual({ slug: 'teatern', name, url })
    const moderator = await makePartner(calendar.deps, { scopes: ['events:moderate'] })
    expect((await calendar.get('/api/v1/partners/teatern', moderator.authorization)).body).toEqual({
      slug: 'teatern',
      name,
      url,
    })
  })

  it('is 404 for one that is not there', async () => {
    expect((await calendar.get('/api/v1/partners/nobody')).status).toBe(404)
  })
})

describe('a partner’s new name', () => {
  it('reaches events, lists and feeds, and tells readers so', async () => {
    const { authorization } = await makePartner(calendar.deps, { slug: 'teatern', trusted: true })
    const event = await calendar.create({ title: 'Pjäs', partner: 'teatern' })
    const draft = await calendar.send(
      'POST',
      '/api/v1/events',
      { title: 'B', start: START, state: 'draft' },
      authorization,
    )
    const read = async () => ({
      one: (await calendar.get(`/api/v1/events/${event.id}`)).body.organizer,
      list: (await calendar.get('/api/v1/events')).body.items[0]?.organizer,
      draft: (await calendar.get('/api/v1/events?state=draft', authorization)).body.items[0]?.organizer,
      occurrence: (await calendar.get('/api/v1/occurrences')).body.items[0]?.organizer,
    })
    const etags = async () => [
      (await calendar.get(`/api/v1/events/${event.id}`)).headers.get('etag'),
      (await calendar.get(`/api/v1/events/${draft.body.id}`, authorization)).headers.get('etag'),
    ]
    const all = (organizer: object) => ({
      one: organizer,
      list: organizer,
      draft: organizer,
      occurrence: organizer,
    })
    expect(await read()).toEqual(all({ name: 'The teatern' }))
    expect(await etags()).toEqual(['"1"', '"1"'])

    const { revision } = await calendar.contents()
    await put('teatern', { ...THEATRE, trusted: true })
    expect(await read()).toEqual(all({ name: THEATRE.name, url: THEATRE.url }))
    expect(await etags()).toEqual(['"2"', '"2"'])
    expect((await calendar.contents()).revision).toBe(Number(revision) + 1)
    expect((await calendar.get(`/api/v1/events/${event.id}`)).body).toMatchObject({
      updated: event.updated,
      sequence: event.sequence,
    })
  })

  it('is written once only: another e-mail address changes no event', async () => {
    await put('teatern', THEATRE)
    const event = await calendar.create({ partner: 'teatern' })
    await put('teatern', { ...THEATRE, email: 'ny@teatern.example' })
    expect((await calendar.get(`/api/v1/events/${event.id}`)).headers.get('etag')).toBe('"1"')
  })
})

describe('keys', () => {
  const keys = '/api/v1/partners/teatern/keys'
  const add = (body: object, query = '') => calendar.send('POST', `${keys}${query}`, body)
  const list = async () => (await calendar.send('GET', keys)).body.items
  beforeEach(() => put('teatern', THEATRE))

  it('are shown once, and work at once', async () => {
    const { status, headers, body } = await add({ name: 'CMS', scopes: ['events:write'] })
    expect([status, body]).toEqual([
      201,
      {
        id: body.id,
        name: 'CMS',
        scopes: ['events:write'],
        expires: null,
        key: expect.stringMatching(/^kal_[0-9A-Za-z]{49}$/),
      },
    ])
    expect(headers.get('cache-control')).toBe('private, no-store')
    const posted = await calendar.send(
      'POST',
      '/api/v1/events',
      { title: 'A', start: START },
      bearer(body.key),
    )
    expect(posted.body).toMatchObject({ partner: 'teatern', state: 'submitted' })
  })

  it('are listed without the key', async () => {
    const { body } = await add({ name: 'CMS', scopes: ['events:write'], expires: '2026-12-01T00:00' })
    await calendar.get('/api/v1/api-info', bearer(body.key))
    await calendar.settled()
    expect(await list()).toEqual([
      {
        id: body.id,
        name: 'CMS',
        scopes: ['events:write'],
        expires: '2026-11-30T23:00:00Z',
        created: '2026-11-20T12:00:00Z',
        lastUsed: '2026-11-20T12:00:00Z',
      },
    ])
  })

  it.each([
    ['2027-01-01T00:00:00.000Z', '2027-01-01T00:00:00Z'],
    ['2027-01-01T01:00:00.9+01:00', '2027-01-01T00:00:00Z'],
    ['2027-01-01T01:00:00.25', '2027-01-01T00:00:00Z'],
  ])('end at the second of %s', async (expires, second) => {
    expect((await add({ name: 'CMS', scopes: ['events:write'], expires })).body.expires).toBe(second)
  })

  it('are refused once revoked, and then not there', async () => {
    const { body } = await add({ name: 'CMS', scopes: ['events:write'] })
    const info = () => calendar.get('/api/v1/api-info', bearer(body.key))
    expect((await info()).status).toBe(200)
    expect((await calendar.send('DELETE', `${keys}/${body.id}?dryRun=true`)).body.status).toBe('deleted')
    expect((await info()).status).toBe(200)
    expect((await calendar.send('DELETE', `/api/v1/partners/house/keys/${body.id}`)).status).toBe(404)
    expect((await calendar.send('DELETE', `${keys}/${body.id}`)).status).toBe(204)
    expect((await info()).status).toBe(401)
    expect((await calendar.send('DELETE', `${keys}/${body.id}`)).status).toBe(404)
    expect((await calendar.send('DELETE', `${keys}/x`)).status).toBe(404)
    expect(await list()).toEqual([])
  })

  it('are refused at once by every replica', async () => {
    const { body } = await add({ name: 'CMS', scopes: ['events:write'] })
    const replica = createApp({ ...calendar.deps, metrics: createMetrics() }, ASSETS)
    const info = async () => (await replica.request('/api/v1/api-info', { headers: bearer(body.key) })).status
    expect(await info()).toBe(200)
    await calendar.send('DELETE', `${keys}/${body.id}`)
    expect(await info()).toBe(401)
  })

  it('are tried without being made', async () => {
    const { body } = await add({ name: 'CMS', scopes: ['admin'] }, '?dryRun=true')
    expect(body).toEqual({
      dryRun: true,
      status: 'created',
      key: { name: 'CMS', scopes: ['admin'], expires: null },
      changes: [],
    })
    expect(await list()).toEqual([])
  })

  it('name every fault', async () => {
    const pointers = async (body: object) =>
      (await add(body)).body.errors.map(({ pointer }) => pointer).sort()
    expect(await pointers({ scopes: ['all'], expires: 'soon', x: 1 })).toEqual([
      '/expires',
      '/name',
      '/scopes/0',
      '/x',
    ])
    expect(await pointers({ name: 'A', scopes: [] })).toEqual(['/scopes'])
    expect(await pointers({ name: 'A', scopes: ['admin', 'admin'] })).toEqual(['/scopes'])
    expect(await pointers({ name: 'A', scopes: ['admin'], expires: '2026-11-20T12:00:00Z' })).toEqual([
      '/expires',
    ])
  })

  it('are for a partner that exists, and for administrators', async () => {
    const { authorization } = await makePartner(calendar.deps, {
      scopes: ['events:write', 'events:moderate'],
    })
    const body = { name: 'A', scopes: ['admin'] }
    expect((await calendar.send('POST', '/api/v1/partners/nobody/keys', body)).status).toBe(404)
    expect((await calendar.send('GET', '/api/v1/partners/nobody/keys')).status).toBe(404)
    for (const method of ['POST', 'GET', 'DELETE']) {
      const path = method === 'DELETE' ? `${keys}/${calendar.deps.newId()}` : keys
      const send = (headers: Record<string, string>) =>
        calendar.send(method, path, method === 'POST' ? body : undefined, headers)
      expect((await send(authorization)).status).toBe(403)
      expect((await send({ Authorization: '' })).status).toBe(401)
    }
  })
})
