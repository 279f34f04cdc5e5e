import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { concatenated } from '../../src/bytes.ts'
import {
  divided,
  editedPieces,
  eventIdOf,
  type FeedPiece,
  indexOf,
  type Row,
} from '../../src/calendar/feed-pieces.ts'
import { gzipPieces } from '../../src/compress-node.ts'
import { createMetrics } from '../../src/metrics.ts'
import { openCalendar } from '../events/calendar.ts'
import { ASSETS } from '../support/deps.ts'

/** The entry of the event with this last octet. */
const entry = (octet: number, start: number, state = 1) =>
  `019abf00-0000-7000-8000-0000${String(start).padStart(6, '0')}${octet.toString(16).padStart(2, '0')} ${state} ${start}`
const entries = Array.from({ length: 900 }, (_, n) => entry((n * 37) % 256, n))
const indexes = (all: readonly string[]) => divided(all).map(indexOf)

test('a feed is divided into pieces of some dozens, none of them lost', () => {
  const pieces = divided(entries)
  expect(pieces.flat()).toEqual(entries)
  expect(pieces.length).toBeGreaterThan(9)
  expect(pieces.length).toBeLessThan(40)
})

test.each([
  ['changed', entries.with(300, entry(1, 300, 2))],
  ['less', entries.toSpliced(301, 1)],
  ['more', entries.toSpliced(300, 0, entry(1, 299))],
])('one event %s is one piece that differs', (_, changed) => {
  const before = new Set(indexes(entries))
  expect(indexes(changed).filter((index) => !before.has(index))).toHaveLength(1)
})

const INDEX = fc
  .uniqueArray(fc.tuple(fc.nat(255), fc.nat(60), fc.nat(2)), { selector: ([octet]) => octet, maxLength: 250 })
  .map((all) =>
    all
      .sort(([a, start], [b, other]) => start - other || a - b)
      .map(([octet, start, state]) => {
        const id = `019abf00-0000-7000-8000-0000000000${octet.toString(16).padStart(2, '0')}`
        return `${id} ${state} ${start}`
      }),
  )
/** Texts of different lengths, in octets and in letters. */
const rowOf = (one: string) => ({
  entry: one,
  bytes: new TextEncoder().encode(`Å${one.slice(34)}`),
  zones: [],
})

test('a feed that was edited is divided, and reads, as one that was made at once', () => {
  fc.assert(
    fc.property(INDEX, INDEX, fc.nat(8), (before, other, some) => {
      // Some events are as in `other`, or gone with it; the rest as they were.
      const isOther = (one: string) => Number.parseInt(one.slice(34, 36), 16) % 8 < some
      const rows = other.filter(isOther).map(rowOf)
      const eventIds = new Set([...before, ...other].filter(isOther).map(eventIdOf))
      const after = [...before.filter((one) => !isOther(one)), ...other.filter(isOther)].sort(byStart)
      const made = (all: readonly string[]) => divided(all).map((own) => pieceOf(own.map(rowOf)))
      expect(editedPieces(made(before), { eventIds, rows }, pieceOf)).toEqual(made(after))
    }),
    { numRuns: 300 },
  )

  function pieceOf(rows: readonly Row[]): FeedPiece {
    const bytes = concatenated(rows.map((row) => row.bytes))
    const lengths = rows.map((row) => row.bytes.length)
    return { index: indexOf(rows.map((row) => row.entry)), bytes, lengths, zones: [], digest: '' }
  }

  function byStart(a: string, b: string): number {
    const [one, other] = [a, b].map((text) => Number(text.split(' ')[2]))
    return (one ?? 0) - (other ?? 0) || (eventIdOf(a) < eventIdOf(b) ? -1 : 1)
  }
})

test('pieces make one gzip member, and are compressed once', async () => {
  const texts = ['BEGIN:VCALENDAR\r\n', 'SUMMARY:Å\r\n'.repeat(900), '', 'END:VCALENDAR\r\n']
  const pieces = texts.map((text) => ({ bytes: new TextEncoder().encode(text) }))
  const body = new TextEncoder().encode(texts.join(''))
  const zipped = concatenated(await gzipPieces(pieces))
  expect(gunzipSync(zipped).equals(body)).toBe(true)
  const again = pieces.map((piece) => ({ ...piece, bytes: piece.bytes.map(() => 0) }))
  expect(concatenated(await gzipPieces(again))).toEqual(zipped)
})

