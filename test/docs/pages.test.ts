import { describe, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { cacheControl } from '../../src/http/caching.ts'
import { ASSETS, depsWithoutDatabase } from '../support/deps.ts'

const app = createApp(depsWithoutDatabase(), ASSETS)
const PATHS = [
  '/docs',
  '/docs?lang=en',
  '/docs/partners',
  '/docs/api',
  '/docs/api?lang=en',
  '/problems/not-found',
  '/api/v1/openapi.json',
]

describe.each(PATHS)('%s', (path) => {
  const ask = (headers: Record<string, string> = {}, method = 'GET') => app.request(path, { method, headers })
  const tagOf = (answer: Response) => answer.headers.get('etag') ?? ''

  test('may be kept, and is not sent again to who has it', async () => {
    const answer = await ask()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe(cacheControl('program'))
    const date = answer.headers.get('last-modified') ?? ''
    expect(date).toMatch(/ GMT$/)
    for (const [name, value] of [
      ['If-None-Match', tagOf(answer)] as const,
      ['If-Modified-Since', date] as const,
    ]) {
      const again = await ask({ [name]: value })
      expect([again.status, await again.text(), tagOf(again)]).toEqual([304, '', tagOf(answer)])
    }
  })

  test('comes gzipped on request, under a tag of its own', async () => {
    const zipped = await ask({ 'Accept-Encoding': 'gzip' })
    expect(zipped.headers.get('content-encoding')).toBe('gzip')
    expect(zipped.headers.get('vary')).toContain('Accept-Encoding')
    expect(tagOf(zipped)).not.toBe(tagOf(await ask()))
  })

  test('answers HEAD as GET, without a body', async () => {
    const [head, get] = [await ask({}, 'HEAD'), await ask()]
    expect([head.status, await head.text()]).toEqual([200, ''])
    for (const name of ['etag', 'last-modified', 'content-type', 'content-length'])
      expect(head.headers.get(name)).toBe(get.headers.get(name))
  })
})

test('the documentation leads to the guide for partners, which names this calendar', async () => {
  expect(await (await app.request('/docs')).text()).toContain('<a href="/docs/partners">')
  const markdown = `# Start\n\n## One\n\n\`\`\`sh\ncurl https://calendar.example.org/ -d '<'\n\`\`\`\n`
  const read = async () => new TextEncoder().encode(markdown)
  const deps = depsWithoutDatabase()
  deps.config.publicUrl = 'https://kalender.example'
  const page = await (await createApp(deps, { read }).request('/docs/partners')).text()
  expect(page).toContain('<title>Start')
  expect(page).toContain(
    `<div class="prose text" lang="en"><h1>Start</h1>\n<h2>One</h2>\n<pre><code class="language-sh">curl https://kalender.example/ -d '&lt;'\n</code></pre>\n</div>`,
  )
})

test.each(['/docs', '/docs/api', '/docs/partners'])('%s tells search engines what it is', async (path) => {
  const read = async (lang: string) => (await app.request(`${path}?lang=${lang}`)).text()
  const descriptions = [await read('sv'), await read('en')].map(
    (page) => /<meta name="description" content="([^"]+)">/.exec(page)?.[1] ?? '',
  )
  expect(descriptions.every((text) => text.length > 30)).toBe(true)
  expect(descriptions[0]).not.toBe(descriptions[1])
  expect(await read('en')).toContain(
    `<link rel="canonical" href="https://calendar.example.org${path}?lang=en">`,
  )
})

test('what is kept of the documentation is kept apart for each language, and for who asked for it', async () => {
  const link = async (path: string, accepted: string) => {
    const page = await (await app.request(path, { headers: { 'Accept-Language': accepted } })).text()
    return /<a href="(\/docs\/api[^"]*)">([^<]*)</.exec(page)?.slice(1)
  }
  for (let again = 0; again < 2; again++) {
    expect(await link('/docs?lang=en', 'sv')).toEqual(['/docs/api?lang=en', 'API reference'])
    expect(await link('/docs', 'en')).toEqual(['/docs/api', 'API reference'])
    expect(await link('/docs', 'sv')).toEqual(['/docs/api', 'API-referens'])
  }
})

test('an unknown kind of problem has no page', async () => {
  expect((await app.request('/problems/bad-mood')).status).toBe(404)
})

test('the short address of the API’s description leads to it', async () => {
  const { status, headers } = await app.request('/openapi.json')
  expect([status, headers.get('location')]).toEqual([308, 'https://calendar.example.org/api/v1/openapi.json'])
})
