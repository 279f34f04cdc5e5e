import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { Webhook } from 'standardwebhooks'
import { beforeEach, describe, expect, test } from 'vitest'
import { createDeliverer } from '../../src/webhooks/deliver.ts'
import { claimNext, dueHooks, settleAttempt, tidyDeliveries } from '../../src/webhooks/queue.ts'
import { makePartner } from '../support/partner.ts'
import { type Received, said } from './receiver.ts'
import { ALL, openWorld, type World } from './world.ts'

let world: World

beforeEach(async () => {
  world = await openWorld()
})

const patch = (id: string, body: object) => world.calendar.send('PATCH', `/api/v1/events/${id}`, body)
const heard = () => world.receiver.received.map((one) => [said(one).type, said(one).data.id])

function verified({ headers, text }: Received, secret: string): unknown {
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature']
  return new Webhook(secret).verify(
    text,
    Object.fromEntries(names.map((name) => [name, String(headers[name])])),
  )
}

describe('a webhook', () => {
  test('is told of a publication, signed as Standard Webhooks says', async () => {
    const secret = await world.hook('mirror')
    const event = await world.calendar.create({ title: 'Konsert', externalId: 'x' })
    await world.deliver()
    const [message] = world.receiver.received
    if (!message) throw new Error('nothing came')
    expect(verified(message, secret)).toEqual({
      type: 'event.published',
      timestamp: '2026-11-20T12:00:00.000Z',
      data: {
        id: event.id,
        uid: event.uid,
        partner: 'house',
        externalId: 'x',
        title: { sv: 'Konsert' },
        status: 'confirmed',
        state: 'published',
        sequence: 0,
        updated: '2026-11-20T12:00:00.000Z',
        url: `https://calendar.example.org/api/v1/events/${event.id}`,
      },
    })
    expect(message.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(() => verified(message, `whsec_${btoa('another secret of length 24')}`)).toThrow()
  })

  test('hears of each kind of change, in order, and of no text that was removed', async () => {
    await world.hook('mirror')
    const { id } = await world.calendar.create({ title: 'Konsert' })
    await patch(id, { title: 'Film' })
    await patch(id, { status: 'cancelled' })
    await world.calendar.send('DELETE', `/api/v1/events/${id}`)
    await world.deliver()
    expect(heard()).toEqual([
      ['event.published', id],
      ['event.updated', id],
      ['event.cancelled', id],
      ['event.removed', id],
    ])
    expect(world.receiver.received.at(-1)?.text).not.toMatch(/Film|Konsert/)
  })

  test('hears that an event is rejected, with the note', async () => {
    const theatre = await makePartner(world.calendar.deps, { slug: 'theatre' })
    await world.hook('own', {}, theatre.authorization)
    const { body } = await world.calendar.send(
      'POST',
      '/api/v1/events',
      { title: 'Pjäs', start: '2026-12-01' },
      theatre.authorization,
    )
    const step = { state: 'rejected', note: 'Vilken scen?' }
    await world.calendar.send('PUT', `/api/v1/events/${body.id}/publication`, step)
    await world.deliver()
    expect(world.receiver.received.map(said)).toMatchObject([
      { type: 'event.rejected', data: { id: body.id, note: 'Vilken scen?' } },
    ])
  })

  test('hears that a change which waited for review is rejected', async () => {
    const theatre = await makePartner(world.calendar.deps, { slug: 'theatre' })
    const { id } = await world.calendar.create({ partner: 'theatre' })
    await world.hook('own', {}, theatre.authorization)
    const held = await world.calendar.send(
      'PATCH',
      `/api/v1/events/${id}`,
      { title: 'Ny' },
      theatre.authorization,
    )
    expect(held.status).toBe(202)
    const step = { state: 'rejected', note: 'Nej.' }
    await world.calendar.send('PUT', `/api/v1/events/${id}/publication`, step)
    await world.deliver()
    expect(world.receiver.received.map(said)).toMatchObject([
      { type: 'event.rejected', data: { id, note: 'Nej.' } },
    ])
  })

  test('of a partner hears of its own events, an administrator’s of all', async () => {
    const theatre = await makePartner(world.calendar.deps, { slug: 'theatre' })
    const other = await world.addReceiver()
    await world.hook('all')
    await world.hook('own', { url: other.url }, theatre.authorization)
    const house = await world.calendar.create()
    const own = await world.calendar.create({ partner: 'theatre' })
    await world.deliver()
    // Order is kept per event, not between two.
    expect(new Set(heard().map(([, id]) => id))).toEqual(new Set([house.id, own.id]))
    expect(other.received.map((one) => said(one).data.id)).toEqual([own.id])
  })

  test('hears of the types it asked for alone', async () => {
    await world.hook('mirror', { types: ['event.cancelled'] })
    const { id } = await world.calendar.create()
    await patch(id, { status: 'cancelled' })
    await world.deliver()
    expect(heard()).toEqual([['event.cancelled', id]])
  })

  test('hears nothing of a dry run, of a refused write, nor of a repeated one', async () => {
    await world.hook('mirror')
    const event = { title: 'Konsert', start: '2026-12-01' }
    const post = (path: string, body: object) =>
      world.calendar.send('POST', path, body, { 'Idempotency-Key': 'a' })
    await post('/api/v1/events?dryRun=true', event)
    await post('/api/v1/events', { ...event, start: 'x' })
    await post('/api/v1/events', event)
    await post('/api/v1/events', event)
    await world.deliver()
    expect(heard()).toHaveLength(1)
  })

  test('that was removed hears nothing more', async () => {
    await world.hook('mirror')
    await world.calendar.create()
    await world.calendar.send('DELETE', '/api/v1/webhooks/mirror')
    await world.deliver()
    expect(heard()).toEqual([])
  })
})

describe('a message that fails', () => {
  const due = async () => {
    const { rows } = await sql<{ seconds: number }>`
      select extract(epoch from due - now())::float8 as seconds from deliveries`.execute(
      world.calendar.deps.db,
    )
    return rows[0]?.seconds ?? Number.NaN
  }

  test('is tried again after 5 s, then after twice as long each time, up to 6 h', async () => {
    await world.hook('mirror')
    await world.calendar.create()
    world.receiver.answer = 503
    for (const wait of [5, 10, 20, 40]) {
      await world.deliver()
      expect(await due()).toBeGreaterThan(wait - 2)
      expect(await due()).toBeLessThan(wait * 1.2)
      await world.passTime()
    }
    await sql`update deliveries set attempts = 40`.execute(world.calendar.deps.db)
    await world.deliver()
    expect(await due()).toBeGreaterThan(6 * 3600 - 2)
    expect(await due()).toBeLessThan(6 * 3600 * 1.2)
  })

  test('is not tried before its time', async () => {
    await world.hook('mirror')
    await world.calendar.create()
    world.receiver.answer = 500
    await world.deliver()
    await world.deliver()
    expect(world.receiver.received).toHaveLength(1)
  })

  test('arrives when the receiver is back, under the same id', async () => {
    await world.hook('mirror')
    await world.calendar.create()
    world.receiver.answer = 500
    await world.deliver()
    world.receiver.answer = 200
    await world.passTime()
    await world.deliver()
    const ids = world.receiver.received.map(({ headers }) => headers['webhook-id'])
    expect(ids).toEqual([ids[0], ids[0]])
    expect(await world.deliveries('mirror')).toMatchObject([
      { id: ids[0], state: 'delivered', attempts: 2, nextAttempt: null, lastStatus: 200, lastError: null },
    ])
  })

  test('is given up after three days', async () => {
    await world.hook('mirror')
    await world.calendar.create()
    world.receiver.answer = 500
    await sql`update deliveries set since = now() - interval '3 days'`.execute(world.calendar.deps.db)
    await world.deliver()
    expect(await world.deliveries('mirror')).toMatchObject([{ state: 'failed', nextAttempt: null }])
  })

  test.each([
    [302, 'The receiver redirects (302), which is not followed.'],
    [404, 'The receiver answered 404.'],
  ])('%i is a failure', async (status, lastError) => {
    await world.hook('mirror')
    await world.calendar.create()
    world.receiver.answer = status
    await world.deliver()
    expect(world.receiver.received).toHaveLength(1)
    expect(await world.deliveries('mirror')).toMatchObject([
      { state: 'pending', attempts: 1, lastStatus: status, lastError, nextAttempt: expect.any(String) },
    ])
  })

  test('says nothing of what lies behind an address that cannot be reached', async () => {
    await world.hook('mirror')
    await world.calendar.create()
    await world.receiver.close()
    await world.deliver()
    expect(await world.deliveries('mirror')).toMatchObject([
      { lastStatus: null, lastError: 'The address could not be reached, or may not be.' },
    ])
  })

  test('410 disables the webhook, until it is put again', async () => {
    await world.hook('mirror')
    await world.calendar.create()
    world.receiver.answer = 410
    await world.deliver()
    const hook = async () => (await world.calendar.send('GET', '/api/v1/webhooks/mirror')).body
    expect(await hook()).toMatchObject({ disabled: 'The receiver answered 410 Gone.' })
    expect(await world.deliveries('mirror')).toMatchObject([{ state: 'failed', lastStatus: 410 }])
    await world.calendar.create()
    world.receiver.answer = 200
    await world.deliver()
    expect(world.receiver.received).toHaveLength(1)
    await world.hook('mirror')
    expect(await hook()).toMatchObject({ disabled: null })
    await world.calendar.create()
    await world.deliver()
    expect(world.receiver.received).toHaveLength(2)
  })

  test('holds back later ones of the same event, and no other’s', async () => {
    await world.hook('mirror')
    const first = await world.calendar.create({ title: 'A' })
    world.receiver.answer = 500
    await world.deliver()
    await patch(first.id, { title: 'B' })
    const second = await world.calendar.create({ title: 'C' })
    world.receiver.answer = 200
    await world.deliver()
    expect(heard().slice(1)).toEqual([['event.published', second.id]])
    await world.passTime()
    await world.deliver()
    expect(heard().slice(2)).toEqual([
      ['event.published', first.id],
      ['event.updated', first.id],
    ])
  })

  test('lets the later ones go when it is given up', async () => {
    await world.hook('mirror')
    const { id } = await world.calendar.create()
    await patch(id, { title: 'B' })
    await sql`update deliveries set since = now() - interval '4 days' where type = 'event.published'`.execute(
      world.calendar.deps.db,
    )
    world.receiver.answer = (one) => (said(one).type === 'event.published' ? 500 : 200)
    await world.deliver()
    expect(await world.deliveries('mirror')).toMatchObject([{ state: 'delivered' }, { state: 'failed' }])
  })
})

test('metrics count attempts by what came of them, and what waits', async () => {
  const metrics = async () => {
    const lines = (await world.calendar.get('/metrics')).text.split('\n')
    return lines.filter((line) => line.startsWith('webhook_')).sort()
  }
  await world.hook('mirror')
  world.receiver.answer = 503
  await world.calendar.create()
  await world.deliver()
  await sql`update deliveries set created = now() - interval '1 hour'`.execute(world.calendar.deps.db)
  expect(await metrics()).toEqual([
    'webhook_attempts_total{result="failed"} 1',
    'webhook_messages_pending 1',
    expect.stringMatching(/^webhook_oldest_pending_seconds 36\d\d\./),
  ])
  world.receiver.answer = 204
  await world.passTime()
  await world.deliver()
  expect(await metrics()).toEqual([
    'webhook_attempts_total{result="delivered"} 1',
    'webhook_attempts_total{result="failed"} 1',
    'webhook_messages_pending 0',
    'webhook_oldest_pending_seconds 0',
  ])
})

describe('many at once', () => {
  test('a receiver that does not answer delays no other', async () => {
    const slow = await world.addReceiver()
    const { promise, resolve } = Promise.withResolvers<number>()
    slow.answer = () => promise
    await world.hook('slow', { url: slow.url })
    await world.hook('fast')
    for (let i = 0; i < 6; i++) await world.calendar.create()
    const delivering = world.deliver()
    await expect.poll(() => world.receiver.received.length, { timeout: 8000 }).toBe(6)
    expect(slow.received.length).toBeLessThanOrEqual(4)
    resolve(200)
    await delivering
    expect(slow.received).toHaveLength(6)
  })

  test('several replicas send each message once, each event’s in order', async () => {
    await world.hook('mirror')
    const events = await Promise.all(Array.from({ length: 5 }, () => world.calendar.create({ title: 'A' })))
    for (const title of ['B', 'C']) for (const { id } of events) await patch(id, { title })
    world.receiver.answer = () => sleep(Math.floor(world.receiver.received.length % 5)).then(() => 200)
    const replicas = [1, 2, 3].map(() => createDeliverer(world.calendar.deps))
    await Promise.all(replicas.map(({ begin }) => begin()))
    await Promise.all(replicas.map(({ ended }) => ended()))
    expect(world.receiver.received).toHaveLength(15)
    for (const { id } of events) {
      const own = world.receiver.received.map(said).filter(({ data }) => data.id === id)
      expect(own.map(({ data }) => data.title)).toEqual([{ sv: 'A' }, { sv: 'B' }, { sv: 'C' }])
    }
  })

  test('what a process took that died is sent by another when the lease ends, and the dead one’s word is void', async () => {
    const { db, newId } = world.calendar.deps
    await world.hook('mirror')
    await world.calendar.create()
    const [hook = ''] = await dueHooks(db)
    const taken = await claimNext(db, hook, newId())
    if (!taken) throw new Error('nothing was due')
    await world.deliver()
    expect(world.receiver.received).toHaveLength(0)
    await world.passTime()
    await world.deliver()
    expect(world.receiver.received).toHaveLength(1)
    await settleAttempt(db, taken, { result: 'failed', status: 500, error: 'late' })
    expect(await world.deliveries('mirror')).toMatchObject([
      { state: 'delivered', attempts: 2, lastError: null },
    ])
  })

  test('a stop gives back what is under way, to be sent at once by another', async () => {
    await world.hook('mirror')
    await world.calendar.create()
    world.receiver.answer = () => new Promise(() => {})
    const stopping = new AbortController()
    const deliverer = createDeliverer(world.calendar.deps)
    await deliverer.begin(stopping.signal)
    await expect.poll(() => world.receiver.received.length).toBe(1)
    stopping.abort()
    await deliverer.ended()
    expect(await world.deliveries('mirror')).toMatchObject([
      { state: 'pending', attempts: 0, lastError: null },
    ])
    world.receiver.answer = 200
    await world.deliver()
    expect(world.receiver.received).toHaveLength(2)
  })
})

describe('upkeep', () => {
  test('ends what waits for a disabled webhook, and forgets what ended a month ago', async () => {
    const { db } = world.calendar.deps
    await world.hook('mirror', { types: ALL })
    await world.calendar.create()
    await world.deliver()
    await sql`update deliveries set finished = now() - interval '31 days'`.execute(db)
    await world.calendar.create()
    await sql`update webhooks set disabled = 'gone'`.execute(db)
    await sql`update deliveries set since = now() - interval '4 days' where state = 'pending'`.execute(db)
    await tidyDeliveries(db)
    expect(await world.deliveries('mirror')).toMatchObject([
      { state: 'failed', lastError: 'The hook is disabled.' },
    ])
  })
})
