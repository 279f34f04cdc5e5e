import { type Kysely, sql } from 'kysely'
import type { Revision } from '../src/calendar/revision.ts'
import type { Log } from '../src/log.ts'
import { Availability } from './availability.ts'
import type { Gate } from './gate.ts'
import { MIGRATIONS } from './migrations.ts'
import type { Pool } from './postgres.ts'
import { type Connection, Reading, readings, Snapshot, soon } from './reading.ts'
import type { Schema } from './schema.ts'
import { lending } from './sessions.ts'

/** Who answered a public read; where that was the primary, why. */
export type AnsweredBy = 'read database' | 'primary: away' | 'primary: behind'

/** A copy of the primary that answers public reads as far as it can. */
export interface ReadDatabase {
  /**
   * Runs a request that only reads what is public: all that it asks through `Database.db` is answered from one snapshot
   * here; or by the primary, where this database is away, not migrated, or behind `least` or behind what it has shown
   * before. So what a process shows never goes back, also where several copies of different age stand behind one address.
   * What fails with ReadDatabaseError is to be done again, on the primary.
   */
  during<T>(least: number, work: () => Promise<T>): Promise<T>
  /** The public read that is under way; undefined for all else. */
  current(): Reading | undefined
  isUsable(): boolean
  /** How far it is behind: in revisions, and in seconds since the first that it lacks. Null where it is away. */
  lag(): Promise<Lag | null>
  /** Hears of each reading that asked a database. */
  onAnswer(listener: (by: AnsweredBy) => void): void
  close(): Promise<void>
}

export interface Lag {
  revisions: number
  seconds: number
}

interface Parts {
  pool: Pool
  /** How many may ask it at once. Too many for it are too many for the primary, too. */
  gate: Gate
  /** Asks the primary, also within a reading. */
  primary: Kysely<Schema>
  log: Log
  /** Milliseconds: a revision that the primary has had for longer, and at most twice as long, is to be there. */
  mostLag?: number | undefined
}
const MOST_LAG = 5_000

export function createReadDatabase({ pool, gate, primary, log, mostLag = MOST_LAG }: Parts): ReadDatabase {
  const lend = lending(pool)
  const listeners: ((by: AnsweredBy) => void)[] = []
  /** The newest revision that was shown from here. */
  let shown = 0
  let correcting: Promise<void> | undefined
  const origin = knownOnce(() =>
    sql<{ origin: string }>`${sql.raw(ORIGIN)}`.execute(primary).then(({ rows }) => rows[0]?.origin),
  )
  const aged = agedRevision(primary, mostLag)

  const isThere = async () => {
    try {
      const { rows } = await pool.query<State>(soon(STATE))
      await usable(rows[0])
      return true
    } catch {
      return false
    }
  }

  /** @throws Error where it is not to be read from */
  async function usable(state: State | undefined): Promise<State> {
    if (!state) throw new Error('it holds no calendar')
    if (!state.migrated) throw new Error('it lacks migrations')
    const expected = await origin()
    if (expected !== undefined && state.origin !== expected)
      throw new Error('DATABASE_READ_URL names the database of another calendar')
    return state
  }
  const availability = new Availability(isThere, log)

  /** Null: the primary answers. */
  async function open(least: number): Promise<Snapshot | null> {
    const snapshot = availability.isAway ? 'primary: away' : await tryToOpen(least)
    const by = typeof snapshot === 'string' ? snapshot : 'read database'
    for (const listener of listeners) listener(by)
    return typeof snapshot === 'string' ? null : snapshot
  }

  async function tryToOpen(least: number): Promise<Snapshot | Exclude<AnsweredBy, 'read database'>> {
    const client = await connect()
    if (!client) return 'primary: away'
    let isOlder = false
    try {
      const { revision, changed } = await usable(await begin(client))
      aged.tell(revision, log)
      if (revision >= Math.max(least, shown, aged.revision())) {
        shown = revision
        return new Snapshot(client, { revision, changed })
      }
      isOlder = revision < shown
      await client.query(soon('rollback'))
      client.release()
    } catch (error) {
      client.release(true)
      availability.lost(error)
      return 'primary: away'
    }
    if (isOlder) {
      correcting ??= correctShown()
      await correcting
    }
    return 'primary: behind'
  }

  /** Null where it is away. @throws BusyError */
  async function connect(): Promise<Connection | null> {
    const leave = await gate.enter('requests')
    try {
      const session = await lend()
      const release = (isLost?: boolean) => {
        session.release(isLost)
        leave()
      }
      return { query: (asked, values) => session.query(asked, values), release }
    } catch (error) {
      leave()
      availability.lost(error)
      return null
    }
  }

  /** Where a primary was lost with its last changes, more was shown than there is now. */
  async function correctShown(): Promise<void> {
    try {
      const revision = await revisionOf(primary)
      shown = Math.min(shown, revision)
    } finally {
      correcting = undefined
    }
  }

  return {
    async during(least, work) {
      const reading = new Reading(least, open)
      try {
        return await readings.run(reading, work)
      } finally {
        // The answer does not wait for it.
        void reading.end().catch((error: unknown) => log.debug({ error }, 'a snapshot did not end well'))
      }
    },
    current: () => readings.getStore(),
    isUsable: () => !availability.isAway,
    onAnswer: (listener) => void listeners.push(listener),
    async lag() {
      if (availability.isAway) return null
      const { rows } = await pool.query<{ revision: number }>(soon('select revision from calendar'))
      return lagOf(primary, rows[0]?.revision ?? 0)
    },
    async close() {
      availability.close()
      aged.close()
      await pool.end()
    },
  }
}

