import { describe, expect, it } from 'vitest'
import { Problem } from '../../src/errors.ts'
import { readText } from '../../src/http/body.ts'
import type { Timeouts } from '../../src/http/observe.ts'
import { json } from '../../src/http/respond.ts'
import { ADMIN_KEY, depsWithoutDatabase } from '../support/deps.ts'
import { around } from './app.ts'

const KEY = { Authorization: `Bearer ${ADMIN_KEY}` }

function given(timeouts?: Timeouts) {
  const deps = depsWithoutDatabase()
  const app = around(
    deps,
    (api) => {
      for (const path of ['/things/:id', '/api/v1/events'])
        api.get(path, (c) => json(c, { partner: c.var.principal?.partner ?? null }))
      api.put('/things/:id', (c) => json(c, {}))
      api.post('/things', async (c) => json(c, await readText(c, ['text/plain'])))
      api.get('/foreign', () => new Response('made elsewhere', { headers: { 'Cache-Control': 'public' } }))
      api.get('/slow', async (c) => {
        await new Promise((resolve) => setTimeout(resolve, 100))
        return json(c, {})
      })
      api.get('/broken', () => {
        throw new Error('the secret of the house', { cause: new Error('inner') })
      })
      api.get('/lost', () => {
        throw Object.assign(new Error('connect ECONNREFUSED 10.0.0.5:5432'), { code: 'ECONNREFUSED' })
      })
      api.get('/taken', () => {
        throw Object.assign(new Error('duplicate key value'), { code: '23505' })
      })
      api.get('/limited', () => {
        throw new Problem('forbidden', 'Not you.')
      })
    },
    timeouts,
  )
  const logged = () => deps.lines.map((line) => JSON.parse(line))
  return { app, deps, logged }
}

describe('every request', () => {
  it('has an id: the one that a proxy gave, or a new one', async () => {
    const { app, logged } = given()
    const own = await app.request('/things/1', { headers: { 'X-Request-Id': 'proxy:7.a-b_c' } })
    expect(own.headers.get('X-Request-Id')).toBe('proxy:7.a-b_c')
    for (const wrong of ['', 'a b', 'x'.repeat(101), '{"a":1}']) {
      const made = await app.request('/things/1', { headers: { 'X-Request-Id': wrong } })
      expect(made.headers.get('X-Request-Id')).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      )
    }
    expect(logged()[0].requestId).toBe('proxy:7.a-b_c')
  })

  it('is one line in the log, without its query and key', async () => {
    const { app, deps, logged } = given()
    await app.request('/things/å?key=hidden', { headers: KEY })
    expect(logged()).toEqual([
      {
        time: '2026-11-03T12:00:00.000Z',
        level: 'info',
        message: 'request',
        requestId: expect.any(String),
        method: 'GET',
        path: '/things/å',
        status: 200,
        ms: expect.any(Number),
        bytes: 19,
      },
    ])
    expect(deps.lines.join()).not.toMatch(/hidden|administrators-key/)
  })

  it('is counted by route, never by path', async () => {
    const { app, deps } = given()
    await app.request('/things/1')
    await app.request('/things/2', { method: 'HEAD' })
    await app.request('/nothing/1')
    await app.request('/things/3', { method: 'BREW' })
    const text = await deps.metrics.text()
    expect(text.split('\n').filter((line) => line.startsWith('http_requests_total{'))).toEqual([
      'http_requests_total{method="GET",route="/things/:id",status="200"} 1',
      'http_requests_total{method="HEAD",route="/things/:id",status="200"} 1',
      'http_requests_total{method="GET",route="none",status="404"} 1',
      'http_requests_total{method="other",route="none",status="405"} 1',
    ])
    expect(text).toContain('http_request_duration_seconds_count{route="/things/:id"} 2\n')
  })

  it('that takes too long is 503, and the next is served', async () => {
    const { app } = given({ body: 20, work: 20 })
    const late = await app.request('/slow')
    expect([late.status, late.headers.get('Retry-After'), await late.json()]).toEqual([
      503,
      '5',
      {
        type: 'https://calendar.example.org/problems/unavailable',
        title: 'Not able to answer now',
        status: 503,
        detail: 'This took too long. Try again.',
        instance: '/slow',
      },
    ])
    expect((await app.request('/things/1')).status).toBe(200)
  })

  it('has another time for its body than for its work', async () => {
    const { promise: isSent, resolve: send } = Promise.withResolvers<void>()
    const slow = () =>
      new ReadableStream({
        async start(controller) {
          await isSent
          controller.enqueue(new TextEncoder().encode('a'))
          controller.close()
        },
      })
    const post = ({ app }: ReturnType<typeof given>) =>
      app.request('/things', {
        method: 'POST',
        body: slow(),
        headers: { 'Content-Type': 'text/plain' },
        duplex: 'half',
      } as RequestInit)
    const cut = await post(given({ body: 10, work: 60_000 }))
    expect([cut.status, (await cut.json()).detail]).toEqual([503, 'The body took too long to come.'])
    const patient = post(given({ body: 60_000, work: 10 }))
    setTimeout(send, 50)
    const answer = await patient
    expect([answer.status, await answer.json()]).toEqual([200, 'a'])
  })

  it('gets the common headers also where the answer was made elsewhere', async () => {
    const { app } = given()
    const headers = Object.fromEntries((await app.request('/foreign', { headers: KEY })).headers)
    expect(headers).toEqual({
      'cache-control': 'private, no-store',
      'content-type': 'text/plain;charset=UTF-8',
      'referrer-policy': 'strict-origin-when-cross-origin',
      vary: 'Authorization',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.any(String),
    })
  })
})

