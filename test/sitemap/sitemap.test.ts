import { OpenAPIHono } from '@hono/zod-openapi'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import type { Env } from '../../src/http/env.ts'
import { createKept } from '../../src/http/kept.ts'
import { sitemapRoutes } from '../../src/sitemap/routes.ts'
import { type Calendar, openCalendar } from '../events/calendar.ts'
import { all, readXml, texts } from '../news/xml.ts'

let calendar: Calendar
beforeEach(async () => {
  calendar = await openCalendar()
  const { close } = calendar
  onTestFinished(close)
})

const SITE = 'https://calendar.example.org'
const locations = (xml: string) => {
  const root = readXml(xml)
  return [...all(root, 'url'), ...all(root, 'sitemap')].flatMap((element) => texts(element, 'loc'))
}

/** Reads a map of which each file holds so many addresses. */
function mapInFilesOf(most: number): (path: string) => Promise<string> {
  const app = new OpenAPIHono<Env>()
  sitemapRoutes(app, calendar.deps, createKept(calendar.deps), most)
  return async (path) => (await app.request(path)).text()
}

test('the map names the front page and every published event with its last change', async () => {
  await calendar.create({ title: 'Jazz & blues' })
  await calendar.create({ title: 'Utkast', state: 'draft' })
  const { headers, text } = await calendar.get('/sitemap.xml')
  expect(headers.get('content-type')).toBe('application/xml; charset=utf-8')
  expect(locations(text)).toEqual([`${SITE}/`, `${SITE}/events/jazz-blues`])
  expect(all(readXml(text), 'lastmod').map((element) => element.text)).toEqual(['2026-11-20T12:00:00.000Z'])
})

test('beyond what one file may hold, the map is an index of files that have each address once', async () => {
  for (let n = 0; n < 5; n++) await calendar.create({ title: `Nr ${n}` })
  const read = mapInFilesOf(2)
  expect(locations(await read('/sitemap.xml'))).toEqual([1, 2, 3].map((n) => `${SITE}/sitemap-${n}.xml`))
  const parts = await Promise.all([1, 2, 3].map((n) => read(`/sitemap-${n}.xml`)))
  expect(parts.map(locations)).toEqual([
    [`${SITE}/`, `${SITE}/events/nr-0`],
    [`${SITE}/events/nr-1`, `${SITE}/events/nr-2`],
    [`${SITE}/events/nr-3`, `${SITE}/events/nr-4`],
  ])
})

test('named views stand before the events, wherever a file ends', async () => {
  for (const slug of ['konserter', 'lediga-platser'])
    await calendar.send('PUT', `/api/v1/views/${slug}`, {
      name: { sv: slug },
      query: 'q=jazz',
      description: { sv: slug },
    })
  for (let n = 0; n < 2; n++) await calendar.create({ title: `Nr ${n}` })
  const read = mapInFilesOf(2)
  expect(locations(await read('/sitemap.xml'))).toEqual([1, 2, 3].map((n) => `${SITE}/sitemap-${n}.xml`))
  const parts = await Promise.all([1, 2, 3].map((n) => read(`/sitemap-${n}.xml`)))
  expect(parts.map(locations)).toEqual([
    [`${SITE}/`, `${SITE}/v/konserter`],
    [`${SITE}/v/lediga-platser`, `${SITE}/events/nr-0`],
    [`${SITE}/events/nr-1`],
  ])
})

test('a part that there is not is 404', async () => {
  expect((await calendar.get('/sitemap-2.xml')).status).toBe(404)
})

test('robots are led to the map and away from data and endless dates', async () => {
  const { headers, text } = await calendar.get('/robots.txt')
  expect(headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(text.split('\n')).toEqual([
    'User-agent: *',
    'Disallow: /api/',
    'Disallow: /*?date=',
    'Disallow: /*&date=',
    'Disallow: /*?cursor=',
    'Disallow: /*&cursor=',
    '',
    `Sitemap: ${SITE}/sitemap.xml`,
    '',
  ])
})
