import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { cacheControl } from '../../src/http/caching.ts'
import { type Calendar, openCalendar } from '../events/calendar.ts'
import { HOSTILE_TEXTS, hostileEvent } from '../support/hostile.ts'
import { all, readXml, texts } from './xml.ts'

let calendar: Calendar
beforeEach(async () => {
  calendar = await openCalendar()
  const { close } = calendar
  onTestFinished(close)
})

interface JsonFeed {
  version: string
  title: string
  language: string
  feed_url: string
  home_page_url: string
  authors: unknown[]
  items: {
    id: string
    url: string
    title: string
    summary: string
    content_html: string
    language?: string
    authors: unknown[]
    tags: string[]
  }[]
}
const jsonFeed = async (query = '') =>
  (await calendar.get(`/calendar.json${query}`)).body as unknown as JsonFeed

const TALK = {
  title: { sv: 'Samtal', en: 'Talk' },
  summary: { sv: 'Om havet.' },
  description: { sv: 'Om **havet**.' },
  end: '2026-12-01T19:30',
  location: { name: { sv: 'Kvarnen', en: 'The Mill' }, locality: 'Malmö' },
  tags: ['hav'],
}

test('an item of RSS has title, page, a lasting guid, the day of its last change and its texts', async () => {
  const { id } = await calendar.create(TALK)
  const { headers, text } = await calendar.get('/calendar.rss')
  expect(headers.get('content-type')).toBe('application/rss+xml; charset=utf-8')
  const [item] = all(readXml(text), 'item')
  expect(item?.children.map(({ name, text }) => [name, text])).toEqual([
    ['title', 'Samtal'],
    ['link', 'https://calendar.example.org/events/samtal'],
    ['guid', `urn:uuid:${id}`],
    ['pubDate', 'Fri, 20 Nov 2026 12:00:00 GMT'],
    ['description', 'Tisdag 1 december 2026 kl. 18.00–19.30 · Kvarnen, Malmö · Om havet.'],
    [
      'content:encoded',
      '<div lang="sv"><p>Tisdag 1 december 2026 kl. 18.00–19.30</p>\n<p>Kvarnen, Malmö</p>\n<p lang="sv">Om havet.</p>\n' +
        '<div lang="sv"><p>Om <strong>havet</strong>.</p>\n</div></div>',
    ],
    ['category', 'hav'],
    ['dc:creator', 'Kalendarium'],
  ])
})

test('an entry of Atom tells when it was published and when it changed, in the language asked for', async () => {
  const { id } = await calendar.create(TALK)
  calendar.clock.now = '2026-11-21T08:00:00Z'
  await calendar.send(
    'PATCH',
    `/api/v1/events/${id}`,
    { tags: [] },
    { 'Content-Type': 'application/merge-patch+json' },
  )
  const { headers, text } = await calendar.get('/calendar.atom?lang=en')
  expect(headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
  const feed = readXml(text)
  expect(feed.attributes).toEqual({ 'xml:lang': 'en', xmlns: 'http://www.w3.org/2005/Atom' })
  expect(feed.children.filter(({ name }) => name === 'link').map(({ attributes }) => attributes)).toEqual([
    { rel: 'alternate', href: 'https://calendar.example.org/?lang=en' },
    { rel: 'self', href: 'https://calendar.example.org/calendar.atom?lang=en' },
  ])
  const [entry] = all(feed, 'entry')
  expect(['id', 'title', 'updated', 'published', 'summary'].map((name) => texts(entry, name))).toEqual([
    [`urn:uuid:${id}`],
    ['Talk'],
    ['2026-11-21T08:00:00.000Z'],
    ['2026-11-20T12:00:00.000Z'],
    ['Tuesday 1 December 2026, 18:00–19:30 · The Mill, Malmö · Om havet.'],
  ])
})

test('JSON Feed is of version 1.1, with languages and lists of authors', async () => {
  const { id } = await calendar.create({
    ...TALK,
    title: { sv: 'Samtal' },
    organizer: { name: 'Museet', url: 'https://museum.example/' },
  })
  const answer = await calendar.get('/calendar.json?lang=en')
  expect(answer.headers.get('content-type')).toBe('application/feed+json; charset=utf-8')
  const feed = answer.body as unknown as JsonFeed
  expect(feed).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Events calendar',
    description: 'New and changed events',
    language: 'en',
    home_page_url: 'https://calendar.example.org/?lang=en',
    feed_url: 'https://calendar.example.org/calendar.json?lang=en',
    items: [
      {
        id: `urn:uuid:${id}`,
        url: 'https://calendar.example.org/events/samtal?lang=en',
        title: 'Samtal',
        language: 'sv',
        tags: ['hav'],
        authors: [{ name: 'Museet', url: 'https://museum.example/' }],
        date_published: '2026-11-20T12:00:00.000Z',
        date_modified: '2026-11-20T12:00:00.000Z',
      },
    ],
  })
  expect(Object.keys(feed)).not.toContain('author')
})

test('what changed last comes first', async () => {
  const first = await calendar.create({ title: 'Ett' })
  calendar.clock.now = '2026-11-20T13:00:00Z'
  await calendar.create({ title: 'Två' })
  calendar.clock.now = '2026-11-20T14:00:00Z'
  await calendar.send(
    'PATCH',
    `/api/v1/events/${first.id}`,
    { title: 'Ett igen' },
    { 'Content-Type': 'application/merge-patch+json' },
  )
  const { items } = await jsonFeed()
  expect(items.map(({ title }) => title)).toEqual(['Ett igen', 'Två'])
})

