/**
 * `npm run soak [-- --minutes=30] [-- --events=10000]`: whether memory stays flat. One process of the service on a
 * PostgreSQL of its own is asked all sorts of things; each minute the load stops, the garbage is collected,
 * and what is left is noted. The first third is warming up: code is compiled, caches fill.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from './postgres.ts'
import type { Served } from './processes.ts'
import { openFilled, startService } from './service.ts'
import { lineThrough } from './slope.ts'
import { soakLoad } from './soak-load.ts'

const GOAL_MB_PER_HOUR = 1
const MINUTE = 60_000
/** What `server.ts` takes to collect, so that a minute is a minute. */
const COLLECTING = 5_000

interface Sample {
  /** Hours since the start. */
  hours: number
  rss: number
  used: number
}

const minutes = numberOf('minutes', 30)
const folder = await mkdtemp(join(tmpdir(), 'kalendarium-soak-'))
const postgres = await startPostgres(folder)
try {
  await (await openFilled(postgres, 'soak', numberOf('events', 10_000), 3)).close()
  const served = await startService(postgres.url('soak'))
  const samples = await soak(served)
  await served.stop()
  if (!judge(samples)) process.exitCode = 1
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

function numberOf(name: string, otherwise: number): number {
  const given = process.argv.find((argument) => argument.startsWith(`--${name}=`))
  return Number(given?.split('=')[1] ?? otherwise)
}

async function soak({ port, memory }: Served): Promise<Sample[]> {
  const load = soakLoad(`http://127.0.0.1:${port}`)
  const began = performance.now()
  const samples: Sample[] = []
  for (let minute = 1; minute <= minutes; minute++) {
    const requests = await load.run(Math.max(0, began + minute * MINUTE - performance.now() - COLLECTING))
    const { rss, used } = await memory()
    samples.push({ hours: (performance.now() - began) / 3_600_000, rss: rss / 1e6, used: used / 1e6 })
    console.log(`${minute} min: ${requests} requests, ${mb(used / 1e6)} used, ${mb(rss / 1e6)} resident`)
  }
  return samples
}

/** False where memory grows for sure: by more than the goal, even if the points' scatter flatters the line. */
function judge(samples: readonly Sample[]): boolean {
  const warm = samples.slice(Math.floor(samples.length / 3))
  const of = (what: 'used' | 'rss') =>
    lineThrough(warm.map((sample) => ({ x: sample.hours, y: sample[what] })))
  const [used, rss] = [of('used'), of('rss')]
  const grows = used.slope - 2 * used.error > GOAL_MB_PER_HOUR
  const isFlat = used.slope + 2 * used.error <= GOAL_MB_PER_HOUR
  const verdict = grows ? 'MISSED' : isFlat ? 'ok' : 'not told apart: run it longer'
  console.log(`used after collection: ${perHour(used)} (goal: at most ${GOAL_MB_PER_HOUR} MB/h): ${verdict}`)
  console.log(`resident:              ${perHour(rss)}`)
  return !grows
}

function perHour({ slope, error }: { slope: number; error: number }): string {
  return `${slope.toFixed(2)} ± ${(2 * error).toFixed(2)} MB/h`
}

function mb(megabytes: number): string {
  return `${megabytes.toFixed(1)} MB`
}
