import type { Log } from '../src/log.ts'

/** Milliseconds until it is tried again: doubled each time, up to the most. */
const [FIRST_TRY, LONGEST_TRY] = [500, 5_000]

/** Remembers that a database is away, so that no request waits for it, and looks itself whether it is back. */
export class Availability {
  readonly #isThere: () => Promise<boolean>
  readonly #log: Log
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  /** @param isThere whether it can be used now; never fails */
  constructor(isThere: () => Promise<boolean>, log: Log) {
    this.#isThere = isThere
    this.#log = log
    void isThere().then((isIt) => isIt || this.lost(new Error('it does not answer, or is not migrated')))
  }

  get isAway(): boolean {
    return this.#timer !== undefined
  }

  /** To be told where it failed. */
  lost(error: unknown): void {
    if (this.isAway || this.#isClosed) return
    this.#log.warn({ error }, 'the read database cannot be used: the primary answers public reads')
    this.#tryAfter(FIRST_TRY)
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
  }

  #tryAfter(ms: number): void {
    const look = async () => {
      const isBack = await this.#isThere()
      if (this.#isClosed) return
      if (!isBack) return this.#tryAfter(Math.min(ms * 2, LONGEST_TRY))
      this.#timer = undefined
      this.#log.info({}, 'the read database can be used again')
    }
    this.#timer = setTimeout(look, ms).unref()
  }
}
