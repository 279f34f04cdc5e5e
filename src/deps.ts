import type { Kysely } from 'kysely'
import type { Schema } from '../db/schema.ts'
import type { Config } from './config.ts'
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
  /** Whether the database answers and is migrated. */
  isReady(): Promise<boolean>
  /** gzip at a level that suits text kept for many requests. */
  gzip(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
  sha256(text: string | Uint8Array): string
  /** Requests to addresses that others chose: of sources and webhooks. */
  outbound: Outbound
  /** Lets work go on that no answer waits for, and that never fails: before the database closes it ends. */
  background(work: Promise<void>): void
}
