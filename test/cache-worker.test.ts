import { beforeEach, expect, it, vi } from 'vitest'
import { throughCache } from '../src/cache-worker.ts'

const CONTROL = 'public, max-age=30, s-maxage=30, stale-while-revalidate=60, stale-if-error=86400'
const ORIGIN = 'https://calendar.example.org'

/** What was put, by the address of its key: the Cache API heeds nothing else. */
let kept: Map<string, Response>
beforeEach(() => {
  kept = new Map()
  const cache = {
    match: async ({ url }: Request) => kept.get(url)?.clone(),
    put: async ({ url }: Request, response: Response) => void kept.set(url, response),
  }
  vi.stubGlobal('caches', { open: async () => cache })
})

/** Asks through the cache an application that answers with what it was asked. */
async function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const puts: Promise<unknown>[] = []
  let isAsked = false
  const request = new Request(`${ORIGIN}${path}`, { method, headers })
  const response = await throughCache(request, { waitUntil: (put) => puts.push(put) }, async (asked) => {
    isAsked = true
    const own = {
      'Content-Type': 'text/plain',
      'Cache-Control': CONTROL,
      ETag: '"a"',
      'Last-Modified': 'Fri, 27 Nov 2026 12:00:00 GMT',
    }
    return new Response(`${asked.url} ${asked.headers.get('accept-language')}`, { headers: own })
  })
  const text = await response.text()
  await Promise.all(puts)
  return { response, text, isAsked }
}

it('gives again what was declared, and how old it is', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  try {
    const first = await ask('/docs')
    vi.setSystemTime(Date.now() + 12_345)
    const again = await ask('/docs')
    expect([first.isAsked, again.isAsked, again.text]).toEqual([true, false, first.text])
    expect(Object.fromEntries(again.response.headers)).toEqual({
      ...Object.fromEntries(first.response.headers),
      age: '12',
    })
  } finally {
    vi.useRealTimers()
  }
})

it('keeps nothing beyond its time', async () => {
  await ask('/docs')
  const [copy] = kept.values()
  expect(copy?.headers.get('cache-control')).toBe('public, max-age=30, s-maxage=30')
})

it('knows each address and variant apart, whatever is written in the address', async () => {
  await ask('/docs', { 'Accept-Language': 'en-NZ' })
  const [key = ''] = kept.keys()
  for (const path of [
    '/docs?vary-accept-language=en-nz',
    '/docs?accept-language=en-nz',
    `/docs${new URL(key).search}`,
    `/${new URL(key).search}`,
  ])
    expect((await ask(path)).isAsked).toBe(true)
  expect((await ask('/docs')).isAsked).toBe(true)
  expect((await ask('/docs', { 'Accept-Language': 'en-nz' })).isAsked).toBe(false)
})

it('evaluates conditions as the application does', async () => {
  await ask('/docs')
  const status = async (headers: Record<string, string>) => {
    const { response, text, isAsked } = await ask('/docs', headers)
    expect([isAsked, text === '']).toEqual([false, response.status === 304])
    return response.status
  }
  const [at, before] = ['Fri, 27 Nov 2026 12:00:00 GMT', 'Fri, 27 Nov 2026 11:59:59 GMT']
  expect(await status({ 'If-None-Match': '"a"' })).toBe(304)
  expect(await status({ 'If-None-Match': 'W/"a", "b"' })).toBe(304)
  expect(await status({ 'If-Modified-Since': at })).toBe(304)
  expect(await status({ 'If-Modified-Since': before })).toBe(200)
  // RFC 9110 §13.1.3: ignored beside entity tags.
  expect(await status({ 'If-None-Match': '"b"', 'If-Modified-Since': at })).toBe(200)
})

it.each<Record<string, string>>([
  { Authorization: 'Bearer x' },
  { 'Kalendarium-Min-Revision': '3' },
  { 'If-Match': '"b"' },
  { 'If-Unmodified-Since': 'Fri, 27 Nov 2026 12:00:00 GMT' },
])('is not for who sends %o', async (headers) => {
  await ask('/docs', headers)
  expect(kept.size).toBe(0)
  await ask('/docs')
  expect((await ask('/docs', headers)).isAsked).toBe(true)
})
