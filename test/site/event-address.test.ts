import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { type Calendar, openCalendar } from '../events/calendar.ts'
import { HOSTILE_TEXTS, hostileEvent } from '../support/hostile.ts'
import { pagesOf } from './event-pages.ts'

let calendar: Calendar
beforeEach(async () => {
  calendar = await openCalendar()
  const { close } = calendar
  onTestFinished(close)
})

const { read } = pagesOf(() => calendar)

describe('an address', () => {
  test('that the title had before leads to the new one, with its query', async () => {
    const { id } = await calendar.create({ title: 'Gammal titel' })
    await calendar.send(
      'PATCH',
      `/api/v1/events/${id}`,
      { title: 'Ny titel' },
      { 'Content-Type': 'application/merge-patch+json' },
    )
    const { status, headers } = await calendar.get('/events/gammal-titel?lang=en')
    expect([status, headers.get('location')]).toEqual([
      301,
      'https://calendar.example.org/events/ny-titel?lang=en',
    ])
  })

  test('of a removed event is 410 with a page, and shows nothing of the event', async () => {
    const { id } = await calendar.create({ title: 'Borta', summary: 'Hemlig text' })
    await calendar.send('DELETE', `/api/v1/events/${id}`)
    const { status, headers, text } = await calendar.get('/events/borta', { 'Accept-Language': 'sv' })
    expect([status, headers.get('content-type')]).toEqual([410, 'text/html; charset=utf-8'])
    expect(text).toContain('<h1>Evenemanget är borttaget</h1>')
    expect(text).not.toContain('Hemlig text')
  })

  test('that nothing ever had is 404 with a search for its words, and so is that of a draft', async () => {
    const draft = await calendar.create({ title: 'Utkast', state: 'draft' })
    for (const slug of ['jazz-i-parken', draft.slug]) {
      const { status, text } = await calendar.get(`/events/${slug}`, { 'Accept-Language': 'sv' })
      expect(status).toBe(404)
      expect(text).toContain('<h1>Evenemanget finns inte här</h1>')
      expect(text).toContain(`name="q" value="${slug.replaceAll('-', ' ')}"`)
      expect(text).toContain('<meta name="robots" content="noindex, follow">')
    }
  })

  test('keeps its meaning with what trackers add to it', async () => {
    await calendar.create()
    expect((await calendar.get('/events/forelasning?fbclid=abc')).status).toBe(200)
  })
})

test('the page is revalidated, gzipped and answered to HEAD', async () => {
  const { id } = await calendar.create()
  const path = '/events/forelasning'
  const { headers } = await calendar.get(path)
  const etag = headers.get('etag') ?? ''
  expect((await calendar.get(path, { 'If-None-Match': etag })).status).toBe(304)
  expect((await calendar.get(path, { 'If-Modified-Since': headers.get('last-modified') ?? '' })).status).toBe(
    304,
  )
  expect((await calendar.get(path, { 'Accept-Encoding': 'gzip' })).headers.get('content-encoding')).toBe(
    'gzip',
  )
  const head = await calendar.send('HEAD', path)
  expect([head.status, head.text]).toEqual([200, ''])
  await calendar.send(
    'PATCH',
    `/api/v1/events/${id}`,
    { tags: ['ny'] },
    { 'Content-Type': 'application/merge-patch+json' },
  )
  expect((await calendar.get(path, { 'If-None-Match': etag })).status).toBe(200)
})

describe('hostile text', () => {
  test.each(HOSTILE_TEXTS)('%s stays text in every field', async (hostile) => {
    const { slug } = await calendar.create(hostileEvent(hostile))
    const page = await read(`/events/${slug}`)
    const scripts = [...page.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)]
    expect(scripts.map(([, attributes]) => attributes)).toEqual([' type="application/ld+json"'])
    expect(JSON.parse(scripts[0]?.[2] ?? '')).toMatchObject({ name: hostile, keywords: [hostile] })
    const rest = page.replace(/<script[\s\S]*?<\/script>/, '')
    expect(rest).not.toMatch(/<(?:img|style|iframe|object|embed)\b|<svg (?!class="(?:i|dot|mark|sheet)")/i)
    // Attributes stand in double quotes; what is outside of them is markup.
    expect(rest.replaceAll(/"[^"]*"/g, '""').match(/<[a-z][^<>]*\son[a-z]+\s*=[^<>]*>/gi)).toBeNull()
    const hrefs = [...rest.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href)
    expect(hrefs.filter((href) => !/^(?:https?:|mailto:|tel:|\/|#|data:image\/svg)/.test(href))).toEqual([])
  })

  test('of an address is text on the page that does not find it', async () => {
    const { text } = await calendar.get(`/events/${encodeURIComponent('"><script>alert(1)</script>')}`)
    expect(text).not.toContain('<script>alert')
  })
})
