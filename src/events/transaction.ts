import { sql } from 'kysely'
import { brokenConstraint, databaseFault } from '../../db/faults.ts'
import type { Db } from '../deps.ts'
import { Problem } from '../errors.ts'

/**
 * Runs `work` in one transaction; nothing is acknowledged before its commit. In a transaction already, it belongs to
 * that one and fails with it. Where another transaction won a race (a unique key, a deadlock), `work` runs again on
 * what that one left, at most five times.
 * @param dryRun does the whole work and takes it back: every check of the database counts, nothing stays
 * @param company `alone` waits for all other writers and keeps them waiting: for what every event is written with; of
 *   `entering` the first statement of `work` does `amongOthers`
 * @param isPart in a transaction already, what fails is taken back by itself, and the rest may go on
 * @throws Problem `conflict` where the race is lost every time
 */
export async function transact<T>(
  db: Db,
  dryRun: boolean,
  work: (tx: Db) => Promise<T>,
  company: Company = 'amongOthers',
  isPart = false,
): Promise<T> {
  if (db.isTransaction && !isPart && !dryRun) return work(db)
  for (let attempt = 1; ; attempt++) {
    try {
      if (db.isTransaction) return await within(db, dryRun, work)
      return await once(db, dryRun, (tx) => enter(tx, company).then(() => work(tx)))
    } catch (error) {
      const fault = databaseFault(error)
      // A deadlock is of the whole transaction.
      if (fault === 'retry' && db.isTransaction) throw error
      if (fault !== 'conflict' && fault !== 'retry') throw error
      if (fault === 'conflict' && attempt === 2) refuseTaken(error)
      if (attempt === 5) throw new Problem('conflict', 'Others changed the same at the same time; try again.')
    }
  }
}

/** What is unique to a partner and still taken when looked at again was no race. */
const TAKEN: Record<string, { pointer: string; detail: string }> = {
  events_partner_uid: { pointer: '/uid', detail: 'is the uid of another event of this partner' },
  events_partner_external_id: {
    pointer: '/externalId',
    detail: 'is the externalId of another event of this partner',
  },
}

function refuseTaken(error: unknown): void {
  const taken = TAKEN[brokenConstraint(error) ?? '']
  if (taken) throw new Problem('conflict', `${taken.pointer} ${taken.detail}.`, [taken])
}

type Company = 'amongOthers' | 'alone' | 'entering'

/** Any number that no other advisory lock of this database has. */
const WRITERS = 5_545_001

/** To be selected first in a transaction, before any row is locked, so that nobody waits in a circle. */
export const amongOthers = sql<null>`pg_advisory_xact_lock_shared(${WRITERS}::bigint)`
const alone = sql<null>`pg_advisory_xact_lock(${WRITERS}::bigint)`

async function enter(tx: Db, company: Company): Promise<void> {
  if (company !== 'entering') await sql`select ${company === 'alone' ? alone : amongOthers}`.execute(tx)
}

async function once<T>(db: Db, dryRun: boolean, work: (tx: Db) => Promise<T>): Promise<T> {
  if (!dryRun) return db.transaction().execute(work)
  const taken: { result?: { value: T } } = {}
  try {
    await db.transaction().execute(async (tx) => {
      taken.result = { value: await work(tx) }
      throw new TakeBack()
    })
  } catch (error) {
    if (!(error instanceof TakeBack)) throw error
  }
  if (!taken.result) throw new Error('a dry run ended without a result')
  return taken.result.value
}

async function within<T>(tx: Db, dryRun: boolean, work: (tx: Db) => Promise<T>): Promise<T> {
  await sql`savepoint part`.execute(tx)
  try {
    const result = await work(tx)
    await (dryRun ? sql`rollback to savepoint part` : sql`release savepoint part`).execute(tx)
    return result
  } catch (error) {
    // Where the connection is lost, that is the error to tell.
    await sql`rollback to savepoint part`.execute(tx).catch(() => {})
    throw error
  }
}

class TakeBack extends Error {}
