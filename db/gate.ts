/** Who asks for a connection. `vital` is what every answer hangs on: the calendar's revision, and whether it is ready. */
export type Lane = 'requests' | 'jobs' | 'vital'

export interface GateOptions {
  /** Most connections in use at once by each. Those of jobs and of what is vital are not had by requests. */
  shares: Record<Lane, number>
  /** Most connections in use at once by all; the sum of the shares if not given. */
  total?: number
  /** Most requests that wait. */
  mostWaiting?: number
  /** Most milliseconds that a request may have to wait, as far as can be told when it comes. */
  mostExpected?: number
  /** Most milliseconds that a request does wait. */
  patience?: number
  /** Whether the process has more to do than it can: requests are then refused, as long as that lasts. */
  isOverloaded?: () => boolean
  /** Lets in who has waited: at once if not given. */
  letIn?: (go: () => void) => void
  /** A clock in milliseconds that never goes back. */
  monotonic?: () => number
}

/** A request's turn that does not come soon. */
export class BusyError extends Error {
  override name = 'BusyError'
  readonly reason: BusyReason
  constructor(reason: BusyReason) {
    super(`the database is not asked: ${reason}`)
    this.reason = reason
  }
}
export const BUSY_REASONS = ['queue full', 'wait too long', 'event loop late'] as const
export type BusyReason = (typeof BUSY_REASONS)[number]

export interface GateStats {
  lanes: Record<Lane, { limit: number; inUse: number; waiting: number }>
  /** Requests refused since the start. */
  refused: Record<BusyReason, number>
}

interface Waiting {
  lane: Lane
  go(): void
}

/** One in twenty of the newest holding time goes into the mean. */
const WEIGHT = 0.05

/**
 * Gives turns at the database's connections, first come, first served, what is vital before all else. Only requests
 * are ever refused: they are many and somebody waits for them, who is better told at once to come again. Jobs wait.
 */
export class Gate {
  readonly #shares: Record<Lane, number>
  readonly #total: number
  readonly #mostWaiting: number
  readonly #mostExpected: number
  readonly #patience: number
  readonly #isOverloaded: () => boolean
  readonly #letIn: (go: () => void) => void
  readonly #monotonic: () => number
  readonly #inUse: Record<Lane, number> = { requests: 0, jobs: 0, vital: 0 }
  readonly #waiting: Record<Lane, Waiting[]> = { requests: [], jobs: [], vital: [] }
  readonly #refused: Record<BusyReason, number> = {
    'queue full': 0,
    'wait too long': 0,
    'event loop late': 0,
  }
  /** Mean milliseconds for which a request has held a connection lately. */
  #held = 0
  /** Whose turn it is, where requests and jobs wait for the same connection. */
  #lastOf: Lane = 'jobs'

  constructor(options: GateOptions) {
    const { shares } = options
    this.#shares = shares
    this.#total = options.total ?? shares.requests + shares.jobs + shares.vital
    this.#mostWaiting = options.mostWaiting ?? 50 * shares.requests
    this.#mostExpected = options.mostExpected ?? 2_000
    this.#patience = options.patience ?? 5_000
    this.#isOverloaded = options.isOverloaded ?? (() => false)
    this.#letIn = options.letIn ?? ((go) => go())
    this.#monotonic = options.monotonic ?? (() => performance.now())
  }

  /**
   * Resolves when a connection may be used, with what to call when it is no longer.
   * @throws BusyError at once where a request would wait too long, and where it did
   */
  async enter(lane: Lane): Promise<() => void> {
    if (lane === 'requests' && this.#isOverloaded()) throw this.#refusal('event loop late')
    if (this.#waiting[lane].length > 0 || !this.#hasRoom(lane)) await this.#wait(lane)
    else this.#inUse[lane]++
    const since = this.#monotonic()
    return () => {
      this.#inUse[lane]--
      if (lane === 'requests') this.#learn(this.#monotonic() - since)
      this.#next()
    }
  }

  stats(): GateStats {
    const of = (lane: Lane) => ({
      limit: this.#shares[lane],
      inUse: this.#inUse[lane],
      waiting: this.#waiting[lane].length,
    })
    return {
      lanes: { requests: of('requests'), jobs: of('jobs'), vital: of('vital') },
      refused: { ...this.#refused },
    }
  }

  #hasRoom(lane: Lane): boolean {
    const { requests, jobs, vital } = this.#inUse
    return this.#inUse[lane] < this.#shares[lane] && requests + jobs + vital < this.#total
  }

  #wait(lane: Lane): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const waiting = this.#waiting[lane]
    let timer: ReturnType<typeof setTimeout> | undefined
    const own: Waiting = {
      lane,
      go: () => {
        clearTimeout(timer)
        this.#letIn(resolve)
      },
    }
    if (lane === 'requests') {
      if (waiting.length >= this.#mostWaiting) throw this.#refusal('queue full')
      const expected = ((waiting.length + 1) * this.#held) / this.#shares.requests
      if (expected > this.#mostExpected) throw this.#refusal('wait too long')
      timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(own), 1)
        reject(this.#refusal('wait too long'))
      }, this.#patience)
    }
    waiting.push(own)
    return promise
  }

  /** Lets in whoever can now go. */
  #next(): void {
    for (;;) {
      // Requests and jobs by turns: neither keeps the other from an engine of one connection.
      const byTurns: Lane[] = this.#lastOf === 'jobs' ? ['requests', 'jobs'] : ['jobs', 'requests']
      const order: Lane[] = ['vital', ...byTurns]
      const lane = order.find((one) => this.#waiting[one].length > 0 && this.#hasRoom(one))
      const first = lane && this.#waiting[lane].shift()
      if (!first) return
      if (first.lane !== 'vital') this.#lastOf = first.lane
      this.#inUse[first.lane]++
      first.go()
    }
  }

  /** One that was held for very long tells nothing of the next: alone, it makes none be refused. */
  #learn(milliseconds: number): void {
    this.#held += WEIGHT * (Math.min(milliseconds, this.#mostExpected) - this.#held)
  }

  #refusal(reason: BusyReason): BusyError {
    this.#refused[reason]++
    return new BusyError(reason)
  }
}