test('filters narrow the feed, and what is not published is not in it', async () => {
  await calendar.create({ title: 'Jazz', tags: ['jazz'] })
  await calendar.create({ title: 'Rock', tags: ['rock'] })
  await calendar.create({ title: 'Utkast', tags: ['jazz'], state: 'draft' })
  expect((await jsonFeed('?tag=jazz')).items.map(({ title }) => title)).toEqual(['Jazz'])
  expect((await jsonFeed('?tag=-jazz&q=ro')).items.map(({ title }) => title)).toEqual(['Rock'])
})

test('50 events are told of unless limit says, and those long over only where past asks for them', async () => {
  const items = Array.from({ length: 55 }, (_, n) => ({
    externalId: `${n}`,
    title: `Nr ${n}`,
    start: '2026-12-01T18:00',
  }))
  await calendar.send('POST', '/api/v1/events/batch', { items })
  await calendar.create({ title: 'Länge sedan', start: '2026-06-01T18:00' })
  expect((await jsonFeed()).items.length).toBe(50)
  expect((await jsonFeed('?limit=2')).items.length).toBe(2)
  expect((await jsonFeed('?q=sedan')).items).toEqual([])
  expect((await jsonFeed('?q=sedan&past=all')).items.length).toBe(1)
})

test('what is cancelled is marked in the title with its reason, or left out', async () => {
  await calendar.create({ title: 'Kör', status: 'cancelled', statusNote: { sv: 'Sjukdom.' } })
  const [item] = (await jsonFeed()).items
  expect(item?.title).toBe('INSTÄLLT: Kör')
  expect(item?.content_html).toContain('<p><strong>Inställt</strong>: <span lang="sv">Sjukdom.</span></p>')
  expect((await jsonFeed('?cancelled=omit')).items).toEqual([])
})

test('a series shows its next date as it is changed, and a deadline when it closes', async () => {
  const series = await calendar.create({
    title: 'Öppen kör',
    start: '2026-11-03T18:00',
    recurrence: { rrule: 'FREQ=WEEKLY' },
  })
  await calendar.send('PUT', `/api/v1/events/${series.id}/occurrences/2026-11-24T18:00:00`, {
    start: '2026-11-25T19:00',
  })
  await calendar.create({
    title: 'Ansök',
    start: '2026-12-03T17:00',
    timeZone: 'Europe/Brussels',
    type: 'deadline',
  })
  const { items } = await jsonFeed()
  expect(items.map(({ title, summary }) => [title, summary]).sort()).toEqual([
    ['Ansök', 'Stänger torsdag 3 december 2026 kl. 17.00 Brysseltid, samma tid här'],
    ['Öppen kör', 'Onsdag 25 november 2026 kl. 19.00 (återkommer)'],
  ])
})

test.each(['rss', 'atom', 'json'])('%s is revalidated, gzipped and answered to HEAD', async (format) => {
  await calendar.create()
  const path = `/calendar.${format}`
  const { headers, text } = await calendar.get(path)
  const etag = headers.get('etag') ?? ''
  const lastModified = headers.get('last-modified') ?? ''
  expect(headers.get('cache-control')).toBe(cacheControl('feed'))
  expect((await calendar.get(path, { 'If-None-Match': etag })).status).toBe(304)
  expect((await calendar.get(path, { 'If-Modified-Since': lastModified })).status).toBe(304)
  const zipped = await calendar.get(path, { 'Accept-Encoding': 'gzip' })
  expect(zipped.headers.get('content-encoding')).toBe('gzip')
  expect(zipped.headers.get('etag')).toBe(etag.replace(/"$/, '-gzip"'))
  const head = await calendar.send('HEAD', path)
  expect([head.status, head.text]).toEqual([200, ''])
  expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(text)))
  await calendar.create()
  expect((await calendar.get(path, { 'If-None-Match': etag })).status).toBe(200)
})

test('a parameter that feeds do not know is a fault', async () => {
  const { status, body } = await calendar.get('/calendar.rss?sort=start&colour=red')
  expect([status, body.errors.map((fault) => 'parameter' in fault && fault.parameter)]).toEqual([
    400,
    ['sort', 'colour'],
  ])
})

test.each(HOSTILE_TEXTS)('the text %s stays text in every field of every format', async (hostile) => {
  await calendar.create(hostileEvent(hostile))
  const shown = hostile.replace(/[\uE000-\uE003]/g, '\uFFFD')
  const [item] = all(readXml((await calendar.get('/calendar.rss')).text), 'item')
  expect(texts(item, 'title')).toEqual([shown])
  expect(texts(item, 'category')).toEqual([shown])
  expect(texts(item, 'dc:creator')).toEqual([shown])
  const [entry] = all(readXml((await calendar.get('/calendar.atom')).text), 'entry')
  expect(unescaped(texts(entry, 'title')[0] ?? '')).toBe(shown)
  const { items } = await jsonFeed()
  expect(items[0]?.title).toBe(hostile)
  const contents = [
    ...texts(item, 'content:encoded'),
    ...texts(entry, 'content'),
    items[0]?.content_html ?? '',
  ]
  for (const html of contents) {
    expect(html.match(/<[^>]*>/g)?.filter((tag) => !SAFE_TAG.test(tag))).toEqual([])
    expect(html).toContain('<strong>Flyttat till ny tid</strong>')
  }
})

/** What item texts are made of: no other element, no other attribute. */
const SAFE_TAG =
  /^<\/?(?:div|p|span|strong|em|br|h[3-6]|ul|ol|li|blockquote|code|pre|hr)(?: lang="[a-z-]+")?>$|^<a href="(?:https?:|mailto:|tel:)[^"<>]*"(?: rel="nofollow noopener ugc")?>$|^<\/a>$/

function unescaped(html: string): string {
  expect(html).not.toMatch(/[<>]/)
  return html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
