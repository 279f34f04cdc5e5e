import { AsyncLocalStorage } from 'node:async_hooks'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import type { Revision } from '../src/calendar/revision.ts'
import { databaseFault } from './faults.ts'
import type { PoolAnswer } from './postgres.ts'
import { within } from './within.ts'

/** Milliseconds that the read database may take to begin and to end: after that it is away, and the primary is asked. */
export const READ_PATIENCE = 1_000

/** A statement that is answered at once or not at all. */
export function soon(text: string) {
  return within(READ_PATIENCE, { text })
}

/** A connection while it is lent. */
export interface Connection {
  query(asked: string | { text: string }, values?: unknown[]): Promise<PoolAnswer>
  /** @param isLost whether it is good for nothing any more */
  release(isLost?: boolean): void
}

/** The read database failed a request that the primary can answer. */
export class ReadDatabaseError extends Error {
  override name = 'ReadDatabaseError'
}

/** Whether doing the same again, on the primary, may succeed. */
export function isOfReadDatabase(error: unknown): boolean {
  for (let depth = 0, at = error; at instanceof Error && depth < 5; depth++, at = at.cause)
    if (at instanceof ReadDatabaseError) return true
  return false
}

/**
 * What a failure on the read database is: its own (it is away, it has to make way for what it replays), or the
 * statement's, which would fare no better elsewhere. One that took too long is not done again.
 */
export function asFailure(error: unknown): unknown {
  const fault = databaseFault(error)
  const isSlow = error instanceof Error && 'code' in error && error.code === '57014'
  if ((fault !== 'unavailable' && fault !== 'retry') || isSlow) return error
  return new ReadDatabaseError('the read database failed', { cause: error })
}

/** One state of the read database, and which: a connection in a transaction that sees nothing else until `end`. */
export class Snapshot implements DatabaseConnection {
  readonly revision: Revision
  readonly #client: Connection
  #last: Promise<unknown> = Promise.resolve()
  #failure: unknown

  constructor(client: Connection, revision: Revision) {
    this.#client = client
    this.revision = revision
  }

  /** One statement after another, also where a request asks several at once. */
  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const own = this.#last.then(() => this.#execute<R>(query))
    this.#last = own.catch(() => {})
    return own
  }

  async #execute<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    // After a failure PostgreSQL takes nothing more in this transaction.
    if (this.#failure) throw new ReadDatabaseError('the snapshot is gone', { cause: this.#failure })
    try {
      const { rows } = await this.#client.query(sql, [...parameters])
      return { rows }
    } catch (error) {
      this.#failure = asFailure(error)
      throw this.#failure
    }
  }

  // biome-ignore lint/correctness/useYield: nothing of ours streams
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('a snapshot does not stream')
  }

  /** Gives the connection back. What is asked afterwards fails. */
  async end(): Promise<void> {
    await this.#last
    const isLost = this.#failure instanceof ReadDatabaseError
    this.#failure ??= new Error('the request has ended')
    const isClean = !isLost && (await this.#client.query(soon('rollback')).then(Boolean, () => false))
    this.#client.release(!isClean)
  }
}

/**
 * One request that only reads what is public. All that it asks is answered from one snapshot of the read database, opened
 * when first needed, or else by the primary.
 */
export class Reading {
  /** The least revision that the request will have. */
  readonly least: number
  readonly #open: (least: number) => Promise<Snapshot | null>
  #snapshot: Promise<Snapshot | null> | undefined
  #hasEnded = false

  constructor(least: number, open: (least: number) => Promise<Snapshot | null>) {
    this.least = least
    this.#open = open
  }

  get isOpen(): boolean {
    return this.#snapshot !== undefined
  }

  /** Null: the primary answers. */
  snapshot(): Promise<Snapshot | null> {
    if (this.#hasEnded) return Promise.resolve(null)
    this.#snapshot ??= this.#open(this.least)
    return this.#snapshot
  }

  async end(): Promise<void> {
    this.#hasEnded = true
    const snapshot = await this.#snapshot?.catch(() => null)
    await snapshot?.end()
  }
}

/** What the request under way is, where it is a public read. */
export const readings = new AsyncLocalStorage<Reading | undefined>()
