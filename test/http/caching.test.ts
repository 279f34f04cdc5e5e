import { readFileSync } from 'node:fs'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { CACHING, cacheControl, type RouteCaching, shownRoute } from '../../src/http/caching.ts'
import type { Api } from '../../src/http/env.ts'
import { createMetrics } from '../../src/metrics.ts'
import { type Calendar, openCalendar } from '../events/calendar.ts'
import { ADMIN_KEY, ASSETS } from '../support/deps.ts'
import { cachingTable } from './caching-table.ts'

let calendar: Calendar
let app: Api
/** An address of each route. */
let addresses: Record<string, string>

beforeAll(async () => {
  calendar = await openCalendar()
  const { id, slug } = await calendar.create({
    title: 'Orgel',
    start: '2026-12-02T12:15',
    recurrence: { rrule: 'FREQ=WEEKLY;COUNT=5' },
  })
  await calendar.send('PUT', '/api/v1/views/all', { name: { sv: 'Allt' }, query: 'type=other' })
  const limited = readConfig({ ADMIN_KEY, PUBLIC_URL: 'https://calendar.example.org', RATE_LIMIT: '1000000' })
  app = createApp({ ...calendar.deps, config: limited, metrics: createMetrics() }, ASSETS)
  const [stylesheet = ''] = /\/assets\/[^"]+\.css/.exec(await (await app.request('/')).text()) ?? []
  const event = `/api/v1/events/${id}`
  addresses = {
    '/v/:slug{[a-z0-9-]+}': '/v/all',
    '/events/:slug': `/events/${slug}`,
    '/oembed': `/oembed?url=https://calendar.example.org/events/${slug}`,
    '/api/v1/events/:id': event,
    '/api/v1/events/:id/occurrences': `${event}/occurrences`,
    '/api/v1/events/:id/occurrences/:recurrence-id': `${event}/occurrences/2026-12-09T12:15:00`,
    '/api/v1/partners/:slug': '/api/v1/partners/house',
    '/api/v1/views/:slug': '/api/v1/views/all',
    '/v/:file{[a-z0-9-]+\\.ics}': '/v/all.ics',
    '/v/:file{[a-z0-9-]+\\.rss}': '/v/all.rss',
    '/v/:file{[a-z0-9-]+\\.atom}': '/v/all.atom',
    '/v/:file{[a-z0-9-]+\\.json}': '/v/all.json',
    '/events/:file{[a-z0-9-]+\\.ics}': `/events/${slug}.ics`,
    '/:file{sitemap-[1-9][0-9]*\\.xml}': '/sitemap-1.xml',
    '/problems/:slug': '/problems/not-found',
    '/assets/:hash/:name': stylesheet,
  }
})
afterAll(() => calendar.close())

const ask = async (route: string, headers: Record<string, string> = {}, method = 'GET') =>
  app.request(addresses[route] ?? route, { method, headers })
const headersOf = (answer: Response) => Object.fromEntries(answer.headers)

/** Who asks alone decides what these say, or they say it of this moment. */
const NEVER = [
  '/healthz',
  '/readyz',
  '/metrics',
  '/api/v1/events/:id/history',
  '/api/v1/partners/:slug/keys',
  '/api/v1/sources/:slug',
  '/api/v1/webhooks/:slug',
  '/api/v1/webhooks/:slug/deliveries',
]

it('every address that can be read is in the table of caching, or is kept by nobody', () => {
  const mounted = new Set(app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path))
  const declared = [...CACHING.map(({ route }) => route), ...NEVER]
  const others = [...mounted].filter((path) => !declared.includes(path))
  // Lists and parts of what only a key may see.
  expect(others.filter((path) => !/^\/api\/v1\/(sources|webhooks|events\/:id)/.test(path))).toEqual([])
  expect(CACHING.map(({ route }) => route).filter((route) => !mounted.has(route))).toEqual([])
})

