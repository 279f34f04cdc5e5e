import { LRUCache } from 'lru-cache'
import type { Deps } from '../deps.ts'

interface Account {
  /** Milliseconds that answers took without it. */
  spent: number
  /** Milliseconds after which it is read. */
  due: number
}

/** Milliseconds after which what was never read is. */
const FIRST = 50
/** What was read is read again after so many times as long as that took, and anything else too. */
const SHARE = 4
const MOST_ACCOUNTS = 1000

/**
 * Reads what answers can be told from when that pays: when they have taken four times as long without it. One thing is read
 * at a time, and then for four times as long nothing, so that reading takes a fifth of the time at most, whatever is asked
 * for, and nobody who reads the same waits behind more than one. What is due meanwhile is read when it is asked for again.
 * @param clock milliseconds; never goes back
 */
export function createDemand(background: Deps['background'], clock: () => number = () => performance.now()) {
  const accounts = new LRUCache<string, Account>({ max: MOST_ACCOUNTS })
  let isReading = false
  let rested = -Infinity

  /**
   * @param what is missing
   * @param spent milliseconds that an answer took without it
   */
  return (what: string, spent: number, read: () => Promise<unknown>): void => {
    const account = accounts.get(what) ?? { spent: 0, due: FIRST }
    accounts.set(what, account)
    account.spent += spent
    if (isReading || account.spent < account.due || clock() < rested) return
    isReading = true
    const began = clock()
    const end = () => {
      const rest = SHARE * (clock() - began)
      accounts.set(what, { spent: 0, due: rest })
      rested = clock() + rest
      isReading = false
    }
    // Where it fails, it is tried again in its time; who asks is answered without it.
    background(read().then(end, end))
  }
}
