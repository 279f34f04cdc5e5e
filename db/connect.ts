import type { Kysely } from 'kysely'
import type { Config } from '../src/config.ts'
import type { Log } from '../src/log.ts'
import type { GateOptions, GateStats } from './gate.ts'
import type { ReadDatabase } from './read-database.ts'
import type { Schema } from './schema.ts'

/** An open database. Both engines answer with the same JavaScript types (see types.ts). */
export interface Database {
  /** For requests: asked for more than it can soon do, it refuses (BusyError). */
  db: Kysely<Schema>
  /** For what goes on beside requests: it waits for as long as it must, and takes no connection of theirs. */
  jobs: Kysely<Schema>
  /** For short questions that every answer hangs on: they never wait behind others. */
  vital: Kysely<Schema>
  engine: 'postgres' | 'pglite'
  /**
   * To be called now and then. PostgreSQL looks after itself; the embedded database has neither autovacuum
   * nor checkpointer, so without this its tables and its log grow for as long as the process runs.
   */
  maintain(): Promise<void>
  /** Connections of the pool; the embedded database has none. */
  poolStats?(): { open: number; idle: number }
  /** Who has a turn at the connections, and who waits for one. */
  turns(): GateStats
  /** What answers public reads, where that is another database. */
  reads?: ReadDatabase
  /** Hears of each commit through `db`, before who committed goes on. */
  onCommit(listener: () => void): void
  /** Waits for what is under way, then lets go. Twice is once. */
  close(): Promise<void>
}

/**
 * Opens the database that the configuration names: PostgreSQL at `databaseUrl`, else the embedded one in
 * `dataDir`. Of the two only the one needed is loaded. PostgreSQL is not contacted before the first query;
 * the embedded database is open when this resolves. Throws LockedError where another process has it.
 */
export async function connect(
  config: Pick<Config, 'databaseUrl' | 'dataDir'> & Partial<Pick<Config, 'databasePool'>>,
  log: Log,
  { readUrl, ...gate }: Pick<GateOptions, 'isOverloaded'> & { readUrl?: string | undefined } = {},
): Promise<Database> {
  if (config.databaseUrl) {
    const { connectPostgres } = await import('./postgres.ts')
    return connectPostgres(config.databaseUrl, log, { requests: config.databasePool, gate, readUrl })
  }
  const { connectPglite } = await import('./pglite.ts')
  return connectPglite(config.dataDir, gate)
}
