import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOf } from './client.ts'
import { type Other, openOther } from './other-server.ts'
import { partnerWork } from './partner-work.ts'
import { publicAddresses } from './public-addresses.ts'
import type { Open, Runtime } from './runtime.ts'

/** What the service does, as seen from outside, wherever it runs. */
export function describeService(name: string, open: Open): void {
  describe(`on ${name}`, () => {
    let runtime: Runtime
    let other: Other
    beforeAll(async () => {
      other = await openOther()
      runtime = await open({ OUTBOUND_ALLOW: new URL(other.origin).host })
    })
    afterAll(async () => {
      await runtime?.close()
      other.close()
    })
    const client = clientOf(() => runtime)
    const { call, write, post } = client

    publicAddresses(client)
    partnerWork(
      client,
      () => runtime,
      () => other,
    )

    it('lives and is ready', async () => {
      expect((await call('GET', '/healthz')).status).toBe(200)
      expect((await call('GET', '/readyz')).status).toBe(200)
      expect((await call('GET', '/metrics')).text).toContain('http_requests_total')
    })

    it('stores an event and serves it as JSON, occurrences and iCalendar', async () => {
      const recurrence = { rrule: 'FREQ=WEEKLY;COUNT=3' }
      const created = await write('POST', '/api/v1/events', {
        title: { sv: 'Kör över sommartiden', en: 'Choir across the change' },
        start: '2027-03-23T18:00',
        duration: 'PT2H',
        recurrence,
        tags: ['kör'],
      })
      expect(created.status).toBe(201)
      const { id, slug } = created.json
      expect((await call('GET', `/api/v1/events/${id}`)).json).toMatchObject({
        id,
        recurrence: { rrule: recurrence.rrule },
      })
      const list = await call('GET', '/api/v1/occurrences?from=2027-03-01&to=2027-05-01&tag=k%C3%B6r')
      expect(list.json.items.map(({ start }: { start: string }) => start)).toEqual([
        '2027-03-23T17:00:00Z',
        '2027-03-30T16:00:00Z',
        '2027-04-06T16:00:00Z',
      ])
      const feed = await call('GET', `/events/${slug}.ics`)
      expect(feed.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
      expect(feed.text).toContain('RRULE:FREQ=WEEKLY')
      expect(feed.text).toContain('DTSTART;TZID=Europe/Stockholm:20270323T180000')
    })

    it('answers a conditional GET and HEAD', async () => {
      const first = await call('GET', '/calendar.ics')
      const etag = first.headers.get('etag') ?? ''
      expect(etag).toMatch(/^"[^"]+"$/)
      const again = await call('GET', '/calendar.ics', undefined, { 'If-None-Match': etag })
      expect([again.status, again.text]).toEqual([304, ''])
      const head = await call('HEAD', '/calendar.ics')
      expect([head.status, head.text, head.headers.get('etag')]).toEqual([200, '', etag])
    })

    it('names the faults of bad input', async () => {
      const { status, headers, json } = await write('POST', '/api/v1/events', {
        titel: 'X',
        start: '2026-02-30',
      })
      expect([status, headers.get('content-type')]).toEqual([422, 'application/problem+json'])
      expect(json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
        expect.arrayContaining(['/titel', '/title']),
      )
      expect((await call('GET', '/api/v1/occurrences?wrong=1')).status).toBe(400)
      expect((await call('GET', '/api/v1/nothing')).status).toBe(404)
    })

    it('guards writes by the key and by If-Match, and keeps nothing of a key’s answers', async () => {
      expect((await call('POST', '/api/v1/events', { title: 'X', start: '2026-12-01' })).status).toBe(401)
      const { id } = await post({ title: 'Dag', start: '2026-12-01' })
      const stale = await write('PATCH', `/api/v1/events/${id}`, { title: 'Y' }, { 'If-Match': '"99"' })
      expect(stale.status).toBe(412)
      const read = await write('GET', `/api/v1/events/${id}`)
      expect(read.headers.get('cache-control')).toBe('private, no-store')
    })

    it('writes many at once, and unchanged the second time', async () => {
      const items = Array.from({ length: 50 }, (_, i) => ({
        externalId: `many-${i}`,
        title: `Nummer ${i}`,
        start: '2027-01-10T12:00',
      }))
      const statuses = async () => {
        const { json } = await write('POST', '/api/v1/events/batch', { items })
        return new Set(json.items.map(({ status }: { status: string }) => status))
      }
      expect(await statuses()).toEqual(new Set(['created']))
      expect(await statuses()).toEqual(new Set(['unchanged']))
    })

    it('answers many at once', async () => {
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, i) => call('GET', `/api/v1/occurrences?limit=${i + 1}`)),
      )
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    })

    it('holds the limits of requests', async () => {
      const limited = await open({ RATE_LIMIT: '5' })
      try {
        const { call: ask } = clientOf(() => limited)
        const statuses: number[] = []
        // Different ones, as what an edge has kept costs no request.
        for (let i = 1; i <= 7; i++) statuses.push((await ask('GET', `/api/v1/events?limit=${i}`)).status)
        expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429])
      } finally {
        await limited.close()
      }
    })

    if (name !== 'Workers') return
    it('answers a public read from the edge’s cache for as long as it says', async () => {
      const path = '/api/v1/events?tag=kept'
      const first = await call('GET', path)
      expect(first.headers.get('cache-control')).toContain('max-age=')
      await post({ title: 'Ny', start: '2026-12-24', tags: ['kept'] })
      expect((await call('GET', path)).text).toBe(first.text)
      expect((await write('GET', path)).json.items).toHaveLength(1)
      expect((await call('GET', `${path}&limit=21`)).json.items).toHaveLength(1)
      const tag = first.headers.get('etag') ?? ''
      const status = async (headers: Record<string, string>) =>
        (await call('GET', path, undefined, headers)).status
      expect(await status({ 'If-None-Match': tag })).toBe(304)
      const modified = first.headers.get('last-modified') ?? ''
      expect(await status({ 'If-None-Match': '"other"', 'If-Modified-Since': modified })).toBe(200)
    })
  })
}
