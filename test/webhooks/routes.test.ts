import { sql } from 'kysely'
import { Webhook } from 'standardwebhooks'
import { beforeEach, describe, expect, test } from 'vitest'
import { makePartner } from '../support/partner.ts'
import { openWorld, type World } from './world.ts'

let world: World

beforeEach(async () => {
  world = await openWorld()
})

const HOOK = { url: 'https://partner.example/hook', types: ['event.published', 'event.removed'] }
const send = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  world.calendar.send(method, `/api/v1/webhooks${path}`, body, headers)

const shown = (more: object = {}) => ({
  slug: 'mirror',
  ...HOOK,
  hears: 'all',
  disabled: null,
  created: expect.any(String),
  ...more,
})

describe('/webhooks/{slug}', () => {
  test('shows the secret of a new webhook once', async () => {
    const made = await send('PUT', '/mirror', HOOK)
    expect([made.status, made.body]).toEqual([
      201,
      shown({ secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/) }),
    ])
    const again = await send('PUT', '/mirror', HOOK)
    expect([again.status, again.body]).toEqual([200, shown()])
    expect((await send('GET', '/mirror')).body).toEqual(shown())
    expect((await send('GET', '')).body).toEqual({ items: [shown()], next: null })
  })

  test('changes address and types, and keeps the secret', async () => {
    const secret = await world.hook('mirror', { url: 'https://partner.example/old' })
    expect((await send('PUT', '/mirror', { ...HOOK, url: world.receiver.url })).body.url).toBe(
      world.receiver.url,
    )
    await world.calendar.create()
    await world.deliver()
    const [message] = world.receiver.received
    expect(new Webhook(secret).verify(message?.text ?? '', signed(message?.headers))).toMatchObject({
      type: 'event.published',
    })
  })

  test('shows what a write would do, field by field', async () => {
    const dryRun = await send('PUT', '/mirror?dryRun=true', HOOK)
    expect(dryRun.body).toMatchObject({ dryRun: true, status: 'created' })
    expect((await send('GET', '')).body.items).toEqual([])
    await send('PUT', '/mirror', HOOK)
    const url = 'https://partner.example/new'
    expect((await send('PUT', '/mirror?dryRun=true', { ...HOOK, url })).body).toMatchObject({
      status: 'updated',
      changes: [{ pointer: '/url', before: HOOK.url, after: url }],
    })
    expect((await send('DELETE', '/mirror?dryRun=true')).body).toMatchObject({ status: 'deleted' })
    expect((await send('POST', '/mirror/secret?dryRun=true')).body).not.toHaveProperty('secret')
    expect((await send('GET', '/mirror')).body).toEqual(shown())
  })

  test('refuses an address that is not public, and every other fault, at once', async () => {
    const { status, body } = await send('PUT', '/mirror', {
      url: 'http://10.0.0.1/x',
      types: ['event.published'],
    })
    expect([status, body.errors]).toEqual([422, [{ pointer: '/url', detail: 'must have a public address' }]])
    const worse = await send('PUT', '/mirror', { url: 'ftp://x', types: [], secret: 'mine' })
    expect(worse.status).toBe(422)
    expect(worse.body.errors.map(({ pointer }) => pointer).sort()).toEqual(['/secret', '/types', '/url'])
  })

  test('belongs to its partner: to others it is not there', async () => {
    const [theatre, opera] = [
      await makePartner(world.calendar.deps, { slug: 'theatre' }),
      await makePartner(world.calendar.deps, { slug: 'opera' }),
    ]
    const made = await send('PUT', '/mirror', HOOK, theatre.authorization)
    expect(made.body).toMatchObject({ hears: 'own' })
    for (const [method, path] of [
      ['GET', '/mirror'],
      ['DELETE', '/mirror'],
      ['POST', '/mirror/secret'],
      ['GET', '/mirror/deliveries'],
    ] as const)
      expect((await send(method, path, undefined, opera.authorization)).status).toBe(404)
    expect((await send('GET', '', undefined, opera.authorization)).body.items).toEqual([])
    expect((await send('PUT', '/mirror', HOOK, opera.authorization)).status).toBe(201)
  })

  test('needs a key', async () => {
    expect((await world.calendar.get('/api/v1/webhooks')).status).toBe(401)
  })

  test('is gone when it is removed', async () => {
    await send('PUT', '/mirror', HOOK)
    expect((await send('DELETE', '/mirror')).status).toBe(204)
    expect((await send('GET', '/mirror')).status).toBe(404)
    expect((await send('DELETE', '/mirror')).status).toBe(404)
  })

  test('is one of 20 at most', async () => {
    for (let i = 0; i < 20; i++) expect((await send('PUT', `/hook-${i}`, HOOK)).status).toBe(201)
    expect((await send('PUT', '/one-more', HOOK)).status).toBe(409)
  })
})

