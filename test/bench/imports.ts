/** A calendar file of as many events as are taken, imported once, and once more; against the same events as batches. */
import { type Result, result } from './measure.ts'
import type { PostgresServer } from './postgres.ts'
import { ADMIN_KEY, startService } from './service.ts'

const EVENTS = 5000
const BATCH = 500
/** Every tenth is a series of a year. */
const isSeries = (n: number) => n % 10 === 0
const TEXT = 'En kväll med musik och samtal. Dörrarna öppnas en timme före; kom i tid.'
const dayOf = (n: number) => new Date(Date.UTC(2027, 0, 4 + (n % 300))).toISOString().slice(0, 10)

export async function imports(server: PostgresServer): Promise<Result[]> {
  const file = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Bench//Bench//SV',
    ...numbered(vevent),
    'END:VCALENDAR',
    '',
  ]
    .join('\n')
    .replaceAll('\n', '\r\n')
  const once = await measured(server, 'bench_imports', async (send) => [
    await send('/api/v1/imports', 'text/calendar', file),
    await send('/api/v1/imports', 'text/calendar', file),
  ])
  const items = numbered(body)
  const batches = await measured(server, 'bench_batches', async (send) => {
    const costs: Cost[] = []
    for (let from = 0; from < EVENTS; from += BATCH) {
      const text = JSON.stringify({ items: items.slice(from, from + BATCH) })
      costs.push(await send('/api/v1/events/batch', 'application/json', text))
    }
    return [sum(costs)]
  })
  const [first, again] = once.costs
  const [other] = batches.costs
  if (!first || !again || !other) throw new Error('nothing was measured')
  const against = `${EVENTS / BATCH} batches of the same`
  return [
    result(`an import of ${EVENTS} events`, 'ms', first.wall, other.wall, against, null),
    result('the same, processor time', 'ms', first.cpu, other.cpu, against, null),
    result('the same file again', 'ms', again.wall, first.wall, 'the first time', null),
    result('the same file again, processor time', 'ms', again.cpu, first.cpu, 'the first time', null),
    result(
      'memory that an import takes at most',
      'MB',
      once.peak / 1e6,
      file.length / 1e6,
      'the size of the file',
      null,
    ),
  ]
}

interface Cost {
  wall: number
  cpu: number
}
type Send = (path: string, type: string, body: string) => Promise<Cost>

/** On a database and in a process of its own. `peak`: octets more than before. */
async function measured(
  server: PostgresServer,
  database: string,
  work: (send: Send) => Promise<Cost[]>,
): Promise<{ costs: Cost[]; peak: number }> {
  await server.drop(database)
  await server.create(database)
  const served = await startService(server.url(database))
  const send: Send = async (path, type, body) => {
    const before = await served.cost()
    const began = performance.now()
    const headers = { Authorization: `Bearer ${ADMIN_KEY}`, 'Content-Type': type }
    const answer = await fetch(`http://127.0.0.1:${served.port}${path}`, { method: 'POST', headers, body })
    const { items }: { items?: { status: string; problem: unknown }[] } = await answer.json()
    const wall = performance.now() - began
    const failed = items?.find(({ status }) => status === 'failed')
    if (!answer.ok || failed) throw new Error(`${path}: ${answer.status} ${JSON.stringify(failed)}`)
    return { wall, cpu: (await served.cost()).cpu - before.cpu }
  }
  try {
    const { rss: idle } = await served.memory()
    const costs = await work(send)
    const { peak } = await served.cost()
    return { costs, peak: peak - idle }
  } finally {
    await served.stop()
  }
}

function sum(costs: readonly Cost[]): Cost {
  return costs.reduce((a, b) => ({ wall: a.wall + b.wall, cpu: a.cpu + b.cpu }), { wall: 0, cpu: 0 })
}

function numbered<T>(make: (n: number) => T): T[] {
  return Array.from({ length: EVENTS }, (_, n) => make(n))
}

function vevent(n: number): string {
  return [
    'BEGIN:VEVENT',
    `UID:bench-${n}@example.org`,
    'DTSTAMP:20261101T120000Z',
    `DTSTART;TZID=Europe/Stockholm:${dayOf(n).replaceAll('-', '')}T180000`,
    'DURATION:PT2H',
    ...(isSeries(n) ? ['RRULE:FREQ=WEEKLY;COUNT=52'] : []),
    `SUMMARY:Kväll nummer ${n}`,
    `DESCRIPTION:${TEXT.replace(';', '\\;')}`,
    'LOCATION:Konserthuset',
    `URL:https://example.org/${n}`,
    'END:VEVENT',
  ].join('\n')
}

function body(n: number): object {
  return {
    externalId: `bench-${n}`,
    title: `Kväll nummer ${n}`,
    description: TEXT,
    start: `${dayOf(n)}T18:00`,
    duration: 'PT2H',
    ...(isSeries(n) ? { recurrence: { rrule: 'FREQ=WEEKLY;COUNT=52' } } : {}),
    location: { name: 'Konserthuset' },
    website: `https://example.org/${n}`,
  }
}
