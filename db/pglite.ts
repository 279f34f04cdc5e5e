import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { PGliteDialect, type PGlite as PGliteLike, sql } from 'kysely'
import { createListeners, tellingCommits } from './commits.ts'
import type { Database } from './connect.ts'
import { Gate, type GateOptions } from './gate.ts'
import { lanesOf } from './gated.ts'
import { takeLock } from './lock.ts'
import { PARSERS } from './types.ts'

/** Settings that keep the embedded server small: 170 MB of memory instead of 310, 23 of disk instead of 39. */
const SMALL = ['shared_buffers=8MB', 'wal_buffers=1MB', 'min_wal_size=8MB', 'max_wal_size=32MB', 'jit=off']

/** For `PGlite.create`: the same server and the same JavaScript types wherever it is opened. */
export const pgliteOptions = {
  startParams: [...PGlite.defaultStartParams, ...SMALL.flatMap((setting) => ['-c', setting])],
  initDbStartParams: ['--wal-segsize=1'],
  parsers: { ...PARSERS },
}

/**
 * Opens the embedded database in a folder, or a new one in memory for `memory://`. The folder is made if it
 * is not there; it holds the cluster and the lock that keeps every other process out.
 *
 * What is committed survives `kill -9`, as it has reached the operating system. It does not survive a loss
 * of power, as PGlite's file system has no fsync: who needs that uses PostgreSQL. It has one connection:
 * within a transaction, only that transaction may be awaited.
 *
 * @throws LockedError where another process has the folder
 */
export async function connectPglite(dataDir: string, gate: GateGiven = {}): Promise<Database> {
  if (dataDir === 'memory://') {
    const loadDataDir = new Blob([await createArchive()])
    return databaseOf(await PGlite.create({ ...pgliteOptions, loadDataDir }), { gate })
  }

  const dir = resolve(dataDir)
  const cluster = join(dir, 'cluster')
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const lock = await takeLock(dir)
  try {
    await clearUnfinished(dir)
    if (!(await exists(cluster))) await createCluster(dir, cluster)
    const pglite = await PGlite.create({ ...pgliteOptions, dataDir: cluster })
    return databaseOf(pglite, { gate, after: lock.release })
  } catch (error) {
    await lock.release()
    throw error
  }
}

type GateGiven = Omit<GateOptions, 'shares' | 'total'>

/** There is one connection. Since one is had for short, more may wait for it than for one of many. */
const ONE = { total: 1, shares: { requests: 1, jobs: 1, vital: 1 } }
const MORE = { mostWaiting: 200 }
/** Its queries run on the event loop: without a pause between them, who comes meanwhile is not even heard. */
const letIn = (go: () => void) => void setImmediate(go)

/** The database that an open PGlite is. `after` runs when it is closed. */
export function databaseOf(
  pglite: PGliteLike,
  { after = async () => {}, gate: given = {} }: { after?: () => Promise<void>; gate?: GateGiven } = {},
): Database {
  const commits = createListeners()
  const gate = new Gate({ ...MORE, ...given, ...ONE, letIn })
  const dialect = tellingCommits(new PGliteDialect({ pglite }), commits.tell)
  const { requests, jobs, vital } = lanesOf(() => dialect, gate)
  let closing: Promise<void> | undefined
  const close = async () => {
    // All that Kysely holds of it is the engine.
    if (!pglite.closed) await pglite.close()
    await after()
  }
  return {
    db: requests,
    jobs,
    vital,
    engine: 'pglite',
    onCommit: commits.add,
    maintain: async () => {
      await sql`vacuum (analyze)`.execute(jobs)
      await sql`checkpoint`.execute(jobs)
    },
    turns: () => gate.stats(),
    close: () => (closing ??= close()),
  }
}

const UNFINISHED = 'cluster.new-'

/**
 * What starts left that were killed while they made the cluster. Only for the holder of the lock. A killed start's child
 * may still write for a moment: hence the retries.
 */
async function clearUnfinished(dir: string): Promise<void> {
  const left = (await readdir(dir)).filter((name) => name.startsWith(UNFINISHED))
  for (const name of left) await rm(join(dir, name), { recursive: true, force: true, maxRetries: 10 })
}

/** Makes the cluster aside and renames it when it is whole, so that no kill leaves half of one. */
async function createCluster(dir: string, cluster: string): Promise<void> {
  const aside = await mkdtemp(join(dir, UNFINISHED))
  await runInitdb([aside])
  await rename(aside, cluster)
}

/** A new cluster as a zipped tar, for memory. */
async function createArchive(): Promise<Uint8Array<ArrayBuffer>> {
  const archive = await runInitdb([])
  if (archive instanceof Uint8Array) return new Uint8Array(archive)
  throw new Error('initdb gave no cluster')
}

/**
 * Runs `pglite-create.ts`: a process of its own, as initdb's 250 MB would otherwise stay with this one (the allocator
 * keeps a thread's). Returns what it tells before it ends.
 */
async function runInitdb(args: string[]): Promise<unknown> {
  const child = fork(new URL('./pglite-create.ts', import.meta.url), args, {
    execArgv: [],
    serialization: 'advanced',
  })
  const kill = () => void child.kill('SIGKILL')
  process.once('exit', kill)
  let told: unknown
  child.once('message', (message) => {
    told = message
  })
  try {
    const [code, signal] = await once(child, 'close')
    if (code !== 0) throw new Error(`initdb ended with status ${code ?? signal}`)
    return told
  } finally {
    process.off('exit', kill)
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
