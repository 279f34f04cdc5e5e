/**
 * Load by long answers. wrk takes what comes in parts of 8 kB, by which it is busier with an answer of some hundred than who
 * sends it, and all servers seem to be equally fast.
 */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Run, spentBy, type Target } from './wrk.ts'

/** What `long-client.ts` tells. */
export interface Told {
  /** Milliseconds until each answer was there, in order of size. */
  times: number[]
  /** Seconds by the clock, and of processor time of the client. */
  seconds: number
  cpu: number
}

const CLIENT = join(import.meta.dirname, 'long-client.ts')
/** Octets that the client may tell. */
const MOST = 64 * 1024 * 1024

/** @throws Error where an answer is no success, or longer or shorter than the first */
export async function loadLong(target: Target, connections: number, seconds: number): Promise<Run> {
  const { port, path = '/', headers = {} } = target
  const fields = Object.entries({ Host: `127.0.0.1:${port}`, ...headers })
  const head = [`GET ${path} HTTP/1.1`, ...fields.map((field) => field.join(': ')), '', ''].join('\r\n')
  const args = [CLIENT, String(port), String(connections), String(seconds), head]
  const before = spentBy(target)
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: MOST })
  const cpu = spentBy(target) - before
  const told: Told = JSON.parse(stdout)
  const at = (share: number) => told.times[Math.floor(told.times.length * share)] ?? Number.NaN
  return {
    rate: told.times.length / told.seconds,
    cpu: cpu / told.times.length,
    clientCores: told.cpu / told.seconds,
    p50: at(0.5),
    p99: at(0.99),
  }
}
