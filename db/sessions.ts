import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresDialect,
  type QueryResult,
} from 'kysely'
import { copyOut } from './copy-out.ts'
import { isOfPreparing, isSilence } from './faults.ts'
import { columnsInOctets } from './octets.ts'
import { PassingDriver, withDriver } from './passing-driver.ts'
import type { Pool, PoolAnswer, PoolClient } from './postgres.ts'
import { MOST_PREPARED, Statements } from './prepared.ts'
import { within } from './within.ts'

/**
 * The pool as Kysely has it.
 * @param silence as of `Session.silence`
 */
export function pooledDialect(pool: Pool, lend: Lend, silence: number): Dialect {
  return withDriver(new PostgresDialect({ pool }), (driver) => new LendingDriver(driver, () => lend(silence)))
}

class LendingDriver extends PassingDriver {
  readonly #lend: () => Promise<Session>

  constructor(driver: Driver, lend: () => Promise<Session>) {
    super(driver)
    this.#lend = lend
  }

  override acquireConnection(): Promise<Session> {
    return this.#lend()
  }

  override async releaseConnection(connection: DatabaseConnection): Promise<void> {
    if (connection instanceof Session) connection.release()
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // It ends with its connection.
    if (connection instanceof Session && connection.isLost) return
    try {
      await connection.executeQuery(CompiledQuery.raw('rollback'))
    } catch (error) {
      if (connection instanceof Session) connection.lose()
      throw error
    }
  }
}

export type Lend = (silence?: number) => Promise<Session>

/**
 * Lends the pool's connections. Where their sessions are PostgreSQL's own, what comes again is prepared there. Where one has
 * fallen silent, the others that are as old are not lent any more: the way may be lost to all of them, and each would
 * have to be waited for.
 */
export function lending(pool: Pool): Lend {
  const statements = new Statements()
  const sessions = new WeakMap<PoolClient, Session>()
  let silences = 0

  return async (silence = 0) => {
    for (;;) {
      const client = await pool.connect()
      const session = sessions.get(client) ?? (await opened(client))
      session.silence = silence
      if (session.born === silences) return session
      session.release(true)
    }
  }

  async function opened(client: PoolClient): Promise<Session> {
    const born = silences
    const fellSilent = () => {
      silences = Math.max(silences, born + 1)
    }
    try {
      const own = (await isDirect(client)) ? statements : null
      const session = new Session(client, own, born, fellSilent)
      sessions.set(client, session)
      return session
    } catch (error) {
      client.release(true)
      throw error
    }
  }
}

/**
 * A pooler in between may give each transaction another session, which does not know what was prepared before. It has told
 * the client a process of its own making, as it cannot tell that of any session.
 */
async function isDirect(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>(
    within(GREETING, { text: 'select pg_backend_pid() as pid' }),
  )
  return 'processID' in client && client.processID === rows[0]?.pid
}

/** Milliseconds in which a server answers that has just let somebody in. */
const GREETING = 5_000

interface Named {
  name: string
  text: string
  values: unknown[]
}

/** A connection while it is lent. */
export class Session implements DatabaseConnection {
  readonly #client: PoolClient
  /** Null: it is not PostgreSQL's own, and nothing is prepared. */
  readonly #statements: Statements | null
  readonly #prepared = new Set<string>()
  readonly #fellSilent: () => void
  #isLost = false
  /** How many silences there were when it was opened. */
  readonly born: number
  /** Milliseconds after which a statement that nothing is heard of has lost its connection; 0: never. */
  silence = 0

  constructor(client: PoolClient, statements: Statements | null, born: number, fellSilent: () => void) {
    this.#client = client
    this.#statements = statements
    this.born = born
    this.#fellSilent = fellSilent
  }

  async query(asked: string | { text: string }, values: unknown[] = []): Promise<PoolAnswer> {
    try {
      return await this.#ask(asked, values)
    } catch (error) {
      if (isSilence(error)) {
        this.lose()
        this.#fellSilent()
      }
      throw error
    }
  }

  #ask(asked: string | { text: string }, values: unknown[]): Promise<PoolAnswer> {
    if (typeof asked !== 'string') return this.#client.query(asked)
    if (values.length === 0) return this.#queryWithout(asked)
    const name = this.#statements?.nameOf(asked)
    return name === undefined
      ? this.#client.query(within(this.silence, { text: asked, values }))
      : this.#queryPrepared(within(this.silence, { name, text: asked, values }))
  }

  /** What has no values most often begins or ends a transaction. */
  #queryWithout(text: string): Promise<PoolAnswer> {
    const columns = this.#statements && columnsInOctets(text)
    return columns
      ? copyOut(this.#client, text, columns, this.silence)
      : this.#client.query(within(this.silence, { text }))
  }

  async #queryPrepared({ name, ...query }: Named): Promise<PoolAnswer> {
    this.#prepared.add(name)
    try {
      return await this.#client.query({ name, ...query })
    } catch (error) {
      if (!isOfPreparing(error)) throw error
      this.#statements?.renew()
      // It was not executed; but what was done before it in a transaction has failed with it.
      if (this.#client.getTransactionStatus() !== 'I') throw error
      return this.#client.query(query)
    }
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { command, rowCount, rows } = await this.query(sql, [...parameters])
    // Kysely's driver looks there whether a commit was one.
    if (command === 'COMMIT' || command === 'ROLLBACK') rows.push({ command })
    return CHANGING.has(command) && rowCount !== null ? { rows, numAffectedRows: BigInt(rowCount) } : { rows }
  }

  // biome-ignore lint/correctness/useYield: nothing of ours streams
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('a session does not stream')
  }

  get isLost(): boolean {
    return this.#isLost
  }

  /** It is good for nothing any more. */
  lose(): void {
    this.#isLost = true
  }

  release(isLost = this.#isLost): void {
    // PostgreSQL keeps what was prepared as long as the connection.
    this.#client.release(isLost || this.#prepared.size > 2 * MOST_PREPARED)
  }
}

/** Commands of which `rowCount` tells how many rows they changed. */
const CHANGING = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])
