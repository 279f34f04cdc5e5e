import { describe, expect, it } from 'vitest'
import type { Client } from './client.ts'
import type { Other } from './other-server.ts'
import type { Runtime } from './runtime.ts'

/** What partners and administrators do, once each: every writing route of the API. */
export function partnerWork({ call, write, post }: Client, runtime: () => Runtime, other: () => Other): void {
  describe('a partner', () => {
    it('is made, gets a key, posts with it, and is refused when it is revoked', async () => {
      const made = await write('PUT', '/api/v1/partners/teatern', { name: 'Teatern', trusted: true })
      expect(made.status).toBeLessThan(300)
      const { status, json } = await write('POST', '/api/v1/partners/teatern/keys', {
        name: 'Kassan',
        scopes: ['events:write'],
      })
      expect(status).toBe(201)
      const asPartner = { Authorization: `Bearer ${json.key}` }
      const event = { title: 'Premiär', start: '2027-02-01T19:00' }
      const posted = await call('POST', '/api/v1/events', event, asPartner)
      expect([posted.status, posted.json.partner]).toEqual([201, 'teatern'])
      const listed = await write('GET', '/api/v1/partners/teatern/keys')
      expect(listed.text).not.toContain(json.key)
      expect((await write('DELETE', `/api/v1/partners/teatern/keys/${json.id}`)).status).toBe(204)
      expect((await call('POST', '/api/v1/events', event, asPartner)).status).toBe(401)
    })

    it('replaces, patches, archives and deletes an event, and reads its history', async () => {
      const created = await write('POST', '/api/v1/events', { title: 'Ett', start: '2027-02-02T19:00' })
      const path = `/api/v1/events/${created.json.id}`
      const etag = created.headers.get('etag') ?? ''
      const replacement = { title: 'Två', start: '2027-02-02T20:00' }
      expect((await write('PUT', path, replacement)).status).toBe(428)
      const replaced = await write('PUT', path, replacement, { 'If-Match': etag })
      expect([replaced.status, replaced.json.title, replaced.json.sequence]).toEqual([200, { sv: 'Två' }, 1])
      expect((await write('PUT', path, replacement, { 'If-Match': etag })).status).toBe(412)
      const merge = { 'Content-Type': 'application/merge-patch+json' }
      const patched = await write('PATCH', path, { tags: ['ny'] }, merge)
      expect([patched.status, patched.json.tags]).toEqual([200, ['ny']])
      const dry = await write('PATCH', `${path}?dryRun=true`, { title: 'Tre' }, merge)
      expect([dry.status, (await call('GET', path)).json.title]).toEqual([200, { sv: 'Två' }])
      expect((await write('PUT', `${path}/publication`, { state: 'archived' })).status).toBe(200)
      // Asked otherwise than before, as the edge may keep what it has for as long as that said.
      expect((await call('GET', path, undefined, { Accept: 'application/json' })).status).toBe(404)
      const history = await write('GET', `${path}/history`)
      expect(history.json.items.length).toBeGreaterThanOrEqual(4)
      expect((await write('DELETE', path)).status).toBe(204)
    })

    it('upserts by its own id, and repeats a post under an Idempotency-Key', async () => {
      const event = { title: 'Återkommer', start: '2027-02-03T19:00' }
      const path = '/api/v1/events/by-external-id/runtime-1'
      expect((await write('PUT', path, event)).status).toBe(201)
      expect((await write('PUT', path, event)).status).toBe(200)
      const again = { 'Idempotency-Key': 'once-and-again' }
      const first = await write('POST', '/api/v1/events', event, again)
      const second = await write('POST', '/api/v1/events', event, again)
      expect([first.status, second.status, second.text]).toEqual([201, 201, first.text])
    })

    it('changes one occurrence, takes that back, drops one, and splits a series', async () => {
      const { id } = await post({
        title: 'Varje vecka',
        start: '2027-04-05T10:00',
        duration: 'PT1H',
        recurrence: { rrule: 'FREQ=WEEKLY;COUNT=6' },
      })
      const series = `/api/v1/events/${id}/occurrences`
      const moved = await write('PUT', `${series}/2027-04-12T10:00:00`, { start: '2027-04-12T15:00' })
      expect(moved.status).toBeLessThan(300)
      expect((await call('GET', `${series}/2027-04-12T10:00:00`)).json.localStart).toBe('2027-04-12T15:00:00')
      expect((await write('DELETE', `${series}/2027-04-12T10:00:00`)).status).toBeLessThan(300)
      expect((await write('PUT', `${series}/2027-04-19T10:00:00`, { excluded: true })).status).toBeLessThan(
        300,
      )
      const split = await write('POST', `/api/v1/events/${id}/split`, {
        recurrenceId: '2027-04-26T10:00:00',
        changes: { title: 'Från och med nu' },
      })
      expect(split.status).toBe(201)
      const { json } = await write('GET', `${series}?from=2027-04-01&to=2027-06-01`)
      expect(json.items.map(({ localStart }: { localStart: string }) => localStart)).toEqual([
        '2027-04-05T10:00:00',
        '2027-04-12T10:00:00',
      ])
    })

    it('imports a calendar file', async () => {
      const file = calendarFile('imported@example.org', 'Ur en fil')
      const type = { 'Content-Type': 'text/calendar' }
      const { status, json } = await write('POST', '/api/v1/imports', file, type)
      expect([status, json.items]).toMatchObject([200, [{ uid: 'imported@example.org', status: 'created' }]])
    })

    it('has categories and views changed and removed', async () => {
      for (const path of ['/api/v1/categories/kort', '/api/v1/views/kort']) {
        const body = path.includes('views') ? { name: 'Kort', query: 'q=kort' } : { name: 'Kort' }
        expect((await write('PUT', path, body)).status).toBe(201)
        expect((await write('DELETE', path)).status).toBe(204)
      }
    })
  })

  describe('requests to others', () => {
    it.each([
      [
        'source',
        '/api/v1/sources/inside',
        { url: 'http://169.254.169.254/feed.ics', interval: 'PT1H', removeMissing: false },
      ],
      ['webhook', '/api/v1/webhooks/inside', { url: 'http://[::1]/hook', types: ['event.published'] }],
    ])('a %s at an address that is not public is refused', async (_, path, body) => {
      const { status, json } = await write('PUT', path, body)
      expect([status, json.errors[0].pointer]).toEqual([422, '/url'])
    })

    it('a source is fetched, and its events are served', async () => {
      other().calendar = calendarFile('from-a-source@example.org', 'Ur en källa')
      const body = { url: `${other().origin}/feed.ics`, interval: 'PT1H', removeMissing: false }
      expect((await write('PUT', '/api/v1/sources/near', body)).status).toBeLessThan(300)
      const titles = async () =>
        (await write('GET', '/api/v1/events?q=källa')).json.items.map(({ title }: { title: object }) => title)
      await expect.poll(titles, { timeout: 20_000 }).toEqual([{ sv: 'Ur en källa' }])
      expect((await write('DELETE', '/api/v1/sources/near')).status).toBe(204)
    })

    it('a webhook hears of an event by the jobs', async () => {
      const hook = { url: `${other().origin}/hook`, types: ['event.published'] }
      const { status, json } = await write('PUT', '/api/v1/webhooks/near', hook)
      expect([status, json.secret]).toEqual([201, expect.stringMatching(/^whsec_/)])
      const { id } = await post({ title: 'Hörs', start: '2027-05-01T10:00' })
      const heard = async () => {
        await runtime().runJobs()
        return other().messages.map(({ body, signed }) => [JSON.parse(body).data.id, signed])
      }
      await expect.poll(heard, { timeout: 30_000, interval: 1000 }).toContainEqual([id, true])
      const { json: deliveries } = await write('GET', '/api/v1/webhooks/near/deliveries')
      expect(deliveries.items.length).toBeGreaterThan(0)
      expect((await write('DELETE', '/api/v1/webhooks/near')).status).toBe(204)
    })
  })
}

function calendarFile(uid: string, summary: string): string {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//example//SV',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    'DTSTAMP:20261101T120000Z',
    'DTSTART;TZID=Europe/Stockholm:20270210T180000',
    'DTEND;TZID=Europe/Stockholm:20270210T190000',
    `SUMMARY:${summary}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')
}