describe.each(CACHING.map((row) => [shownRoute(row.route), row] as const))('%s', (_, row) => {
  const { route, kind, vary, validators } = row

  it('says what is declared of it to who has no key', async () => {
    const answer = await ask(route)
    expect(answer.status).toBe(route === '/openapi.json' ? 308 : 200)
    expect(headersOf(answer)).toMatchObject(expected(row))
    const { headers } = answer
    expect(['etag', 'last-modified'].filter((name) => headers.has(name)).join()).toBe(
      { none: '', ETag: 'etag', 'ETag, Last-Modified': 'etag,last-modified' }[validators],
    )
    expect(headers.get('etag') ?? '""').toMatch(/^"[^"]*"$/)
    // Of the one who asked first it says nothing.
    for (const name of ['ratelimit', 'x-request-id', 'set-cookie']) expect(headers.has(name)).toBe(false)
  })

  it('is for nobody else where a key asks', async () => {
    const { headers } = await ask(route, { Authorization: `Bearer ${ADMIN_KEY}` })
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('vary')).toContain('Authorization')
    const unknown = await ask(route, { Authorization: 'Bearer nobody-knows-this-key' })
    expect([unknown.status, unknown.headers.get('cache-control')]).toEqual([401, 'private, no-store'])
  })

  it('tells HEAD what it tells GET', async () => {
    for (const coding of ['identity', 'gzip', 'br']) {
      const asked = { 'Accept-Encoding': coding }
      const [get, head] = [await ask(route, asked), await ask(route, asked, 'HEAD')]
      const size = (await get.arrayBuffer()).byteLength
      expect([head.status, headersOf(head), await head.text()]).toEqual([get.status, headersOf(get), ''])
      if (get.status === 200) expect(head.headers.get('content-length')).toBe(String(size))
    }
  })

  it('comes in the coding that is asked for, each with a tag of its own', async () => {
    const plain = Buffer.from(await (await ask(route)).arrayBuffer())
    const tags: (string | null)[] = [(await ask(route)).headers.get('etag')]
    for (const [coding, decode] of [
      ['gzip', gunzipSync],
      ['br', brotliDecompressSync],
    ] as const) {
      const { headers, ...answer } = await coded(route, coding)
      if (!vary.includes('Accept-Encoding') || plain.length < 150) {
        expect(headers.get('content-encoding')).toBe(null)
        continue
      }
      expect(headers.get('content-encoding')).toBe(coding)
      expect(decode(answer.bytes).equals(plain)).toBe(true)
      tags.push(headers.get('etag'))
    }
    expect(new Set(tags).size).toBe(tags.length)
  })

  it('is 304 with the same headers to who has it', async () => {
    if (validators === 'none') return expect((await ask(route, { 'If-None-Match': '*' })).status).toBe(308)
    for (const coding of ['identity', 'gzip', 'br']) {
      const whole = await ask(route, { 'Accept-Encoding': coding })
      const { etag = '', ...validated } = headersOf(whole)
      const same = await ask(route, { 'Accept-Encoding': coding, 'If-None-Match': `"x", ${etag}` })
      expect([same.status, await same.text(), headersOf(same)]).toEqual([
        304,
        '',
        { ...keptOf(headersOf(whole)), etag },
      ])
      const since = validated['last-modified']
      if (since === undefined) continue
      const unchanged = await ask(route, { 'Accept-Encoding': coding, 'If-Modified-Since': since })
      expect([unchanged.status, unchanged.headers.get('etag')]).toEqual([304, etag])
    }
    const any = await ask(route, { 'If-None-Match': '*' })
    expect([any.status, any.headers.get('cache-control')]).toEqual([304, cacheControl(kind)])
  })
})

const expected = ({ kind, vary }: RouteCaching) => ({
  'cache-control': cacheControl(kind),
  vary: ['Authorization', ...vary].join(', '),
})

/** Of the headers of a 200 those that its 304 has too (RFC 9110 §15.4.5): nothing of the body, and no links in it. */
function keptOf(headers: Record<string, string>): Record<string, string> {
  const body = /^(content-(type|length|encoding)|etag)$/
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !body.test(name)))
}

