/** Servers in processes of their own, with the processor time and the memory that each takes (Linux: proc(5)). */
import { type ChildProcess, fork } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Served {
  port: number
  pid: number
  memory(): Promise<Memory>
  /** The same, once it has returned to the system what it does not need: after half a minute or so. */
  settledMemory(): Promise<Memory>
  /** What it has taken since its start: milliseconds of processor time, and the most octets at once. */
  cost(): Promise<{ cpu: number; peak: number }>
  /** Starts again with nothing in memory but its code, which stays warm; of those that can (`server.ts`). */
  anew(): Promise<void>
  stop(): Promise<void>
}

/** After a collection, in octets. */
export interface Memory {
  /** Resident. */
  rss: number
  /** In use by JavaScript, its buffers too. */
  used: number
}

/** Runs a module of this folder that tells `{ port }` when it listens. */
export async function startModule(name: string, env: Record<string, string>): Promise<Served> {
  const child = fork(join(import.meta.dirname, name), { execArgv: ['--expose-gc'], env })
  const { port } = await answer<{ port: number }>(child)
  if (child.pid === undefined) throw new Error(`${name} has no process`)
  return {
    port,
    pid: child.pid,
    memory: () => ask<Memory>(child, 'memory'),
    settledMemory: () => ask<Memory>(child, 'settled'),
    cost: () => ask(child, 'cost'),
    anew: () => ask(child, 'anew'),
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.send('stop')
      await ended
    },
  }
}

function ask<T>(child: ChildProcess, what: string): Promise<T> {
  child.send(what)
  return answer(child)
}

function answer<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a server ended with status ${code}`))
    child.once('exit', ended)
    child.once('message', (message: T) => {
      child.off('exit', ended)
      resolve(message)
    })
  })
}

/** The kernel's USER_HZ. */
const TICK_MS = 10

/** Processor time of a process and its threads so far, in milliseconds; with its children also theirs, ended or not. */
export function cpuOf(pid: number, { children = false } = {}): number {
  const stat = statOf(pid)
  if (stat === null) return 0
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = stat.slice(11, 15).map(Number)
  const own = (user + system) * TICK_MS
  if (!children) return own
  const living = childrenOf(pid).reduce((sum, child) => sum + cpuOf(child, { children }), 0)
  return own + (endedUser + endedSystem) * TICK_MS + living
}

/** Resident memory as it is now, in octets. */
export function residentOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1]) * 1024
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((other) => Number(statOf(other)?.[1]) === pid)
}

/** The fields from `state` (3) on, as what stands before may hold spaces; null where the process has ended. */
function statOf(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}

/** Waits until something answers there. @throws Error where the process ends before, or after ten seconds */
export async function answering(child: ChildProcess, url: string, headers = {}): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const isThere = await fetch(url, { headers }).then(
      ({ ok, body }) => body?.cancel().then(() => ok),
      () => false,
    )
    if (isThere) return
    if (attempt === 100 || child.exitCode !== null) throw new Error(`nothing answers at ${url}`)
    await sleep(100)
  }
}
