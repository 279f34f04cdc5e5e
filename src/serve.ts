import { readFile } from 'node:fs/promises'
import { connect, type Database } from '../db/connect.ts'
import { migrate } from '../db/migrate.ts'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import type { Deps } from './deps.ts'
import { nodeDeps } from './deps-node.ts'
import type { AssetName, Assets } from './docs/assets.ts'
import { type EventLoop, watchEventLoop } from './event-loop-node.ts'
import { createFront } from './front-node.ts'
import { createJobs, startJobs } from './jobs.ts'
import { createMeters } from './limits/meters.ts'
import { listen } from './listen.ts'
import { logToStderr } from './log-node.ts'
import { measureProcess } from './measure-node.ts'

/** A calendar that answers. */
export interface Running {
  deps: Deps
  /** Lets the requests under way finish (within 8 s), stops the jobs, and closes the database. Twice is once. */
  close(): Promise<void>
}

/**
 * Opens and migrates the database, then listens. Log lines go to stderr. Rejects with what hinders it:
 * LockedError, NewerDatabaseError, or the error of the database or of `listen`.
 */
export async function serve(given: Config): Promise<Running> {
  const now = () => new Date()
  const log = logToStderr(given.logLevel)
  const eventLoop = watchEventLoop()
  const database = await connect(given, log, {
    readUrl: given.databaseReadUrl,
    isOverloaded: eventLoop.isOverloaded,
  })
  try {
    await migrate(database.jobs)
    return await run(given, { database, eventLoop }, { log, now })
  } catch (error) {
    eventLoop.stop()
    await database.close()
    throw error
  }
}

async function run(
  given: Config,
  { database, eventLoop }: { database: Database; eventLoop: EventLoop },
  { log, now }: Pick<Deps, 'log' | 'now'>,
): Promise<Running> {
  const { promise: ready, resolve } = Promise.withResolvers<ReturnType<typeof nodeDeps>>()
  let jobs: ReturnType<typeof startJobs> | undefined
  const server = await listen(given.host, given.port, (port) => {
    const publicUrl = given.publicUrl.replace(/:0$/, `:${port}`)
    const made = nodeDeps({ ...given, port, publicUrl }, database, { log, now, wake: () => jobs?.wake() })
    resolve(made)
    const meters = createMeters(made.deps)
    const { fetch } = createApp(made.deps, assets, meters)
    return { fetch, front: createFront(made.deps, made.known, meters) }
  })
  const { deps, settled } = await ready
  measureProcess(deps.metrics, { database, eventLoop, server })
  jobs = startJobs(createJobs({ ...deps, db: database.jobs }, database), log)

  const close = async () => {
    await Promise.all([server.drain(DRAIN_MS), jobs?.stop()])
    await settled()
    eventLoop.stop()
    await database.close()
  }
  let closing: Promise<void> | undefined
  return { deps, close: () => (closing ??= close()) }
}

const DRAIN_MS = 8000

/** From beside this file. */
const assets: Assets = {
  async read(name) {
    return new Uint8Array(await readFile(addressOf(name)))
  },
}

function addressOf(name: AssetName): URL {
  if (name === 'partners.md') return new URL('./docs/partners.md', import.meta.url)
  return new URL(name.replace('embed/', './embed/client/'), import.meta.url)
}
