import { setTimeout as sleep } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createApp } from '../../src/app.ts'
import { createMetrics } from '../../src/metrics.ts'
import { type Calendar, openCalendar } from '../events/calendar.ts'
import { ADMIN_KEY, ASSETS } from '../support/deps.ts'
import { makePartner } from '../support/partner.ts'
import { CACHES, type Cache, type CacheKind } from './cache.ts'
import { FRESH, type Origin, openOrigin, REVALIDATE } from './origin.ts'

const KEY = { authorization: `Bearer ${ADMIN_KEY}` }
const SLACK = 1
const DECODE: Record<string, (bytes: Buffer) => Buffer> = {
  gzip: (bytes) => gunzipSync(bytes),
  br: (bytes) => brotliDecompressSync(bytes),
  identity: (bytes) => bytes,
}

for (const kind of CACHES) {
  if (kind.missing !== null) console.warn(`The tests behind ${kind.name} are skipped: ${kind.missing}`)
  describe.skipIf(kind.missing !== null)(`behind ${kind.name}`, () => behind(kind))
}

function behind(kind: CacheKind): void {
  let calendar: Calendar
  let origin: Origin
  let cache: Cache
  let close: (() => Promise<void>) | undefined
  beforeAll(async () => {
    ;({ calendar, origin, cache, close } = await open(kind))
  })
  afterAll(() => close?.())

  /** As the wire has it: nothing decoded, no header added. */
  async function ask(path: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') {
    const answer = await request(`${cache.origin}${path}`, { method, headers })
    const body = Buffer.from(await answer.body.arrayBuffer())
    return { status: answer.statusCode, headers: answer.headers, body, text: body.toString() }
  }
  const asked = (path: string) => origin.asked.filter((line) => line.endsWith(` ${path}`)).length
  const list = (tag: string) => `/api/v1/events?tag=${tag}&fields=title`

  it('what is kept is asked for once, and told to HEAD and to who has it', async () => {
    await calendar.create({ title: 'Ett', tags: ['once'] })
    const path = list('once')
    const first = await ask(path)
    expect(JSON.parse(first.text).items).toEqual([{ title: { sv: 'Ett' } }])
    const again = await ask(path)
    expect([again.text, again.headers['x-cache'], again.headers.etag]).toEqual([
      first.text,
      'HIT',
      first.headers.etag,
    ])
    const head = await ask(path, {}, 'HEAD')
    expect([head.status, head.text, head.headers['content-length']]).toEqual([
      200,
      '',
      String(first.body.length),
    ])
    const has = await ask(path, { 'if-none-match': String(first.headers.etag) })
    expect([has.status, has.text]).toEqual([304, ''])
    expect(asked(path)).toBe(1)
  })

  it('a change is seen by all within what is declared, asked for by one', async () => {
    const { id } = await calendar.create({ title: 'Före', tags: ['change'] })
    const path = list('change')
    const before = (await ask(path)).text
    await calendar.send('PATCH', `/api/v1/events/${id}`, { title: 'Efter' })
    expect((await ask(path)).text).toBe(before)
    await vi.waitFor(async () => expect((await ask(path)).text).toContain('Efter'), {
      timeout: (FRESH + REVALIDATE + SLACK) * 1000,
      interval: 200,
    })
    expect(asked(path)).toBe(2)
  })

  it('what nobody asked for while it was stale is not served from before', async () => {
    const { id } = await calendar.create({ title: 'Före', tags: ['rare'] })
    const path = list('rare')
    await ask(path)
    await calendar.send('PATCH', `/api/v1/events/${id}`, { title: 'Efter' })
    await sleep((FRESH + REVALIDATE + SLACK) * 1000)
    expect((await ask(path)).text).toContain('Efter')
  })

  it('fifty who ask at once for what is not there, or is stale, cost one request', async () => {
    const path = list('many')
    const many = async () =>
      new Set((await Promise.all(Array.from({ length: 50 }, () => ask(path)))).map(({ status }) => status))
    expect(await many()).toEqual(new Set([200]))
    expect(asked(path)).toBe(1)
    await sleep((FRESH + SLACK) * 1000)
    expect(await many()).toEqual(new Set([200]))
    await sleep(500)
    expect(asked(path)).toBe(2)
  })

  it('nothing of a key is kept, nor served from what is kept', async () => {
    const partner = await makePartner(calendar.deps, { slug: 'theatre' })
    const own = { authorization: `Bearer ${partner.key}` }
    const draft = { title: 'Hemligt utkast', start: '2026-12-01T18:00', state: 'draft' }
    const { id } = (await calendar.send('POST', '/api/v1/events', draft, partner.authorization)).body
    const path = `/api/v1/events/${id}`
    const preview = await ask(path, own)
    expect([preview.status, preview.headers['cache-control']]).toEqual([200, 'private, no-store'])
    const others: Record<string, string>[] = [{}, { authorization: 'Bearer nobody' }]
    for (const headers of others) {
      const other = await ask(path, headers)
      expect(other.status).toBeGreaterThanOrEqual(401)
      expect(other.text).not.toContain('utkast')
    }
    const everybody = '/api/v1/partners/house'
    await ask(everybody)
    expect((await ask(everybody, KEY)).text).toContain('"trusted"')
    expect((await ask(everybody)).text).not.toContain('"trusted"')
    expect((await ask(everybody, KEY)).headers['x-cache']).not.toBe('HIT')
  })

  it('a page is kept once for each language, however that is asked for', async () => {
    const page = async (tongues: string) =>
      /<html lang="(\w+)"/.exec((await ask('/accessibility', { 'accept-language': tongues })).text)?.[1]
    expect(await page('sv-SE,sv;q=0.9,en;q=0.8')).toBe('sv')
    expect(await page('en-GB')).toBe('en')
    expect(await page('de, EN;q=0.7')).toBe('en')
    expect(await page('sv')).toBe('sv')
    expect(await page('de, fr')).toBe('sv')
    expect(asked('/accessibility')).toBeLessThanOrEqual(3)
  })

  it('a body comes in a coding that its reader takes', async () => {
    const path = '/docs'
    const plain = (await ask(path)).text
    for (const accepted of [
      'gzip',
      'gzip, deflate, br',
      'br;q=0, gzip;q=0.5',
      'br',
      'identity',
      'gzip;q=0',
      '*;q=0',
      ';;,,q',
    ]) {
      const { headers, body } = await ask(path, { 'accept-encoding': accepted })
      const coding = String(headers['content-encoding'] ?? 'identity')
      const text = DECODE[coding]?.(body)
      expect([accepted, text?.toString()]).toEqual([accepted, plain])
      expect(accepted.includes(`${coding};q=0`) && !accepted.includes(`${coding};q=0.`)).toBe(false)
      if (coding !== 'identity') expect(accepted).toContain(coding)
    }
  })

  it('errors are asked for each time', async () => {
    for (const [path, status] of [
      ['/events/nowhere', 404],
      ['/api/v1/events?colour=red', 400],
    ] as const) {
      for (let i = 0; i < 2; i++) expect((await ask(path)).status).toBe(status)
      expect(asked(path)).toBe(2)
    }
    const { id, slug } = await calendar.create({ title: 'Snart borta' })
    await calendar.send('DELETE', `/api/v1/events/${id}`)
    for (let i = 0; i < 2; i++) expect((await ask(`/events/${slug}`)).status).toBe(410)
    expect(asked(`/events/${slug}`)).toBe(2)
  })

  it('a limit that one has passed is told to nobody else', async () => {
    const limited = await open(kind, { rateLimit: 1 })
    onTestFinished(limited.close)
    const statusOf = async () => (await request(`${limited.cache.origin}/nothing`)).statusCode
    expect([await statusOf(), await statusOf(), await statusOf()]).toEqual([404, 429, 429])
    expect(limited.origin.asked.length).toBe(3)
  })

  it('Host, forwarded names and ranges poison nothing', async () => {
    const path = '/embed.js?poison'
    const evil = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'gopher',
      'x-request-id': 'evil',
    }
    const first = await ask(path, evil)
    const part = await ask(path, { range: 'bytes=0-9' })
    const second = await ask(path)
    expect(second.text).toBe(first.text)
    expect(JSON.stringify([second.headers, second.text])).not.toContain('evil')
    expect([200, 206]).toContain(part.status)
    expect(part.text).toBe(part.status === 206 ? first.text.slice(0, 10) : first.text)
    expect(asked(path)).toBe(1)
  })

  it('who asks for no less than a revision is not answered by what is older', async () => {
    const path = list('newer')
    await ask(path)
    const { headers } = await calendar.send('POST', '/api/v1/events', {
      title: 'Nytt',
      start: '2026-12-01T18:00',
      tags: ['newer'],
    })
    const least = headers.get('kalendarium-revision') ?? ''
    expect((await ask(path, { 'kalendarium-min-revision': least })).text).toContain('Nytt')
  })

  it('while the service is away what is kept is served, fresh, stale and long stale', async () => {
    const own = await open(kind)
    onTestFinished(own.close)
    const get = async (path: string, headers: Record<string, string> = {}) => {
      const answer = await request(`${own.cache.origin}${path}`, { headers })
      return { status: answer.statusCode, text: await answer.body.text() }
    }
    const path = list('away')
    const before = await get(path)
    await get('/calendar.ics')
    own.origin.isBroken = true
    expect(await get(path)).toEqual(before)
    await sleep((FRESH + REVALIDATE + SLACK) * 1000)
    for (let i = 0; i < 3; i++) expect(await get(path)).toEqual(before)
    expect((await get(list('never-asked'))).status).toBe(503)
    expect((await get(path, KEY)).status).toBe(503)
    await own.origin.stop()
    for (let i = 0; i < 3; i++) expect((await get('/calendar.ics')).status).toBe(200)
    expect(await get(path)).toEqual(before)
    expect((await get('/docs')).status).toBeGreaterThanOrEqual(502)
  })
}

async function open(kind: CacheKind, config: { rateLimit?: number } = {}) {
  const calendar = await openCalendar(config)
  const app = createApp({ ...calendar.deps, metrics: createMetrics() }, ASSETS)
  const origin = await openOrigin(app, 50)
  const cache = await kind.start(origin.port)
  const close = async () => {
    await cache.stop()
    await origin.stop()
    await calendar.close()
  }
  return { calendar, origin, cache, close }
}
