import { databaseFault } from '../../db/faults.ts'
import type { Db } from '../deps.ts'
import { Problem } from '../errors.ts'

/**
 * Runs `work` in one transaction; nothing is acknowledged before its commit. Where another transaction won a race
 * (a unique key, a deadlock), `work` runs again on what that one left, at most five times.
 * @param dryRun does the whole work and takes it back: every check of the database counts, nothing stays
 * @throws Problem `conflict` where the race is lost every time
 */
export async function transact<T>(db: Db, dryRun: boolean, work: (tx: Db) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(db, dryRun, work)
    } catch (error) {
      const fault = databaseFault(error)
      if (fault !== 'conflict' && fault !== 'retry') throw error
      if (attempt === 5) throw new Problem('conflict', 'Others changed the same at the same time; try again.')
    }
  }
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

class TakeBack extends Error {}
