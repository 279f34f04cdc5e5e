import { beforeAll, describe, expect, it } from 'vitest'
import type { Client } from './client.ts'

/** Every public address, with the type of its answer; `ID`, `SLUG`, `CATEGORY` and `VIEW` stand for what was written. */
const ADDRESSES: readonly (readonly [path: string, type: RegExp])[] = [
  ['/healthz', /^text\/plain/],
  ['/readyz', /^text\/plain/],
  ['/metrics', /^text\/plain; version=0\.0\.4/],
  ['/api/v1/occurrences?from=2027-03-01', /^application\/json/],
  ['/api/v1/events', /^application\/json/],
  ['/api/v1/events/ID', /^application\/json/],
  ['/api/v1/events/ID/occurrences?from=2027-03-01', /^application\/json/],
  ['/api/v1/events/ID/occurrences/2027-03-30T18:00:00', /^application\/json/],
  ['/api/v1/facets?from=2027-03-01&to=2027-05-01', /^application\/json/],
  ['/api/v1/changes', /^application\/json/],
  ['/api/v1/categories', /^application\/json/],
  ['/api/v1/partners', /^application\/json/],
  ['/api/v1/partners/house', /^application\/json/],
  ['/api/v1/views', /^application\/json/],
  ['/api/v1/views/VIEW', /^application\/json/],
  ['/api/v1/api-info', /^application\/json/],
  ['/api/v1/openapi.json', /^application\/json/],
  ['/calendar.ics', /^text\/calendar/],
  ['/calendar.ics?category=CATEGORY&lang=en', /^text\/calendar/],
  ['/events/SLUG.ics', /^text\/calendar/],
  ['/calendar.rss', /^application\/rss\+xml/],
  ['/calendar.atom', /^application\/atom\+xml/],
  ['/calendar.json', /^application\/feed\+json/],
  ['/calendar.jsonld', /^application\/ld\+json/],
  ['/dataset.jsonld', /^application\/ld\+json/],
  ['/sitemap.xml', /^application\/xml/],
  ['/robots.txt', /^text\/plain/],
  ['/', /^text\/html/],
  ['/?view=month&date=2027-03', /^text\/html/],
  ['/?view=week&date=2027-03-23', /^text\/html/],
  ['/?view=day&date=2027-03-23', /^text\/html/],
  ['/events/SLUG', /^text\/html/],
  ['/v/VIEW', /^text\/html/],
  ['/v/VIEW.ics', /^text\/calendar/],
  ['/v/VIEW.rss', /^application\/rss\+xml/],
  ['/v/VIEW.atom', /^application\/atom\+xml/],
  ['/v/VIEW.json', /^application\/feed\+json/],
  ['/embed.js', /^text\/javascript/],
  ['/embed', /^text\/html/],
  ['/embed/frame?category=CATEGORY', /^text\/html/],
  ['/oembed?url=https%3A%2F%2Fcalendar.example.org%2F', /^application\/json/],
  ['/accessibility', /^text\/html/],
  ['/docs', /^text\/html/],
  ['/docs/partners', /^text\/html/],
  ['/docs/api', /^text\/html/],
  ['/problems/not-found', /^text\/html/],
]

export function publicAddresses({ call, write, post }: Client): void {
  describe('every public address', () => {
    const names = { ID: '', SLUG: '', CATEGORY: 'addresses', VIEW: 'addresses' }
    const real = (path: string) =>
      path.replace(/ID|SLUG|CATEGORY|VIEW/, (name) => names[name as keyof typeof names])

    beforeAll(async () => {
      await write('PUT', '/api/v1/categories/addresses', { name: { sv: 'Adresser', en: 'Addresses' } })
      await write('PUT', '/api/v1/views/addresses', { name: 'Adresser', query: 'category=addresses' })
      const { id, slug } = await post({
        title: { sv: 'Överallt', en: 'Everywhere' },
        start: '2027-03-23T18:00',
        duration: 'PT2H',
        recurrence: { rrule: 'FREQ=WEEKLY;COUNT=3' },
        categories: ['addresses'],
      })
      Object.assign(names, { ID: id, SLUG: slug })
    })

    it.each(ADDRESSES)('%s', async (path, type) => {
      const { status, headers, text } = await call('GET', real(path))
      expect([status, headers.get('content-type')]).toEqual([200, expect.stringMatching(type)])
      expect(text.length).toBeGreaterThan(0)
      const head = await call('HEAD', real(path))
      expect([head.status, head.text]).toEqual([200, ''])
    })

    it('leads to its scripts and styles', async () => {
      const { text } = await call('GET', '/')
      const assets = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => String(path))
      expect(assets.length).toBeGreaterThan(0)
      for (const path of assets) {
        const { status, headers } = await call('GET', path)
        expect([status, headers.get('cache-control')]).toEqual([200, expect.stringContaining('immutable')])
      }
    })

    it('moved once leads there, and what is not there is a page or a problem', async () => {
      const moved = await call('GET', '/openapi.json')
      expect([moved.status, moved.headers.get('location')]).toEqual([
        expect.toSatisfy((status: number) => status >= 301 && status <= 308),
        expect.stringContaining('/api/v1/openapi.json'),
      ])
      const page = await call('GET', '/nothing', undefined, { Accept: 'text/html' })
      expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
      const wrong = await call('POST', '/calendar.ics', {})
      expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
    })
  })
}
