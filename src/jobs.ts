import type { Database } from '../db/connect.ts'
import { compactChanges } from './changes/store.ts'
import type { Deps } from './deps.ts'
import { forgetAnswers } from './events/answer-once.ts'
import { renewEvents } from './events/renew.ts'
import { forgetEnded } from './limits/store.ts'
import type { Log } from './log.ts'
import { forgetRemoved } from './moderation/forget.ts'
import { runDueSources } from './sources/run.ts'
import { createDeliverer } from './webhooks/deliver.ts'
import { tidyDeliveries } from './webhooks/queue.ts'

/** Work beside requests. It may run in several replicas at once: what must not, takes a lease. */
export interface Job {
  name: string
  everyMs: number
  /** How long after the start it runs first; 0 if not given. */
  firstAfterMs?: number
  /** Whether `wake` lets it run at once. */
  wakes?: boolean
  /** `stopping` comes when the service stops: what can wait ends early, also of what `run` began and did not wait for. */
  run(stopping: AbortSignal): Promise<unknown>
  /** Resolves when what `run` began has ended. */
  ended?(): Promise<unknown>
}

/** All that this service does by itself. */
export function createJobs(deps: Deps, database: Pick<Database, 'maintain'>): Job[] {
  const deliverer = createDeliverer(deps)
  return [
    {
      name: 'webhooks',
      everyMs: 2_000,
      wakes: true,
      run: (stopping) => deliverer.begin(stopping),
      ended: () => deliverer.ended(),
    },
    { name: 'webhooks sent', everyMs: HOUR, firstAfterMs: HOUR / 3, run: () => tidyDeliveries(deps.db) },
    { name: 'long series', everyMs: HOUR, run: () => renewAll(deps) },
    { name: 'change log', everyMs: 24 * HOUR, firstAfterMs: HOUR / 6, run: () => compactChanges(deps.db) },
    { name: 'old counts of requests', everyMs: HOUR / 6, run: () => forgetEnded(deps.db, deps.now()) },
    { name: 'kept answers', everyMs: HOUR, firstAfterMs: HOUR / 4, run: () => forgetAnswers(deps) },
    { name: 'histories', everyMs: 24 * HOUR, firstAfterMs: HOUR / 5, run: () => forgetRemoved(deps) },
    { name: 'sources', everyMs: SECOND * 15, run: (stopping) => runDueSources(deps, stopping) },
    { name: 'database upkeep', everyMs: HOUR, firstAfterMs: HOUR / 12, run: () => database.maintain() },
  ]
}

async function renewAll(deps: Deps): Promise<void> {
  while ((await renewEvents(deps)) > 0);
}

const SECOND = 1000
const HOUR = 3_600_000

/** The jobs of a process. */
export interface Jobs {
  /** Lets those run at once that wait for it. */
  wake(): void
  /** Resolves when none runs any more. */
  stop(): Promise<void>
}

/**
 * Runs each job, and then again `everyMs` after its last run ended: a job never overlaps itself. A failure is logged.
 */
export function startJobs(jobs: readonly Job[], log: Log): Jobs {
  const stopping = new AbortController()
  const bells = jobs.filter(({ wakes }) => wakes).map((job) => ({ job, bell: new Bell() }))
  const loops = jobs.map((job) => {
    const bell = bells.find((one) => one.job === job)?.bell ?? new Bell()
    return loop(job, log, bell, stopping.signal)
  })
  return {
    wake() {
      for (const { bell } of bells) bell.ring()
    },
    async stop() {
      stopping.abort()
      await Promise.all(loops)
    },
  }
}

async function loop(job: Job, log: Log, bell: Bell, stopping: AbortSignal): Promise<void> {
  await bell.wait(job.firstAfterMs ?? 0, stopping)
  while (!stopping.aborted) {
    try {
      await job.run(stopping)
    } catch (error) {
      log.error({ job: job.name, error }, 'job failed')
    }
    await bell.wait(job.everyMs, stopping)
  }
  await job.ended?.()
}

/** Ends a wait early; rung while nobody waits, it ends the next one. */
class Bell {
  #isRung = false
  #end: (() => void) | undefined

  ring(): void {
    this.#isRung = true
    this.#end?.()
  }

  /** Until the time is over, the bell rings or the signal comes. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#isRung && !signal.aborted) await this.#pause(ms, signal)
    this.#isRung = false
  }

  #pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', end)
        this.#end = undefined
        resolve()
      }
      const timer = setTimeout(end, ms)
      this.#end = end
      signal.addEventListener('abort', end, { once: true })
    })
  }
}
