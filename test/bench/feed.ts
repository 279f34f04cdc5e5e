/** The subscription feed: built first, after a change, sent from memory, and the memory for it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import ical from 'ical-generator'
import { readEvents, type StoredEvent } from '../../src/events/store.ts'
import { loadLong } from './long.ts'
import { byTurns, median, type Result, result, spentHere } from './measure.ts'
import { FILE, serveStatic } from './nginx.ts'
import type { PostgresServer } from './postgres.ts'
import type { Served } from './processes.ts'
import { startRadicale } from './radicale.ts'
import { ADMIN_KEY, openFilled, type Service, startService } from './service.ts'
import { loadByTurns } from './wrk.ts'

const EVENTS = 10_000
const FEED = '/calendar.ics?past=all'
const PLAIN = { 'Accept-Encoding': 'identity' }
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

  const served = await startService(server.url('bench_feed'))
  await warmUp(served, ids)
  const results = [
    ...(await afterChanges(served, touch, bytes)),
    ...(await onColdReplica(served, events, text)),
    ...(await overHttp(served, touch, bytes.length)),
  ]
  await served.stop()
  await service.close()
  return results
}

const WARM = 300

/** What a process does that has run for a while: until then its code is not compiled. Its own changes it knows at once. */
async function warmUp(served: Served, ids: readonly string[]): Promise<void> {
  const call: Service['call'] = async (method, path, body) => {
    const headers = { Authorization: `Bearer ${ADMIN_KEY}`, 'Content-Type': 'application/json' }
    const address = `http://127.0.0.1:${served.port}${path}`
    const answer = await fetch(address, { method, headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`)
    return new Uint8Array(await answer.arrayBuffer())
  }
  const touch = toucher({ call }, ids)
  for (let i = 0; i < WARM; i++) {
    await touch()
    await read(served, FEED, i % 2 ? GZIP : PLAIN)
  }
}

/** What the process that sends it takes, the look at the revision and the sending with it. */
async function afterChanges(
  served: Served,
  touch: () => Promise<unknown>,
  bytes: Uint8Array,
): Promise<Result[]> {
  const sides = {
    ours: () => read(served, FEED, PLAIN),
    gzipped: () => read(served, FEED, GZIP),
    gzip: () => gzipSync(bytes, { level: 6 }),
  }
  const built = await byTurns(sides, {
    rounds: 25,
    warmUp: 10,
    before: async (side) => {
      if (side === 'gzip') return
      // One change each: what the other coding has not needed yet is none of it.
      await sides[side]()
      await touch()
      await sleep(UNSEEN)
    },
    spent: (side) => (side === 'gzip' ? spentHere() : spentBy(served)),
  })
  const what = 'the feed of 10,000 events after a change'
  return [
    result(`${what}: CPU`, 'ms', built.ours.cpu, built.gzip.cpu, 'gzip -6 of it', 0.05),
    result(`${what}, gzipped: CPU`, 'ms', built.gzipped.cpu, built.gzip.cpu, 'gzip -6 of it', 0.05),
  ]
}

/** What a process takes for its first feed; its code is warm, since it has made feeds before. */
async function onColdReplica(
  served: Served,
  events: readonly StoredEvent[],
  text: string,
): Promise<Result[]> {
  const first = await byTurns(
    { ours: () => read(served, FEED, PLAIN), generator: () => generated(events) },
    {
      rounds: 8,
      before: async (side) => {
        if (side !== 'ours') return
        await served.anew()
        await read(served, '/calendar.ics?tag=none', PLAIN)
      },
      spent: (side) => (side === 'ours' ? spentBy(served) : spentHere()),
    },
  )
  const what = 'the first feed of a replica: CPU'
  const results = [result(what, 'ms', first.ours.cpu, first.generator.cpu, 'ical-generator', 1 / 12)]
  const radicale = await startRadicale(text)
  if (radicale === null) {
    console.error('There is no Radicale here (on Debian: apt-get install radicale): it is left out.')
    return results
  }
  const reads: number[] = []
  // The first reads fill its own cache of items.
  for (let i = 0; i < 7; i++) reads.push(await radicale.read())
  await radicale.stop()
  results.push(result(what, 'ms', first.ours.cpu, median(reads.slice(2)), 'Radicale’s GET', 1 / 25))
  return results
}

async function read({ port }: Served, path: string, headers: Record<string, string>): Promise<Uint8Array> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return bytes
}

const spentBy = async (served: Served) => (await served.cost()).cpu
/** How long another process may trust the revision that it knows, in milliseconds, and a little more. */
const UNSEEN = 300

/** Changes one event of many, another each time. */
function toucher({ call }: Pick<Service, 'call'>, ids: readonly string[]): () => Promise<unknown> {
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

async function overHttp(served: Served, touch: () => Promise<unknown>, size: number): Promise<Result[]> {
  const { port } = served
  const address = `http://127.0.0.1:${port}`
  await served.anew()
  // The code itself is in memory before: a feed of nothing takes the same way.
  for (let i = 0; i < 20; i++) {
    await read(served, '/api/v1/occurrences?limit=20', PLAIN)
    await read(served, `/calendar.ics?tag=none-${i}`, i % 2 ? GZIP : PLAIN)
  }
  const before = (await served.memory()).rss
  for (let i = 0; i < 8; i++) {
    await touch()
    await read(served, FEED, i % 2 ? GZIP : PLAIN)
  }
  const bytes = await read(served, FEED, PLAIN)
  const after = (await served.memory()).rss

  const other = await serveStatic(bytes)
  const ours = { port, pids: [served.pid], path: FEED }
  const nginx = { port: other.port, pids: [other.pid], path: FILE }
  const amount = { connections: 4, seconds: 2, rounds: 4 }
  const whole = await loadByTurns({ ours, nginx }, amount)
  const gzipped = await loadByTurns(
    { ours: { ...ours, headers: GZIP }, nginx: { ...nginx, headers: GZIP } },
    { ...amount, by: loadLong },
  )
  const loaded = (await served.memory()).rss
  const same = await loadByTurns(
    {
      ours: { ...ours, headers: await conditionOf(`${address}${FEED}`) },
      nginx: { ...nginx, headers: await conditionOf(`http://127.0.0.1:${other.port}${FILE}`) },
    },
    { ...amount, connections: 16 },
  )
  await other.stop()
  const growth = Math.max(after, loaded) - before
  const what = `the feed of ${(size / 1e6).toFixed(1)} MB from memory`
  return [
    result(`${what}: CPU`, 'ms', whole.ours.cpu, whole.nginx.cpu, 'nginx', 1),
    result(`${what}: rate`, '/s', whole.ours.rate, whole.nginx.rate, 'nginx', null),
    result(`${what}, gzipped: CPU`, 'ms', gzipped.ours.cpu, gzipped.nginx.cpu, 'nginx, gzip_static', null),
    result(`${what}, gzipped: rate`, '/s', gzipped.ours.rate, gzipped.nginx.rate, 'nginx, gzip_static', {
      atLeast: 1.2,
    }),
    result('304 for an unchanged feed: rate', '/s', same.ours.rate, same.nginx.rate, 'nginx', {
      atLeast: 0.6,
    }),
    result('memory that the feed takes', 'MB', growth / 1e6, size / 1e6, 'the size of the feed', 4),
  ]
}

async function conditionOf(url: string): Promise<Record<string, string>> {
  const { headers } = await fetch(url, { method: 'HEAD', headers: { 'Accept-Encoding': 'identity' } })
  return { 'If-None-Match': headers.get('etag') ?? '' }
}
