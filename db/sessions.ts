import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresDialect,
  type QueryResult,
} from 'kysely'
import { copyOut } from './copy-out.ts'
import { isOfPreparing } from './faults.ts'
import { columnsInOctets } from './octets.ts'
import { PassingDriver, withDriver } from './passing-driver.ts'
import type { Pool, PoolAnswer, PoolClient } from './postgres.ts'
import { MOST_PREPARED, Statements } from './prepared.ts'

/** The pool as Kysely has it. */
export function pooledDialect(pool: Pool): Dialect {
  const lend = lending(pool)
  return withDriver(new PostgresDialect({ pool }), (driver) => new LendingDriver(driver, lend))
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
    try {
      await connection.executeQuery(CompiledQuery.raw('rollback'))
    } catch (error) {
      if (connection instanceof Session) connection.lose()
      throw error
    }
  }
}

/** Lends the pool's connections. Where their sessions are PostgreSQL's own, what comes again is prepared there. */
export function lending(pool: Pool): () => Promise<Session> {
  const statements = new Statements()
  const sessions = new WeakMap<PoolClient, Session>()
  return async () => {
    const client = await pool.connect()
    const known = sessions.get(client)
    if (known) return known
    try {
      const session = new Session(client, (await isDirect(client)) ? statements : null)
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
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return 'processID' in client && client.processID === rows[0]?.pid
}

/** A connection while it is lent. */
export class Session implements DatabaseConnection {
  readonly #client: PoolClient
  /** Null: it is not PostgreSQL's own, and nothing is prepared. */
  readonly #statements: Statements | null
  readonly #prepared = new Set<string>()
  #isLost = false

  constructor(client: PoolClient, statements: Statements | null) {
    this.#client = client
    this.#statements = statements
  }

  query(asked: string | { text: string }, values: unknown[] = []): Promise<PoolAnswer> {
    if (typeof asked !== 'string') return this.#client.query(asked)
    if (values.length === 0) return this.#queryWithout(asked)
    const name = this.#statements?.nameOf(asked)
    return name === undefined ? this.#client.query(asked, values) : this.#queryPrepared(name, asked, values)
  }

  /** What has no values most often begins or ends a transaction. */
  #queryWithout(text: string): Promise<PoolAnswer> {
    const columns = this.#statements && columnsInOctets(text)
    return columns ? copyOut(this.#client, text, columns) : this.#client.query(text)
  }

  async #queryPrepared(name: string, text: string, values: unknown[]): Promise<PoolAnswer> {
    this.#prepared.add(name)
    try {
      return await this.#client.query({ name, text, values })
    } catch (error) {
      if (!isOfPreparing(error)) throw error
      this.#statements?.renew()
      // It was not executed; but what was done before it in a transaction has failed with it.
      if (this.#client.getTransactionStatus() !== 'I') throw error
      return this.#client.query(text, values)
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
