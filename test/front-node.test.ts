import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../src/config.ts'
import { type Running, serve } from '../src/serve.ts'
import { ADMIN_KEY } from './support/deps.ts'

const LIST = '/api/v1/occurrences?from=2027-01-01'
const KEY = { Authorization: `Bearer ${ADMIN_KEY}` }
/** What belongs to the connection and the moment. */
const OWN = ['date', 'connection', 'keep-alive']

let running: Running
let origin: string
beforeAll(async () => {
  running = await start()
  origin = running.deps.config.publicUrl
  await post('Konsert', '2027-01-02T19:00')
})
afterAll(() => running.close())

function start(env: Record<string, string> = {}): Promise<Running> {
  return serve(readConfig({ DATA_DIR: 'memory://', PORT: '0', LOG_LEVEL: 'silent', ADMIN_KEY, ...env }))
}

async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const own = { 'Accept-Encoding': 'identity', 'Accept-Language': 'sv', ...headers }
  const answer = await fetch(`${origin}${path}`, { method, headers: own })
  const fields = [...answer.headers].filter(([name]) => !OWN.includes(name))
  return { status: answer.status, headers: Object.fromEntries(fields), text: await answer.text() }
}

async function post(title: string, at: string): Promise<void> {
  const body = JSON.stringify({ title, start: at })
  const headers = { ...KEY, 'Content-Type': 'application/json' }
  const { status } = await fetch(`${origin}/api/v1/events`, { method: 'POST', headers, body })
  expect(status).toBe(201)
}

/** How many answers were given again so far. */
async function again(): Promise<number> {
  return metric(/^http_answers_again_total (\d+)$/m)
}

async function metric(line: RegExp): Promise<number> {
  return Number(line.exec(await running.deps.metrics.text())?.[1] ?? 0)
}

/** Asks until an answer is one that was given again; a minute may end, and the revision is asked for, in between. */
async function getAgain(path: string, headers: Record<string, string> = {}) {
  for (let tries = 0; tries < 50; tries++) {
    // What does not depend on the calendar does not ask for its revision either.
    await get('/api/v1/categories')
    const before = await again()
    const answer = await get(path, headers)
    if ((await again()) > before) return answer
  }
  throw new Error(`${path} is never given again`)
}

describe('an answer that is given again', () => {
  it.each([
    [LIST, {}],
    [LIST, { 'Accept-Encoding': 'gzip' }],
    ['/', { 'Accept-Language': 'en' }],
    ['/calendar.ics', {}],
    ['/calendar.rss', {}],
    ['/embed', {}],
  ])('is as it was: %s %j', async (path, headers) => {
    const first = await get(path, headers)
    expect(first.status).toBe(200)
    expect(await getAgain(path, headers)).toEqual(first)
  })

  it('is 304 for who has it, with the same validators', async () => {
    const { headers } = await get(LIST)
    const condition = { 'If-None-Match': headers.etag ?? '' }
    const first = await get(LIST, condition)
    expect(first).toMatchObject({ status: 304, text: '', headers: { etag: headers.etag } })
    expect(await getAgain(LIST, condition)).toEqual(first)
  })

  it.each(['identity', 'gzip'])(
    'is none of a list that was asked for once, which nobody keeps: %s',
    async (coding) => {
      const [path, codings] = [`${LIST}&limit=7&tag=-${coding}`, { 'Accept-Encoding': coding }]
      const before = await again()
      const first = await get(path, codings)
      expect(await get(path, codings)).toEqual(first)
      expect(await again()).toBe(before)
      expect(await getAgain(path, codings)).toEqual(first)
    },
  )

  it('is in brotli from the second time on, as what is sent once is not worth it', async () => {
    const path = `${LIST}&limit=8`
    const codings = { 'Accept-Encoding': 'gzip, br' }
    const [first, second] = [await get(path, codings), await get(path, codings)]
    expect([first, second].map(({ headers }) => headers['content-encoding'])).toEqual(['gzip', 'br'])
    expect(second.text).toBe(first.text)
    const condition = { ...codings, 'If-None-Match': first.headers.etag ?? '' }
    expect((await get(path, condition)).status).toBe(304)
  })

  it('is of what the client accepts', async () => {
    await getAgain('/', { 'Accept-Language': 'sv' })
    const english = await get('/', { 'Accept-Language': 'en' })
    expect(english.headers['content-language'] ?? english.text).toMatch(/^en|lang="en"/)
    await getAgain(LIST)
    expect((await get(LIST, { 'Accept-Encoding': 'gzip' })).headers['content-encoding']).toBe('gzip')
  })

  it('is not given after a change', async () => {
    expect((await getAgain(LIST)).text).not.toContain('Föredrag')
    await post('Föredrag', '2027-01-03T18:00')
    expect((await get(LIST)).text).toContain('Föredrag')
  })

  it('counts among the requests', async () => {
    const line = /^http_requests_total\{method="GET",route="\/api\/v1\/occurrences",status="200"\} (\d+)$/m
    const before = await metric(line)
    await getAgain(LIST)
    expect(await metric(line)).toBeGreaterThan(before)
  })

  it.each([
    ['a key', KEY],
    ['a range', { Range: 'bytes=0-9' }],
    ['a date', { 'If-Modified-Since': 'Fri, 01 Jan 2027 00:00:00 GMT' }],
    ['a tag that must match', { 'If-Match': '*' }],
    ['a revision that must be seen', { 'Kalendarium-Min-Revision': '1' }],
  ])('is not for a request with %s', async (_, headers) => {
    await getAgain(LIST)
    const before = await again()
    const answer = await get(LIST, headers)
    expect(await again()).toBe(before)
    if ('Authorization' in headers) expect(answer.headers['cache-control']).toBe('private, no-store')
  })

  it('is not for HEAD, which tells the same', async () => {
    const { headers } = await getAgain(LIST)
    expect(await get(LIST, {}, 'HEAD')).toEqual({ status: 200, headers, text: '' })
  })

  it('counts towards the limit', async () => {
    const limited = await start({ RATE_LIMIT: '40' })
    const statuses: number[] = []
    for (let i = 0; i < 41; i++)
      statuses.push((await fetch(`${limited.deps.config.publicUrl}${LIST}`)).status)
    const given = await limited.deps.metrics.text()
    await limited.close()
    expect(statuses).toEqual([...Array(40).fill(200), 429])
    expect(given).toMatch(/^http_answers_again_total [1-9]/m)
  })
})
