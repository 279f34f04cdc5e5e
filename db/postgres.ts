import pg from 'pg'
import type { Log } from '../src/log.ts'
import { createListeners, tellingCommits } from './commits.ts'
import type { Database } from './connect.ts'
import { Gate, type GateOptions, type Lane } from './gate.ts'
import { lanesOf } from './gated.ts'
import { messageSocket } from './message-socket.ts'
import { createReadDatabase } from './read-database.ts'
import { READ_PATIENCE } from './reading.ts'
import { routed } from './routed.ts'
import { lending, pooledDialect } from './sessions.ts'
import { ARRAY_ELEMENTS, PARSERS, type Parser } from './types.ts'

export interface PostgresOptions {
  /** Most connections at once. */
  max?: number
  /** Milliseconds that the server may take to accept a connection. */
  connectTimeout?: number
  /** Milliseconds that one statement may take. */
  statementTimeout?: number
  /** Milliseconds that one statement may wait for another's lock. */
  lockTimeout?: number
  applicationName?: string
  /** Milliseconds after which a server that says nothing at all is given up; none if not given. */
  silence?: number
  /** What a connection is made of; pg's own if not given. */
  stream?: typeof messageSocket
}

export interface LanedOptions extends Omit<PostgresOptions, 'max' | 'stream'> {
  /** Most connections for requests at once; jobs and what is vital have some beside them. */
  requests?: number | undefined
  /** Of the database that answers public reads; none if not given. */
  readUrl?: string | undefined
  gate?: Omit<GateOptions, 'shares' | 'total'>
  /** Milliseconds, as of `createReadDatabase`. */
  mostReadLag?: number
  /** Milliseconds after which a statement that nothing is heard of has lost its connection; 0: never. */
  silences?: Partial<Record<Lane, number>>
}

/** Who gets how many connections, beside those for requests. */
const JOBS = 3
const VITAL = 1
const REQUESTS = 10
/** Milliseconds that a server lets a statement run. */
const STATEMENT_TIMEOUT = 15_000
/** Within which the server says that a statement took too long. */
const TO_SAY_SO = 2_000
const READ_SILENCE = STATEMENT_TIMEOUT + TO_SAY_SO

/** What is vital is one row. Jobs have statements that may take as long as they will: migrations, a backup. */
function silencesOf(statementTimeout = STATEMENT_TIMEOUT): Record<Lane, number> {
  return { requests: statementTimeout + TO_SAY_SO, jobs: 0, vital: 5_000 }
}

export type Pool = pg.Pool
export type PoolClient = pg.PoolClient
export type PoolAnswer = pg.QueryResult

/**
 * A pool of connections to PostgreSQL 15 or newer.
 *
 * The session's settings are made by a query after connecting and not by startup parameters, as pgbouncer
 * refuses those that it does not know. In pgbouncer's transaction mode they hold for some of its server
 * connections only: there, set them on the role too (`alter role … set statement_timeout = '15s'`). Nothing
 * here depends on a session: locks are a transaction's, and statements are prepared only where no pooler is (sessions.ts).
 */
export function connectPostgres(url: string, log: Log, options: LanedOptions = {}): Database {
  const shares = { requests: options.requests ?? REQUESTS, jobs: JOBS, vital: VITAL }
  const max = shares.requests + shares.jobs + shares.vital
  const pool = openPool(url, log, { ...options, max, stream: messageSocket })
  const commits = createListeners()
  const gate = new Gate({ ...options.gate, shares })
  const lend = lending(pool)
  const silence = { ...silencesOf(options.statementTimeout), ...options.silences }
  const dialectFor = (lane: Lane) => tellingCommits(pooledDialect(pool, lend, silence[lane]), commits.tell)
  const { readUrl } = options
  const { requests, jobs, vital } = lanesOf(dialectFor, gate, readUrl === undefined ? undefined : routed)
  const reads = readUrl === undefined ? undefined : openReads(readUrl)
  let closing: Promise<void> | undefined
  return {
    db: requests,
    jobs,
    vital,
    engine: 'postgres',
    maintain: async () => {},
    onCommit: commits.add,
    poolStats: () => ({ open: pool.totalCount, idle: pool.idleCount }),
    turns: () => gate.stats(),
    ...(reads ? { reads } : {}),
    close: () => (closing ??= close()),
  }

  async function close(): Promise<void> {
    await reads?.close()
    // All that Kysely holds of it is the pool.
    await pool.end()
  }

  function openReads(readUrl: string) {
    const own = { requests: shares.requests, jobs: 0, vital: 1 }
    return createReadDatabase({
      // What is vital there is to look whether it is there, and how it is.
      pool: openPool(readUrl, log, {
        ...options,
        max: own.requests + own.vital,
        connectTimeout: READ_PATIENCE,
        silence: READ_SILENCE,
        stream: messageSocket,
      }),
      gate: new Gate({ ...options.gate, shares: own }),
      primary: vital,
      log,
      mostLag: options.mostReadLag,
    })
  }
}

/** The connections themselves, with the session settings and JavaScript types that all of this project expects. */
export function openPool(url: string, log: Log, options: PostgresOptions = {}): pg.Pool {
  const settings = {
    TimeZone: 'UTC',
    DateStyle: 'ISO',
    IntervalStyle: 'postgres',
    statement_timeout: String(options.statementTimeout ?? STATEMENT_TIMEOUT),
    lock_timeout: String(options.lockTimeout ?? 5_000),
    idle_in_transaction_session_timeout: '30000',
  }
  const set = Object.keys(settings).map((name, i) => `set_config('${name}', $${i + 1}, false)`)

  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: options.connectTimeout ?? 5_000,
    idleTimeoutMillis: 30_000,
    maxLifetimeSeconds: 1_800,
    application_name: options.applicationName ?? 'kalendarium',
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...(options.silence === undefined ? {} : { query_timeout: options.silence }),
    ...(options.stream ? { stream: options.stream } : {}),
    types: { getTypeParser },
    // The pool waits for it, and drops the connection where it fails.
    onConnect: async (client) => {
      await client.query(`select ${set.join(', ')}`, Object.values(settings))
    },
  })
  // On Workers a connection that is let go tells of its closed socket.
  const lost = (error: Error) => {
    if (!pool.ending) log.warn({ error }, 'A connection to PostgreSQL was lost')
  }
  // An 'error' that nobody hears ends the process, and the pool hears a connection only while it is idle.
  pool.on('connect', (client) => client.on('error', lost))
  pool.on('error', () => {})
  return pool
}

function getTypeParser(oid: number, format?: 'text' | 'binary') {
  const element = ARRAY_ELEMENTS[oid]
  const own = PARSERS[oid] ?? (element ? arrayOf(PARSERS[element] ?? String) : undefined)
  return (format === 'binary' ? undefined : own) ?? pg.types.getTypeParser(oid, format)
}

/** Reads the array as one of texts, with pg's parser for those, then each text, however deep. */
function arrayOf(parse: Parser): Parser {
  const texts = pg.types.getTypeParser(TEXT_ARRAY)
  const each = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(each) : typeof value === 'string' ? parse(value) : value
  return (text) => each(texts(text))
}
/** The type of `text[]`; the list of the types that pg names lacks it. */
const TEXT_ARRAY: number = 1009
