import { gunzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { chunksOf } from '../../src/calendar/feed-pieces.ts'
import { gzipPieces } from '../../src/compress-node.ts'
import { createMetrics } from '../../src/metrics.ts'
import { openCalendar } from '../events/calendar.ts'
import { ASSETS } from '../support/deps.ts'

const row = (n: number, state = '1') => ({
  eventId: `019abf00-0000-7000-8000-0000000${String(n).padStart(3, '0')}${((n * 37) % 256).toString(16).padStart(2, '0')}`,
  state,
})
const rows = Array.from({ length: 600 }, (_, n) => row(n))

test('a feed is divided into pieces of some dozens, none of them lost', () => {
  const chunks = chunksOf(rows)
  expect(chunks.flatMap(({ eventIds }) => eventIds)).toEqual(rows.map(({ eventId }) => eventId))
  expect(chunks.length).toBeGreaterThan(4)
  expect(chunks.length).toBeLessThan(40)
})

test.each([
  ['changed', rows.with(300, row(300, '2'))],
  ['less', rows.toSpliced(301, 1)],
  ['more', rows.toSpliced(300, 0, row(900))],
])('one event %s is one piece that differs', (_, changed) => {
  const before = new Set(chunksOf(rows).map(({ key }) => key))
  expect(chunksOf(changed).filter(({ key }) => !before.has(key))).toHaveLength(1)
})

test('pieces make one gzip member, and are compressed once', async () => {
  const texts = ['BEGIN:VCALENDAR\r\n', 'SUMMARY:Å\r\n'.repeat(900), '', 'END:VCALENDAR\r\n']
  const pieces = texts.map((text) => ({ bytes: new TextEncoder().encode(text) }))
  const body = new TextEncoder().encode(texts.join(''))
  const zipped = await gzipPieces(pieces, body)
  expect(gunzipSync(zipped).equals(body)).toBe(true)
  const again = pieces.map((piece) => ({ ...piece, bytes: new Uint8Array() }))
  expect(await gzipPieces(again, body)).toEqual(zipped)
})

test('after each edit the feed is what a fresh process makes of the same data', async () => {
  const calendar = await openCalendar()
  onTestFinished(() => calendar.close())
  const items = Array.from({ length: 150 }, (_, i) => ({
    externalId: `e${i}`,
    title: `Nummer ${i}`,
    start: `2026-12-0${1 + (i % 9)}T18:00`,
    timeZone: i === 7 ? 'Europe/Brussels' : 'Europe/Stockholm',
  }))
  const batch = await calendar.send('POST', '/api/v1/events/batch', { items })
  const ids = batch.body.items.map(({ id }) => id)
  const kept = createApp({ ...calendar.deps, metrics: createMetrics() }, ASSETS)
  const edits = [
    () => calendar.send('PATCH', `/api/v1/events/${ids[40]}`, { title: 'Ändrad' }),
    () => calendar.send('DELETE', `/api/v1/events/${ids[7]}`),
    () => calendar.send('PATCH', `/api/v1/events/${ids[90]}`, { start: '2026-11-25T10:00' }),
    () => calendar.send('POST', '/api/v1/events', { title: 'Ny', start: '2026-12-05' }),
    () => calendar.send('PATCH', `/api/v1/events/${ids[3]}`, { status: 'cancelled' }),
    () => calendar.send('PUT', '/api/v1/partners/house', { name: 'Regionen', email: 'a@example.org' }),
  ]
  for (const path of ['/calendar.ics', '/calendar.ics?cancelled=omit&lang=en']) await kept.request(path)
  for (const edit of edits) {
    expect((await edit()).status).toBeLessThan(300)
    for (const path of ['/calendar.ics', '/calendar.ics?cancelled=omit&lang=en']) {
      const fresh = createApp({ ...calendar.deps, metrics: createMetrics() }, ASSETS)
      const [ours, theirs] = await Promise.all([kept.request(path), fresh.request(path)])
      expect(ours.headers.get('etag')).toBe(theirs.headers.get('etag'))
      const text = await ours.text()
      expect(text).toBe(await theirs.text())
      const zipped = await kept.request(path, { headers: { 'Accept-Encoding': 'gzip' } })
      expect(gunzipSync(new Uint8Array(await zipped.arrayBuffer())).toString()).toBe(text)
    }
  }
})
