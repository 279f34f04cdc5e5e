import type { Database } from '../db/connect.ts'
import { compactChanges } from './changes/store.ts'
import type { Deps } from './deps.ts'
import { forgetAnswers } from './events/answer-once.ts'
import { renewEvents } from './events/renew.ts'
import { forgetEnded } from './limits/store.ts'
import type { Log } from './log.ts'
import { runDueSources } from './sources/run.ts'

/** Work beside requests. It may run in several replicas at once: what must not, takes a lease. */
export interface Job {
  name: string
  everyMs: number
  /** How long after the start it runs first; 0 if not given. */
  firstAfterMs?: number
  /** `stopping` comes when the service stops: what can wait ends early. */
  run(stopping: AbortSignal): Promise<unknown>
}

/** All that this service does by itself. */
export function createJobs(deps: Deps, database: Database): Job[] {
  return [
    { name: 'long series', everyMs: HOUR, run: () => renewAll(deps) },
    { name: 'change log', everyMs: 24 * HOUR, firstAfterMs: HOUR / 6, run: () => compactChanges(deps.db) },
    { name: 'old counts of requests', everyMs: HOUR / 6, run: () => forgetEnded(deps.db, deps.now()) },
    { name: 'kept answers', everyMs: HOUR, firstAfterMs: HOUR / 4, run: () => forgetAnswers(deps) },
    { name: 'sources', everyMs: SECOND * 15, run: (stopping) => runDueSources(deps, stopping) },
    { name: 'database upkeep', everyMs: HOUR, firstAfterMs: HOUR / 12, run: () => database.maintain() },
  ]
}

async function renewAll(deps: Deps): Promise<void> {
  while ((await renewEvents(deps)) > 0);
}

const SECOND = 1000
const HOUR = 3_600_000

/**
 * Runs each job, and then again `everyMs` after its last run ended: a job never overlaps itself. A
 * failure is logged. `stop` resolves when none runs any more.
 */
export function startJobs(jobs: readonly Job[], log: Log): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const loops = jobs.map((job) => loop(job, log, stopping.signal))
  return {
    async stop() {
      stopping.abort()
      await Promise.all(loops)
    },
  }
}

async function loop(job: Job, log: Log, stopping: AbortSignal): Promise<void> {
  await pause(job.firstAfterMs ?? 0, stopping)
  while (!stopping.aborted) {
    try {
      await job.run(stopping)
    } catch (error) {
      log.error({ job: job.name, error }, 'job failed')
    }
    await pause(job.everyMs, stopping)
  }
}

/** Until the time is over or the signal comes. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end, { once: true })
    function end() {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
  })
}
