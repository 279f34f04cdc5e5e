import { LRUCache } from 'lru-cache'
import { databaseFault } from '../../db/faults.ts'
import type { Deps } from '../deps.ts'
import { takeMore, WINDOW_MS } from './store.ts'

/** Whether one more request may be answered, and what the client is told of its limit. */
export interface Allowance {
  isGiven: boolean
  limit: number
  remaining: number
  /** Seconds until all of the limit is there again. */
  reset: number
}

const MOST_SUBJECTS = 50_000

/** What this replica knows of one subject in one window. */
interface Count {
  ends: number
  /** Answered, and not yet in the database. */
  untold: number
  /** Whether the database has heard of it. */
  isTold: boolean
  /** Taken in the database, and not yet used here. */
  lease: number
  /** Taken by all replicas, as last heard. */
  taken: number
  isAsking: boolean
  isFull: boolean
}

/**
 * Counts requests by subject, `limit` in a minute, over all replicas on one database, without asking it each time. A
 * replica answers the first twentieth of the limit on trust; who comes more often is entered in the database, and from
 * then on the replica takes a twentieth at a time in advance. So the limit holds but for a twentieth for each
 * replica that saw too little of a subject to ask, and who reads now and then costs no query. Below 20 nothing is on
 * trust, and the limit is exact.
 *
 * A full count is remembered until its end: who goes on costs nothing. Where the database does not answer, the limit
 * holds for each replica by itself. At most `most` subjects are remembered, the longest unseen forgotten first.
 */
export function createMeter(
  { db, now, log }: Pick<Deps, 'db' | 'now' | 'log'>,
  limit: number,
  most = MOST_SUBJECTS,
) {
  // By size and not by number, for which it would make room for all of them at once.
  const counts = new LRUCache<string, Count>({ maxSize: most, sizeCalculation: () => 1 })
  const step = Math.max(1, Math.floor(limit / 20))
  const onTrust = Math.floor(limit / 20)

  function countOf(subject: string, at: number): Count {
    const known = counts.get(subject)
    if (known && known.ends > at && known.ends <= at + WINDOW_MS) return known
    const count = {
      ends: at + WINDOW_MS,
      untold: 0,
      isTold: false,
      lease: 0,
      taken: 0,
      isAsking: false,
      isFull: false,
    }
    counts.set(subject, count)
    return count
  }

  function answer(count: Count, isGiven: boolean, at: number): Allowance {
    const remaining = isGiven ? Math.max(0, limit - count.taken - count.untold + count.lease) : 0
    return { isGiven, limit, remaining, reset: Math.max(1, Math.ceil((count.ends - at) / 1000)) }
  }

  /** Of what is leased or on trust. */
  function isTakenHere(count: Count): boolean {
    if (count.lease > 0) count.lease--
    else if (!count.isTold && count.untold < onTrust) count.untold++
    else return false
    return true
  }

  /** While one request asks for many, others ask for themselves alone: no request waits for another's query. */
  async function ask(subject: string, count: Count, at: number): Promise<Allowance> {
    const { untold, isAsking } = count
    const more = untold + (isAsking ? 1 : step)
    Object.assign(count, { untold: 0, isTold: true, isAsking: true })
    const window = { now: new Date(at), ends: new Date(count.ends) }
    const heard = await takeMore(db, subject, more, window).catch((error: unknown) => {
      log.warn({ fault: databaseFault(error), error }, 'requests are counted by this replica alone')
      return { taken: count.taken + more, ends: window.ends }
    })
    if (!isAsking) count.isAsking = false
    count.taken = Math.max(count.taken, heard.taken)
    count.ends = heard.ends.getTime()
    const given = Math.min(more, limit - (heard.taken - more)) - untold
    if (given > 0) count.lease += given - 1
    else count.isFull = true
    return answer(count, given > 0, at)
  }

  return {
    /** Counts one request of the subject. */
    take(subject: string): Allowance | Promise<Allowance> {
      const at = now().getTime()
      const count = countOf(subject, at)
      if (count.isFull) return answer(count, false, at)
      return isTakenHere(count) ? answer(count, true, at) : ask(subject, count, at)
    },

    /** Counts one request where that needs no database. False where it does, or is refused; then nothing is counted. */
    takeHere(subject: string): boolean {
      const count = countOf(subject, now().getTime())
      return !count.isFull && isTakenHere(count)
    },

    /** What `take` would refuse, as far as this replica knows; else null. Counts nothing. */
    refusal(subject: string): Allowance | null {
      const at = now().getTime()
      const count = counts.get(subject)
      return count?.isFull && count.ends > at ? answer(count, false, at) : null
    },

    /** How many subjects are remembered. */
    size: () => counts.size,
  }
}
export type Meter = ReturnType<typeof createMeter>