/** What takes long to make is made beside, and asked for until it is there. */
async function coded(route: string, coding: string) {
  const answer = await readAll(await ask(route, { 'Accept-Encoding': coding }))
  if (answer.bytes.length < 100_000) return answer
  await vi.waitFor(async () => {
    const { headers } = await ask(route, { 'Accept-Encoding': coding })
    expect(headers.get('content-encoding')).toBe(coding)
  })
  return readAll(await ask(route, { 'Accept-Encoding': coding }))
}

const readAll = async (answer: Response) => ({
  headers: answer.headers,
  bytes: Buffer.from(await answer.arrayBuffer()),
})

describe('an error is kept by nobody', () => {
  it.each([
    ['/api/v1/occurrences?colour=red', 400],
    ['/?from=never', 400],
    ['/calendar.ics?colour=red', 400],
    ['/api/v1/events?state=draft', 401],
    ['/api/v1/events/019abf00-0000-7000-8000-000000000000', 404],
    ['/events/nothing', 404],
    ['/events/nothing.ics', 404],
    ['/v/nothing', 404],
    ['/assets/0123456789ab/nothing.css', 404],
    ['/nothing', 404],
    ['/oembed?url=x&format=xml', 501],
  ])('%s', async (path, status) => {
    const asked: Record<string, string>[] = [{}, { Accept: 'text/html, */*' }, { 'If-None-Match': '*' }]
    for (const headers of asked) {
      const answer = await app.request(path, { headers })
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([status, 'no-store'])
      expect(answer.headers.get('x-request-id')).not.toBeNull()
    }
  })

  it('nor is a page that was taken away', async () => {
    const { id, slug } = await calendar.create({ title: 'Borta' })
    await calendar.send('DELETE', `/api/v1/events/${id}`)
    const { status, headers } = await app.request(`/events/${slug}`)
    expect([status, headers.get('cache-control')]).toEqual([410, 'no-store'])
  })
})

it('a page that moved leads on for as long as the page itself is kept', async () => {
  const { id, slug } = await calendar.create({ title: 'Ett namn' })
  await calendar.send('PATCH', `/api/v1/events/${id}`, { title: 'Ett annat' })
  for (const [suffix, kind] of [
    ['', 'calendar'],
    ['.ics', 'feed'],
  ] as const) {
    const { status, headers } = await app.request(`/events/${slug}${suffix}`)
    expect([status, headers.get('cache-control')]).toEqual([301, cacheControl(kind)])
  }
})

it('a page from before an update is led to the stylesheet of now, which is no answer to keep', async () => {
  const current = addresses['/assets/:hash/:name'] ?? ''
  const { status, headers } = await app.request('/assets/0123456789ab/site.css')
  expect([status, headers.get('location'), headers.get('cache-control')]).toEqual([307, current, 'no-store'])
})

it('a client that has one coding is not sent another that it would like better', async () => {
  const gzipped = (await ask('/', { 'Accept-Encoding': 'gzip' })).headers.get('etag') ?? ''
  const both = { 'Accept-Encoding': 'gzip, br' }
  expect((await ask('/', both)).headers.get('content-encoding')).toBe('br')
  const again = await ask('/', { ...both, 'If-None-Match': gzipped })
  expect([again.status, again.headers.get('etag')]).toEqual([304, gzipped])
  const refused = await ask('/', { 'Accept-Encoding': 'br', 'If-None-Match': gzipped })
  expect(refused.status).toBe(200)
})

it('what no header may change is the same, whatever Host and proxies are said to be', async () => {
  const claims = {
    'X-Forwarded-Host': 'evil.example',
    'X-Forwarded-Proto': 'gopher',
    'X-Original-URL': '/docs',
  }
  for (const { route } of CACHING) {
    const path = addresses[route] ?? route
    const [plain, claimed] = [
      await app.request(path),
      await app.request(`http://evil.example${path}`, {
        headers: { ...claims, Forwarded: 'host=evil.example', 'X-Request-Id': 'evil', Range: 'bytes=0-9' },
      }),
    ]
    expect([path, claimed.status, headersOf(claimed), await claimed.text()]).toEqual([
      path,
      plain.status,
      headersOf(plain),
      await plain.text(),
    ])
  }
})

it('the table in README.md is what the service does', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  expect(readme).toContain(cachingTable())
})
