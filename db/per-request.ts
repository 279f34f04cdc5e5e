import { AsyncLocalStorage } from 'node:async_hooks'
import { Kysely, PostgresDialect } from 'kysely'
import type { Log } from '../src/log.ts'
import { openPool } from './postgres.ts'
import type { Schema } from './schema.ts'

/** A database whose connections live as long as the request that they serve. */
export interface PerRequestDatabase {
  /** Answers only within `during`; the same object for all requests, so that what is built on it is built once. */
  db: Kysely<Schema>
  /**
   * Runs one request's work with connections of its own, opened when first needed.
   * @returns what `work` gives, and `close`, which waits for what is kept open and lets go: for after the answer
   */
  during<T>(url: string, work: () => Promise<T>): Promise<{ result: T; close: () => Promise<void> }>
  /** Lets work of the request under way use its connections after `work` of `during` has ended. */
  keepOpen(work: Promise<void>): void
}

interface Request {
  pool: ReturnType<typeof openPool>
  pending: Promise<void>[]
}

/** One request asks the database one thing after another; what goes on beside it is little. */
const MOST = 3

/**
 * For Cloudflare Workers, where a socket belongs to the request that opened it: a pool that outlives its request
 * fails the next one. Hyperdrive keeps the real connections.
 */
export function connectPerRequest(log: Log): PerRequestDatabase {
  const requests = new AsyncLocalStorage<Request>()
  const current = () => {
    const request = requests.getStore()
    if (!request) throw new Error('the database is asked outside of a request')
    return request
  }
  const pool = { connect: async () => current().pool.connect(), end: async () => {}, options: {} }
  return {
    db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }),
    async during(url, work) {
      const request: Request = { pool: openPool(url, log, { max: MOST }), pending: [] }
      const close = async () => {
        // Work that goes on may keep open more.
        for (const own of request.pending) await own
        await request.pool.end()
      }
      try {
        return { result: await requests.run(request, work), close }
      } catch (error) {
        await close()
        throw error
      }
    },
    keepOpen: (work) => {
      current().pending.push(work)
    },
  }
}
