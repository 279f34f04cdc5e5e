/** The subscription feed: built after a change, sent from memory, and the memory for it. */
import ical from 'ical-generator'
import { readEvents, type StoredEvent } from '../../src/events/store.ts'
import { memoryOf, startServer, stopServer } from './child.ts'
import { openLoad } from './http-load.ts'
import { byTurns, type Result, result } from './measure.ts'
import type { PostgresServer } from './postgres.ts'
import { openFilled, type Service } from './service.ts'
import { serveStatic } from './static-server.ts'

const EVENTS = 10_000
const FEED = '/calendar.ics?past=all'
const CONNECTIONS = 4
const TIMES = 5
const GZIP = { 'Accept-Encoding': 'gzip' }

export async function feed(server: PostgresServer): Promise<Result[]> {
  const service = await openFilled(server, 'bench_feed', EVENTS, 2)
  const ids = (await service.deps.db.selectFrom('events').select('id').orderBy('id').execute()).map(
    ({ id }) => id,
  )
  const events = await readEvents(service.deps.db, { ids })
  const touch = toucher(service, ids)
  const bytes = await service.call('GET', FEED)
  const text = new TextDecoder().decode(bytes)
  if (text.split('\r\nBEGIN:VEVENT\r\n').length - 1 !== EVENTS) throw new Error('the feed has not all events')

  const built = await byTurns(
    {
      ours: () => service.call('GET', FEED),
      gzipped: () => service.call('GET', FEED, undefined, GZIP),
      generator: () => generated(events),
    },
    { rounds: 15, before: (side) => (side === 'generator' ? Promise.resolve() : touch()) },
  )
  const results = [
    result(
      '10,000 events, changed calendar: CPU',
      'ms',
      built.ours.cpu,
      built.generator.cpu,
      'ical-generator',
      0.1,
    ),
    result('the same, gzipped: CPU', 'ms', built.gzipped.cpu, built.generator.cpu, 'ical-generator', null),
    ...(await overHttp(server, touch, bytes.length)),
  ]
  await service.close()
  return results
}

/** Changes one event of many, another each time. */
function toucher({ call }: Service, ids: readonly string[]): () => Promise<unknown> {
  let n = 0
  return () => {
    const id = ids[(++n * 7919) % ids.length]
    return call('PATCH', `/api/v1/events/${id}`, { statusNote: { sv: `Ändrad ${Date.now()} ${n}` } })
  }
}

/** The feed as one would make it with the library for every request. */
function generated(events: readonly StoredEvent[]): string {
  const calendar = ical({ name: 'Kalendarium', prodId: '//Kalendarium//bench//SV' })
  for (const { feedUid, slug, sequence, created, updated, content } of events) {
    const { title, description, schedule, location, categories, tags } = content
    const start = Temporal.PlainDateTime.from(schedule.start).toZonedDateTime(schedule.timeZone)
    const { length } = schedule
    const milliseconds = length.kind === 'exact' ? length.milliseconds : 0
    calendar.createEvent({
      id: feedUid,
      sequence,
      created,
      lastModified: updated,
      stamp: updated,
      start: new Date(start.epochMilliseconds),
      end: new Date(start.epochMilliseconds + milliseconds),
      summary: title.sv ?? '',
      description: description?.sv ?? null,
      location: { title: location?.name?.sv ?? '', address: location?.streetAddress ?? '' },
      categories: [...categories, ...tags].map((name) => ({ name })),
      url: `https://calendar.example.org/events/${slug}`,
      ...(schedule.rrule ? { repeating: schedule.rrule } : {}),
    })
  }
  return calendar.toString()
}

async function overHttp(
  server: PostgresServer,
  touch: () => Promise<unknown>,
  size: number,
): Promise<Result[]> {
  const { child, port } = await startServer(server.url('bench_feed'))
  const address = `http://127.0.0.1:${port}`
  // The code itself is in memory before: a feed of nothing takes the same way.
  for (let i = 0; i < 20; i++) {
    await (await fetch(`${address}/api/v1/occurrences?limit=20`)).text()
    await (await fetch(`${address}/calendar.ics?tag=none-${i}`, { headers: i % 2 ? GZIP : {} })).text()
  }
  const before = await memoryOf(child)
  for (let i = 0; i < 8; i++) {
    await touch()
    await (await fetch(`${address}${FEED}`, { headers: i % 2 ? GZIP : {} })).arrayBuffer()
  }
  const bytes = new Uint8Array(await (await fetch(`${address}${FEED}`)).arrayBuffer())
  const after = await memoryOf(child)

  const other = await serveStatic(bytes)
  const ours = await openLoad(port, FEED, CONNECTIONS)
  const theirs = await openLoad(other.port, '/feed.ics', CONNECTIONS)
  const sent = await byTurns({ ours: () => ours.run(TIMES), other: () => theirs.run(TIMES) }, { rounds: 40 })
  ours.close()
  theirs.close()
  const loaded = await memoryOf(child)
  await other.stop()
  await stopServer(child)
  const requests = CONNECTIONS * TIMES
  const growth = Math.max(after, loaded) - before
  return [
    result(
      'from memory over HTTP, 4 connections',
      'ms',
      sent.ours.wall / requests,
      sent.other.wall / requests,
      `${other.name}, the same ${(size / 1e6).toFixed(1)} MB`,
      1.3,
    ),
    result('memory that the feed takes', 'MB', growth / 1e6, size / 1e6, 'the size of the feed', 4),
  ]
}
