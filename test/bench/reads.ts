/** Reading over HTTP: what it costs the service, by wrk. */
import { WORDS } from './bodies.ts'
import { type Result, result } from './measure.ts'
import type { PostgresServer } from './postgres.ts'
import type { Served } from './processes.ts'
import { month, next, search } from './queries.ts'
import { servedFilled, startOne, startRivals, startService } from './service.ts'
import { loadByTurns, type Target } from './wrk.ts'

const CONNECTIONS = 8
/** Seconds in which a server reads what it keeps in memory. */
const WARM = 30
/** Seconds after which what is asked for is compiled on either side. */
const COMPILED = 8
const AMOUNT = { connections: CONNECTIONS, seconds: 2, rounds: 3 }

export async function reads(server: PostgresServer): Promise<Result[]> {
  const [middle, big, small] = [
    await servedFilled(server, 'bench_feed', 10_000, 2),
    await servedFilled(server, 'bench_100000', 100_000, 1),
    await servedFilled(server, 'bench_1000', 1_000, 1),
  ]
  const rivals = await startRivals(server.url('bench_feed'))
  const results = [
    ...(await againstRows(middle, rivals)),
    ...(await againstNothing(server, big)),
    ...(await grown(server, big, small)),
    ...(await kept(middle, rivals)),
    ...(await searched(big)),
  ]
  for (const one of [middle, big, small, rivals]) await one.stop()
  return results
}

async function againstRows(service: Served, rivals: Served): Promise<Result[]> {
  const ours = { ...target(service), script: month(200) }
  const rows = await loadByTurns(
    { ours, mapped: { ...target(rivals), script: month(200, '/mapped') } },
    { ...AMOUNT, seconds: 3 },
  )
  const series = await loadByTurns(
    { ours, expanded: { ...target(rivals), script: month(200, '/expanded') } },
    { connections: 2, seconds: 8, rounds: 2 },
  )
  const what = 'a month of 200, 10,000 events, nothing kept: rate'
  return [
    result(what, '/s', rows.ours.rate, rows.mapped.rate, 'rows mapped by Kysely', { atLeast: 4 }),
    result(what.replace('rate', 'CPU'), 'ms', rows.ours.cpu, rows.mapped.cpu, 'rows mapped by Kysely', null),
    result(what, '/s', series.ours.rate, series.expanded.rate, 'all events and rrule', { atLeast: 300 }),
  ]
}

async function againstNothing({ pid, url }: PostgresServer, service: Served): Promise<Result[]> {
  const one = await startOne(url('bench_100000'))
  // Without room for more than one month, which takes a megabyte or two.
  const bare = await startService(url('bench_100000'), { CACHE_MB: '3' })
  const [script, path] = [next(20), '/one']
  const sides = {
    ours: { ...target(service), script },
    bare: { ...target(bare), script },
    one: { ...target(one), path },
  }
  // Until the months that are asked for are in memory.
  const alone = await loadByTurns(sides, { ...AMOUNT, warm: WARM })
  const parents = [pid]
  const both = await loadByTurns({ ours: { ...sides.ours, parents }, one: { ...sides.one, parents } }, AMOUNT)
  await Promise.all([one.stop(), bare.stop()])
  const what = 'next 20 of 1,000,000 occurrences: CPU'
  const against = '`select 1` through the same app'
  return [
    result(what, 'ms', alone.ours.cpu, alone.one.cpu, against, 2.5),
    result(`${what}, PostgreSQL's too`, 'ms', both.ours.cpu, both.one.cpu, against, null),
    result(`${what}, few months in memory`, 'ms', alone.bare.cpu, alone.one.cpu, against, null),
  ]
}

/** Processor time of the service and of PostgreSQL: it is there that a calendar's size tells. */
async function grown({ pid }: PostgresServer, big: Served, small: Served): Promise<Result[]> {
  const results: Result[] = []
  for (const [what, script, goal] of [
    ['next 20', next(20), 1.6],
    ['overlap 20', month(20), 2],
    ['overlap 200', month(200), 1.4],
  ] as const) {
    const costs = await loadByTurns(
      { big: { ...together(big, pid), script }, small: { ...together(small, pid), script } },
      AMOUNT,
    )
    const name = `${what} of 1,000,000 occurrences: CPU`
    results.push(result(name, 'ms', costs.big.cpu, costs.small.cpu, 'the same of 10,000', goal))
  }
  return results
}

async function kept(service: Served, rivals: Served): Promise<Result[]> {
  const results: Result[] = []
  for (const limit of [20, 200]) {
    const path = `/api/v1/occurrences?from=2026-06-01&to=2026-07-01&limit=${limit}`
    const { length } = await (await fetch(`http://127.0.0.1:${service.port}${path}`)).text()
    const { ours, constant } = await loadByTurns(
      { ours: { ...target(service), path }, constant: { ...target(rivals), path: `/constant/${length}` } },
      { ...AMOUNT, rounds: 6, warm: COMPILED },
    )
    const what = `a list of ${limit}, kept: rate`
    const against = `a route of Hono that returns ${Math.round(length / 1000)} kB`
    results.push(result(what, '/s', ours.rate, constant.rate, against, { atLeast: 0.85 }))
  }
  return results
}

async function searched(big: Served): Promise<Result[]> {
  const words = WORDS.filter((word) => word.length > 2)
  const { ours } = await loadByTurns(
    { ours: { ...target(big), script: search(words) } },
    { connections: 1, seconds: 5, rounds: 3 },
  )
  const what = 'search with facets in a month, 100,000 events: p99'
  return [
    result(what, 'ms', ours.p99, 1, 'one millisecond', 25),
    result(what.replace('p99', 'median'), 'ms', ours.p50, 1, 'one millisecond', null),
  ]
}

function target({ port, pid }: Served): Target {
  return { port, pids: [pid] }
}

/** With the time that PostgreSQL takes. */
function together({ port, pid }: Served, postgres: number): Target {
  return { port, pids: [pid], parents: [postgres] }
}