test('of many pieces one that changed makes one part differ, and those that are less or more do no harm', async () => {
  const texts = Array.from({ length: 50 }, (_, i) => `SUMMARY:Nummer ${i}\r\n`.repeat(20))
  const pieces = texts.map((text) => ({ bytes: new TextEncoder().encode(text) }))
  const other = { bytes: new TextEncoder().encode('SUMMARY:Annat\r\n') }
  for (const edited of [
    pieces.with(20, other),
    pieces.toSpliced(30, 1),
    pieces.toSpliced(3, 0, other),
    pieces,
  ]) {
    const body = Buffer.concat(edited.map(({ bytes }) => bytes))
    expect(gunzipSync(concatenated(await gzipPieces(edited))).equals(body)).toBe(true)
  }
  const before = await gzipPieces(pieces)
  const changed = await gzipPieces(pieces.with(20, other))
  // Without the trailer.
  expect(changed.slice(0, -1).filter((part) => !before.includes(part))).toHaveLength(1)
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

const FEEDS = [
  '/calendar.ics',
  '/calendar.ics?cancelled=omit&lang=en&past=all',
  '/calendar.ics?category=music',
  '/calendar.ics?category=-music&cancelled=status',
  '/calendar.ics?q=jazz',
  '/calendar.ics?from=2026-12-02&to=2026-12-05',
]
const EVENTS = 150
const EDITS = fc.array(
  fc.record({
    kind: fc.constantFrom(
      'title', 'text', 'start', 'zone', 'category', 'cancel', 'add', 'remove', 'archive', 'publish', 'batch', 'partner',
      'categoryName', 'day',
    ), // biome-ignore format: a list to read
    which: fc.nat(EVENTS - 1),
    n: fc.nat(9),
    isRead: fc.boolean(),
  }),
  { minLength: 25, maxLength: 25 },
)

test('after any edits in a row the feeds are what a fresh process makes of the same data', async () => {
  const calendar = await openCalendar()
  onTestFinished(() => calendar.close())
  for (const slug of ['music', 'film']) await nameCategory(slug, slug)
  const items = Array.from({ length: EVENTS }, (_, i) => ({ ...itemOf(i), title: `Nummer ${i}` }))
  const batch = await calendar.send('POST', '/api/v1/events/batch', { items })
  const ids = batch.body.items.map(({ id }) => id)
  const kept = createApp({ ...calendar.deps, metrics: createMetrics() }, ASSETS)
  let count = 0
  await compare()
  await fc.assert(
    fc.asyncProperty(EDITS, async (edits) => {
      for (const edit of edits) {
        await apply(edit)
        if (edit.isRead) await compare()
      }
      await compare()
    }),
    { numRuns: 3, endOnFailure: true },
  )

  async function apply({ kind, which, n }: { kind: string; which: number; n: number }): Promise<void> {
    const id = ids[which]
    // What is removed or archived already refuses some of these, which then are no edits.
    const patch = (body: Record<string, unknown>) => calendar.send('PATCH', `/api/v1/events/${id}`, body)
    const state = (to: string) => calendar.send('PUT', `/api/v1/events/${id}/publication`, { state: to })
    if (kind === 'title') await patch({ title: n % 2 ? `Jazz ${++count}` : `Annat ${++count}` })
    if (kind === 'text') await patch({ statusNote: { sv: `Ändrad ${++count}` } })
    if (kind === 'start') await patch({ start: `2026-${n % 3 ? 12 : '08'}-1${n}T10:00`, end: null })
    if (kind === 'zone') await patch({ timeZone: n % 2 ? 'Europe/Brussels' : 'Europe/Stockholm' })
    if (kind === 'category') await patch({ categories: [['music'], ['film'], []][n % 3] })
    if (kind === 'cancel') await patch({ status: n % 2 ? 'cancelled' : 'scheduled' })
    if (kind === 'add') ids[which] = (await calendar.create({ ...itemOf(which), externalId: null })).id
    if (kind === 'remove') await calendar.send('DELETE', `/api/v1/events/${id}`)
    if (kind === 'archive') await state('archived')
    if (kind === 'publish') await state('published')
    if (kind === 'batch') {
      const some = Array.from({ length: n }, (_, i) => ({
        ...itemOf((which + 17 * i) % EVENTS),
        title: `På nytt ${++count}`,
      }))
      await calendar.send('POST', '/api/v1/events/batch', { items: some })
    }
    if (kind === 'partner')
      await calendar.send('PUT', '/api/v1/partners/house', { name: `Huset ${n}`, email: 'a@example.org' })
    if (kind === 'categoryName') await nameCategory('music', `Musik ${n}`)
    if (kind === 'day' && n < 5)
      calendar.clock.now = new Date(Date.parse(calendar.clock.now) + 43_200_000).toISOString()
  }

  async function compare(): Promise<void> {
    const fresh = createApp({ ...calendar.deps, metrics: createMetrics() }, ASSETS)
    for (const path of FEEDS) {
      const zipped = count % 2 ? await gunzipped(path) : null
      const [ours, theirs] = [await kept.request(path), await fresh.request(path)]
      expect(ours.headers.get('etag')).toBe(theirs.headers.get('etag'))
      const text = await ours.text()
      expect(text).toBe(await theirs.text())
      expect(zipped ?? (await gunzipped(path))).toBe(text)
    }
  }

  async function gunzipped(path: string): Promise<string> {
    const answer = await kept.request(path, { headers: { 'Accept-Encoding': 'gzip' } })
    const bytes = new Uint8Array(await answer.arrayBuffer())
    return answer.headers.get('content-encoding') === 'gzip'
      ? gunzipSync(bytes).toString()
      : new TextDecoder().decode(bytes)
  }

  async function nameCategory(slug: string, name: string): Promise<void> {
    const { status } = await calendar.send('PUT', `/api/v1/categories/${slug}`, {
      name: { sv: name },
      color: '#aa0000',
    })
    expect(status).toBeLessThan(300)
  }

  function itemOf(i: number) {
    return {
      externalId: `e${i}`,
      title: `Nummer ${i}`,
      start: `2026-12-0${1 + (i % 9)}T18:00`,
      categories: [['music'], ['film'], []][i % 3],
    }
  }
}, 120_000)
