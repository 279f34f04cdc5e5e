import type { Deps } from '../deps.ts'
import { OutboundError } from '../outbound/model.ts'
import { type Attempt, type Claimed, claimNext, dueHooks, giveBack, settleAttempt } from './queue.ts'
import { signedHeaders } from './signature.ts'

/** How many messages of one hook are under way in one process. */
const LANES = 4
/** The longest that a receiver may take, in milliseconds; shorter than a lease. */
const TIMEOUT_MS = 10_000

export type Deliverer = ReturnType<typeof createDeliverer>

/**
 * Sends what is in the outbox, at least once. Each hook has lanes of its own, so that one whose receiver is dead or slow
 * delays no other.
 */
export function createDeliverer(deps: Deps) {
  const underWay = new Map<string, Promise<void>>()
  const again = new Set<string>()
  const attempts = deps.metrics.counter(
    'webhook_attempts_total',
    'Messages sent to webhooks, by what came of it.',
  )

  /** Begins to send whatever is due, and does not wait for it. */
  async function begin(stopping?: AbortSignal): Promise<void> {
    for (const hook of await dueHooks(deps.db)) {
      if (underWay.has(hook)) again.add(hook)
      else underWay.set(hook, serve(hook, stopping))
    }
  }

  async function serve(hook: string, stopping?: AbortSignal): Promise<void> {
    try {
      do {
        again.delete(hook)
        await Promise.all(Array.from({ length: LANES }, () => sendAll(hook, stopping)))
      } while (again.has(hook))
    } catch (error) {
      deps.log.error({ hook, error }, 'webhooks could not be sent')
    } finally {
      underWay.delete(hook)
    }
  }

  async function sendAll(hook: string, stopping?: AbortSignal): Promise<void> {
    while (!stopping?.aborted) {
      const message = await claimNext(deps.db, hook, deps.newId())
      if (!message) return
      const attempt = await send(deps, message, stopping)
      if (!attempt) {
        await giveBack(deps.db, message)
        continue
      }
      attempts.add({ result: attempt.result })
      await settleAttempt(deps.db, message, attempt)
    }
  }

  return {
    begin,
    /** Resolves when nothing is under way. */
    async ended(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay.values())
    },
  }
}

/** @returns null where it was stopped, and nothing can be said of the receiver */
async function send(deps: Deps, message: Claimed, stopping?: AbortSignal): Promise<Attempt | null> {
  const { messageId: id, body, at, url, secrets } = message
  try {
    const signed = await signedHeaders({ id, body, at }, secrets)
    const { status } = await deps.outbound.fetch({
      url,
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', ...signed },
      body,
      maxBytes: 0,
      overflow: 'cut',
      timeoutMs: TIMEOUT_MS,
      ...(stopping ? { signal: stopping } : {}),
    })
    return judge(status)
  } catch (error) {
    if (stopping?.aborted) return null
    if (!(error instanceof OutboundError)) throw error
    return { result: 'failed', status: null, error: error.message }
  }
}

function judge(status: number): Attempt {
  if (status >= 200 && status < 300) return { result: 'delivered', status, error: null }
  const error =
    status >= 300 && status < 400
      ? `The receiver redirects (${status}), which is not followed.`
      : `The receiver answered ${status}.`
  return { result: status === 410 ? 'gone' : 'failed', status, error }
}
