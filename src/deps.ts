import type { Kysely } from 'kysely'
import type { ReadDatabase } from '../db/read-database.ts'
import type { Schema } from '../db/schema.ts'
import type { Parts } from './bytes.ts'
import type { Revision } from './calendar/revision.ts'
import type { Config } from './config.ts'
import type { Compressible } from './http/representation.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Outbound } from './outbound/model.ts'

export type Db = Kysely<Schema>

/** What the application gets from its entry: nothing below reads a clock, an environment or a global. */
export interface Deps {
  db: Db
  config: Config
  log: Log
  metrics: Metrics
  now(): Date
  /** A new UUID version 7. */
  newId(): string
  /** Version of the runtime's time-zone data, such as `2026c`: instants derived with another are derived anew. */
  tzdata: string
  /**
   * Which state of the published calendar there is, where the request under way is answered from.
   * @param least looks anew where what is remembered is an earlier one
   */
  revision(least?: number): Promise<Revision>
  /** What answers public reads, where that is a database of its own; `db` asks it by itself. */
  reads?: Pick<ReadDatabase, 'during'>
  /** Whether one request may wait for what another began: not on Workers, where that ends with its request. */
  shareWork: boolean
  /** How many octets of answers may be kept in memory; 0: none is. */
  answerBytes: number
  /** How many octets of events' JSON, of which answers are made, may be kept in memory. */
  eventBytes: number
  /** Whether the database answers and is migrated. */
  isReady(): Promise<boolean>
  /** gzip at a level that suits text. */
  gzip(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
  /** The same in brotli; null where the runtime has none. */
  brotli: ((bytes: Uint8Array) => Promise<Uint8Array<ArrayBuffer>>) | null
  /** gzip of a body in pieces, each of them compressed by itself, and once. */
  gzipPieces(pieces: readonly Compressible[]): Promise<Parts>
  sha256(text: string | Uint8Array): string
  /** Requests to addresses that others chose: of sources and webhooks. */
  outbound: Outbound
  /** Tells the jobs of this process that there is something to send; called after the commit. */
  wake(): void
  /** Lets work go on that no answer waits for, and that never fails: before the database closes it ends. */
  background(work: Promise<void>): void
}