interface State extends Revision {
  migrated: boolean
  /** As of ORIGIN. */
  origin: string
}

/** In one round trip. */
async function begin(client: Connection): Promise<State | undefined> {
  // Of several statements the driver gives several answers, which its types do not know.
  const answers: unknown = await client.query(
    soon(`begin isolation level repeatable read read only; ${STATE}`),
  )
  const [state]: State[] = Array.isArray(answers) ? answers.at(-1).rows : []
  return state
}

/** Copies of a database have it in common; no two calendars have. */
const ORIGIN = 'select min(migrated)::text as origin from kalendarium_migrations'
const names = MIGRATIONS.map(({ name }) => `'${name}'`).join()
const STATE = `select revision, changed,
  (select count(*) from kalendarium_migrations where name in (${names})) = ${MIGRATIONS.length} as migrated,
  (${ORIGIN}) as origin
  from calendar`

/** Tells with what was asked for the first time that did not fail; undefined while it fails. */
function knownOnce<T>(ask: () => Promise<T>): () => Promise<T | undefined> {
  let known: Promise<T> | undefined
  return async () => {
    known ??= ask()
    try {
      return await known
    } catch {
      known = undefined
      return undefined
    }
  }
}

/** The primary's revision of a while ago, which a database that is not left behind has by now. */
function agedRevision(primary: Kysely<Schema>, every: number) {
  let [newest, aged] = [0, 0]
  let isBehind = false
  const sample = async () => {
    try {
      const revision = await revisionOf(primary)
      // Where a primary was lost with its last changes, there are fewer now.
      aged = Math.min(newest, revision)
      newest = revision
    } catch {
      // What was known is still to be there.
    }
  }
  const timer = setInterval(sample, every).unref()
  return {
    revision: () => aged,
    /** Logs when what is read falls behind, and when it is no more. */
    tell(revision: number, log: Log) {
      const was = isBehind
      isBehind = revision < aged
      if (isBehind && !was) log.warn({}, 'the read database is behind: the primary answers public reads')
      if (was && !isBehind) log.info({}, 'the read database is no longer behind')
    },
    close: () => clearInterval(timer),
  }
}

async function revisionOf(primary: Kysely<Schema>): Promise<number> {
  return (await primary.selectFrom('calendar').select('revision').executeTakeFirstOrThrow()).revision
}

/** How far `revision` is behind. Not every revision is in the log: then all since the last change counts. */
async function lagOf(primary: Kysely<Schema>, revision: number): Promise<Lag | null> {
  const first = sql`(select min(at) from changes where revision > ${revision}::bigint)`
  const { rows } = await sql<Lag>`
    select greatest(revision - ${revision}::bigint, 0) as revisions,
      case when revision > ${revision}::bigint
        then extract(epoch from clock_timestamp() - coalesce(${first}, changed)) else 0 end::float8 as seconds
    from calendar`.execute(primary)
  return rows[0] ?? null
}
