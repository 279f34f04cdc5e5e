import { sql } from 'kysely'
import type { Db } from '../deps.ts'
import type { Source, SourceResult, Validators } from './model.ts'

/** A run that is under way: nobody else runs the source until it ends, or its time is over. */
export interface Lease extends Source {
  lease: string
  validators: Validators
}

/** What becomes of a source after a run. */
export interface Ended {
  /** Null after a run that went well. */
  error: string | null
  /** Undefined: as of the last run that took a file. */
  result?: SourceResult
  validators?: Validators
  /** How long the server asked to be left alone, in seconds. */
  retryAfter?: number
}

/** Longer than any run takes; a process that dies leaves its source for others after that. */
const LEASE_SECONDS = 180
/** The longest wait after failures, and the longest that a server may ask for, in seconds. */
const LONGEST_BACKOFF = 86_400
const LONGEST_RETRY_AFTER = 7 * 86_400

/**
 * Takes one source that is due, the longest due first, or that one which is named, due or not. Null where there is none,
 * or others run it. Of several that ask at once, each gets another.
 */
export async function takeLease(db: Db, lease: string, source: string | null): Promise<Lease | null> {
  const wanted = source === null ? sql`next_run <= now()` : sql`id = ${source}::uuid`
  const { rows } = await sql<{
    id: string
    partner: string
    slug: string
    url: string
    interval: string
    remove_missing: boolean
    etag: string | null
    last_modified: string | null
    digest: string | null
  }>`
    update sources set lease = ${lease}::uuid, leased_until = now() + ${LEASE_SECONDS} * interval '1 second'
    where id = (
      select id from sources where ${wanted} and coalesce(leased_until <= now(), true)
      order by next_run limit 1 for update skip locked
    )
    returning id, partner, slug, url, interval, remove_missing, etag, last_modified, digest`.execute(db)
  const [row] = rows
  if (!row) return null
  const { remove_missing: removeMissing, etag, last_modified: lastModified, digest, ...rest } = row
  return { ...rest, removeMissing, lease, validators: { etag, lastModified, digest } }
}

/**
 * Ends a run, unless the source was given to another meanwhile. The next one is due after the interval; after failures
 * after its double, its fourfold and so on, up to a day (or the interval, if that is longer), and never before the
 * server wants it. All with some chance in it, so that sources do not come in step.
 */
export async function endLease(db: Db, { id, lease }: Lease, ended: Ended): Promise<void> {
  const { error, result, validators, retryAfter = 0 } = ended
  const failed = error !== null
  const wait = failed
    ? sql`least(interval_seconds * power(2, least(failures, 10)), greatest(interval_seconds, ${LONGEST_BACKOFF})) * (1 + random() * 0.25)`
    : sql`interval_seconds * (1 + random() * 0.05)`
  const pause = Math.min(Math.max(0, retryAfter), LONGEST_RETRY_AFTER)
  await db
    .updateTable('sources')
    .set({
      lease: null,
      leased_until: null,
      next_run: sql<Date>`now() + greatest(${wait}, ${pause}) * interval '1 second'`,
      last_run: sql<Date>`now()`,
      runs: sql<number>`runs + 1`,
      failed_runs: sql<number>`failed_runs + ${failed ? 1 : 0}`,
      failures: failed ? sql<number>`failures + 1` : 0,
      error,
      ...(failed ? {} : { last_success: sql<Date>`now()` }),
      ...(result ? { result: JSON.stringify(result) } : {}),
      ...(validators
        ? { etag: validators.etag, last_modified: validators.lastModified, digest: validators.digest }
        : {}),
    })
    .where('id', '=', id)
    .where('lease', '=', lease)
    .execute()
}

/** Gives a source back as it was before the run, which was cut off. */
export async function giveBack(db: Db, { id, lease }: Lease): Promise<void> {
  const free = { lease: null, leased_until: null }
  await db.updateTable('sources').set(free).where('id', '=', id).where('lease', '=', lease).execute()
}
