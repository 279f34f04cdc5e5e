/** A calendar of a million events, ten million occurrences, against one of a tenth of it. Filling it takes half an hour. */
import { WORDS } from './bodies.ts'
import { type Result, result } from './measure.ts'
import type { PostgresServer } from './postgres.ts'
import { facets, feedOf, month, next, search } from './queries.ts'
import { servedFilled } from './service.ts'
import { loadByTurns } from './wrk.ts'

/** Until what is asked for is in memory, or as much of it as fits. */
const WARMING = { connections: 8, seconds: 10, rounds: 1 }
const AMOUNT = { connections: 4, seconds: 3, rounds: 3 }

export async function scale(server: PostgresServer): Promise<Result[]> {
  const big = await servedFilled(server, 'bench_1000000', 1_000_000, 1)
  const small = await servedFilled(server, 'bench_100000', 100_000, 1)
  const [a, b] = [big, small].map(({ port, pid }) => ({ port, pids: [pid], parents: [server.pid] }))
  if (!a || !b) throw new Error('no sides')
  const results: Result[] = []
  for (const [what, script] of [
    ['next 20', next(20)],
    ['a month, the first 200', month(200)],
    ['a word in a month, as a list or facets', search(WORDS.filter((word) => word.length > 2))],
    ['facets of a month and a town', facets],
    ['the feed of a town, a type and a category', feedOf],
  ] as const) {
    const sides = { ours: { ...a, script }, other: { ...b, script } }
    await loadByTurns(sides, WARMING)
    const { ours, other } = await loadByTurns(sides, AMOUNT)
    results.push(
      result(`${what}: CPU with PostgreSQL's`, 'ms', ours.cpu, other.cpu, '100,000 events', null),
      result(`${what}: p99`, 'ms', ours.p99, other.p99, '100,000 events', null),
    )
  }
  await big.stop()
  await small.stop()
  return results
}