describe('a key', () => {
  it('tells who asks, and keeps the answer out of every cache and script', async () => {
    const { app } = given()
    const answer = await app.request('/things/1', { headers: KEY })
    expect(await answer.json()).toEqual({ partner: 'house' })
    expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull()
  })

  it('is not needed to read', async () => {
    const { app } = given()
    const answer = await app.request('/api/v1/events')
    expect(await answer.json()).toEqual({ partner: null })
    expect(answer.headers.get('Cache-Control')).toMatch(/^public, max-age=30, /)
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(answer.headers.get('Vary')).toBe('Authorization, Accept-Encoding')
  })

  it('where it is not needed either keeps what is said of no cache out of caches', async () => {
    const { app } = given()
    const answer = await app.request('/things/1')
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(answer.headers.get('Vary')).toBe('Authorization')
  })

  it.each([
    ['unknown', `Bearer ${ADMIN_KEY}x`],
    ['a part', `Bearer ${ADMIN_KEY.slice(0, -1)}`],
    ['empty', 'Bearer '],
    ['two', `Bearer ${ADMIN_KEY} ${ADMIN_KEY}`],
    ['Basic', `Basic ${btoa(`admin:${ADMIN_KEY}`)}`],
    ['too long', `Bearer ${'x'.repeat(1000)}`],
  ])('that is wrong (%s) is 401 even to read', async (_, Authorization) => {
    const { app } = given()
    const answer = await app.request('/things/1', { headers: { Authorization } })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer realm="kalendarium"')
    expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
    expect(await answer.json()).toMatchObject({
      status: 401,
      title: 'A valid key is needed',
      instance: '/things/1',
    })
  })
})

describe('a failure', () => {
  it('that nobody foresaw is 500, tells an id, and is in the log under it', async () => {
    const { app, logged } = given()
    const answer = await app.request('/broken', { headers: { 'X-Request-Id': 'r-1' } })
    expect([answer.status, await answer.json()]).toEqual([
      500,
      {
        type: 'https://calendar.example.org/problems/internal',
        title: 'Something failed here',
        status: 500,
        detail: 'Tell its id to those who run this calendar: r-1',
        instance: '/broken',
        id: 'r-1',
      },
    ])
    expect(logged()[0]).toMatchObject({
      level: 'error',
      requestId: 'r-1',
      error: {
        message: 'the secret of the house',
        stack: expect.stringContaining('at '),
        cause: { message: 'inner' },
      },
    })
  })

  it.each([
    ['/lost', 503, 'The database cannot answer now. Try again soon.'],
    ['/taken', 409, 'It contradicts what is stored. Read again, and retry.'],
    ['/limited', 403, 'Not you.'],
  ])('at %s is %i, and says nothing of the inside', async (path, status, detail) => {
    const { app } = given()
    const answer = await app.request(path)
    expect([answer.status, await answer.json()]).toEqual([
      status,
      expect.objectContaining({ status, detail }),
    ])
  })
})

describe('an address without a route', () => {
  it.each([
    ['GET', '/nothing', 404, null],
    ['OPTIONS', '/nothing', 404, null],
    ['DELETE', '/things/1', 405, 'GET, HEAD, OPTIONS, PUT'],
    ['PROPFIND', '/things/1', 405, 'GET, HEAD, OPTIONS, PUT'],
    ['BREW', '/things/1', 405, 'GET, HEAD, OPTIONS, PUT'],
    ['POST', '/slow', 405, 'GET, HEAD, OPTIONS'],
    ['OPTIONS', '/things/1', 204, 'GET, HEAD, OPTIONS, PUT'],
    ['HEAD', '/things/1', 200, null],
    ['HEAD', '/nothing', 404, null],
  ])('%s %s is %i', async (method, path, status, allow) => {
    const { app } = given()
    const answer = await app.request(path, { method })
    expect([answer.status, answer.headers.get('Allow')]).toEqual([status, allow])
    if (status >= 400) expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
    if (method === 'HEAD') expect(await answer.text()).toBe('')
  })

  it('is named as a URI in the problem', async () => {
    const { app } = given()
    const answer = await app.request('/å b/%00?q=1')
    expect((await answer.json()).instance).toBe('/%C3%A5%20b/%00')
  })

  it('lets scripts of other sites ask whether they may read, not write', async () => {
    const { app } = given()
    const headers = { Origin: 'https://elsewhere.example', 'Access-Control-Request-Method': 'PUT' }
    const answer = await app.request('/things/1', { method: 'OPTIONS', headers })
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(answer.headers.get('Access-Control-Allow-Methods')).toBe('GET, HEAD')
    expect(answer.headers.get('Access-Control-Allow-Headers')).not.toMatch(/authorization|\*/i)
  })
})
