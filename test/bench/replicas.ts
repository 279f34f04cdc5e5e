/** Two processes on one database, against one. */
import { median, type Result, result } from './measure.ts'
import type { PostgresServer } from './postgres.ts'
import { servedFilled, startService } from './service.ts'
import { load, type Run } from './wrk.ts'

const CORES = 2
const PATH = '/api/v1/occurrences?from=2026-06-01&to=2026-07-01&limit=20'

export async function replicas(server: PostgresServer): Promise<Result[]> {
  const first = await servedFilled(server, 'bench_feed', 10_000, 2)
  const second = await startService(server.url('bench_feed'))
  const ask = ({ port, pid }: typeof first) => load({ port, pids: [pid], path: PATH }, 8, 3)
  const one: number[] = []
  const two: number[] = []
  for (let round = 0; round < 6; round++) {
    one.push((await ask(first)).rate)
    two.push(rateOfBoth(await Promise.all([ask(first), ask(second)])))
  }
  await first.stop()
  await second.stop()
  const what = 'two replicas on two cores: rate without the load’s own'
  return [result(what, '/s', median(two), median(one), 'one', { atLeast: 1.8 })]
}

/** What they would answer if the load took none of the cores. */
function rateOfBoth(runs: readonly Run[]): number {
  const rate = runs.reduce((sum, run) => sum + run.rate, 0)
  const taken = runs.reduce((sum, run) => sum + run.clientCores, 0)
  return (rate * CORES) / (CORES - taken)
}