describe('a new secret', () => {
  test('signs beside the old one for a day, then alone', async () => {
    const old = await world.hook('mirror')
    const { status, body } = await send('POST', '/mirror/secret')
    expect(status).toBe(201)
    const secret = String(body.secret)
    expect(secret).not.toBe(old)
    await world.calendar.create()
    await world.deliver()
    await sql`update webhooks set old_secret_until = now()`.execute(world.calendar.deps.db)
    await world.calendar.create()
    await world.deliver()
    const verifies = world.receiver.received.map(({ headers, text }) =>
      [secret, old].map((one) => {
        try {
          return new Webhook(one).verify(text, signed(headers)) !== undefined
        } catch {
          return false
        }
      }),
    )
    expect(verifies).toEqual([
      [true, true],
      [true, false],
    ])
  })
})

describe('deliveries', () => {
  test('are listed, the newest first, page by page', async () => {
    await world.hook('mirror')
    for (let i = 0; i < 3; i++) await world.calendar.create()
    const first = await send('GET', '/mirror/deliveries?limit=2')
    const { next } = first.body
    expect(first.headers.get('link')).toBe(`<${next}>; rel="next"`)
    const { pathname, search } = new URL(String(next))
    const second = await world.calendar.send('GET', pathname + search)
    expect(second.body.next).toBe(null)
    const all = (await send('GET', '/mirror/deliveries')).body.items
    expect([...first.body.items, ...second.body.items]).toEqual(all)
    expect(all[0]).toEqual({
      id: expect.stringMatching(/^msg_/),
      type: 'event.published',
      eventId: expect.any(String),
      state: 'pending',
      attempts: 0,
      created: expect.any(String),
      nextAttempt: expect.any(String),
      finished: null,
      lastStatus: null,
      lastError: null,
    })
  })

  test('are sent again when asked, under the same id', async () => {
    await world.hook('mirror')
    await world.calendar.create()
    await world.deliver()
    const [{ id } = {}] = await world.deliveries('mirror')
    const answer = await send('POST', `/mirror/deliveries/${id}/replay`)
    expect([answer.status, answer.body]).toMatchObject([202, { id, state: 'pending', attempts: 0 }])
    await world.deliver()
    expect(world.receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([id, id])
  })

  test('that do not exist are 404; of a disabled webhook none is sent again: 409', async () => {
    await world.hook('mirror')
    await world.calendar.create()
    const [{ id } = {}] = await world.deliveries('mirror')
    const other = `msg_${world.calendar.deps.newId()}`
    for (const unknown of ['x', other])
      expect((await send('POST', `/mirror/deliveries/${unknown}/replay`)).status).toBe(404)
    await sql`update webhooks set disabled = 'gone'`.execute(world.calendar.deps.db)
    expect((await send('POST', `/mirror/deliveries/${id}/replay`)).status).toBe(409)
  })
})

function signed(headers: Record<string, unknown> = {}): Record<string, string> {
  return Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, String(headers[name])]),
  )
}
