/** Load by wrk (Debian's package of that name), which costs less than any client in Node. */
import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { requireProgram } from '../support/debian.ts'
import { median } from './measure.ts'
import { cpuOf } from './processes.ts'

export interface Target {
  port: number
  /** Processes whose time counts. */
  pids: readonly number[]
  /** Those of which that of their children counts, too. */
  parents?: readonly number[]
  path?: string
  headers?: Record<string, string>
  /** Lua that defines `request()`, where requests differ; `seed` is another number in each run. */
  script?: string
}

export interface Run {
  /** Answers a second. */
  rate: number
  /** Processor time of the servers for an answer, in milliseconds. */
  cpu: number
  /** Cores that wrk took. */
  clientCores: number
  /** Times until the answer was there, in milliseconds. */
  p50: number
  p99: number
}

export interface Amount {
  connections: number
  seconds: number
  rounds: number
  /** Seconds of the round to warm up, where it takes longer than the others. */
  warm?: number
  /** What loads; wrk if not given. */
  by?: (target: Target, connections: number, seconds: number) => Promise<Run>
}

/** Loads the targets by turns. Medians of each over the rounds, after one to warm up. */
export async function loadByTurns<Name extends string>(
  targets: Record<Name, Target>,
  { connections, seconds, rounds, warm = seconds, by = load }: Amount,
): Promise<Record<Name, Run>> {
  const names = Object.keys(targets) as Name[]
  const runs = new Map<Name, Run[]>(names.map((name) => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + turn) % names.length]
      if (name === undefined) continue
      const run = await by(targets[name], connections, round === 0 ? warm : seconds)
      if (round > 0) runs.get(name)?.push(run)
    }
  }
  const all = names.map((name) => [name, medians(runs.get(name) ?? [])] as const)
  return Object.fromEntries(all) as Record<Name, Run>
}

function medians(runs: readonly Run[]): Run {
  const of = (field: keyof Run) => median(runs.map((run) => run[field]))
  return { rate: of('rate'), cpu: of('cpu'), clientCores: of('clientCores'), p50: of('p50'), p99: of('p99') }
}

let seed = Date.now() % 1_000_000

/** @throws Error where an answer has another status than the target's, or none came */
export async function load(target: Target, connections: number, seconds: number): Promise<Run> {
  const { port, path = '/', headers = {} } = target
  const own = ++seed
  const script = join(tmpdir(), `kalendarium-wrk-${process.pid}-${own}.lua`)
  await writeFile(script, `seed = ${own}\nmath.randomseed(seed)\n${target.script ?? ''}\n${REPORT}`)
  const fields = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const url = `http://127.0.0.1:${port}${path}`
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '20s', ...fields, '-s', script, url]
  const before = spentBy(target)
  const { stdout } = await promisify(execFile)('sh', ['-c', '"$@"; times', 'sh', wrk(), ...args])
  const cpu = spentBy(target) - before
  await rm(script)
  const [, requests = 0, microseconds = 0, p50 = 0, p99 = 0, other = 0, failed = 0] =
    /^REPORT (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)$/m.exec(stdout)?.map(Number) ?? []
  // wrk counts each answer of 400 and more.
  if (requests === 0 || failed > 0 || other > 0) throw new Error(`${url}: ${stdout}`)
  return {
    rate: requests / (microseconds / 1e6),
    cpu: cpu / requests,
    clientCores: timesOf(stdout) / (microseconds / 1e6),
    p50: p50 / 1000,
    p99: p99 / 1000,
  }
}

/** Processor time of the target's processes so far, in milliseconds. */
export function spentBy({ pids, parents = [] }: Target): number {
  const times = [...pids.map((pid) => cpuOf(pid)), ...parents.map((pid) => cpuOf(pid, { children: true }))]
  return times.reduce((sum, time) => sum + time, 0)
}

const REPORT = `
done = function(summary, latency)
  local e = summary.errors
  print(string.format("REPORT %d %d %d %d %d %d", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), e.status, e.connect + e.read + e.write + e.timeout))
end
`

/** Seconds of processor time of the shell's children: the last line of the shell's `times`, `0m1.23s 0m4.56s`. */
function timesOf(output: string): number {
  const last = output.trim().split('\n').at(-1) ?? ''
  const parts = [...last.matchAll(/(\d+)m([\d.]+)s/g)]
  return parts.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0)
}

function wrk(): string {
  return requireProgram('wrk', ['/usr/bin/wrk'])
}
