import { LRUCache } from 'lru-cache'
import type { Deps } from '../deps.ts'

interface Account {
  /** Milliseconds that answers took without it. */
  spent: number
  /** Milliseconds after which it is read. */
  due: number
  isUnderWay: boolean
}

/** Milliseconds after which what was never read is. */
const FIRST = 50
/** What was read is read again after so many times as long as that took. */
const SHARE = 4
const MOST_ACCOUNTS = 1000

/**
 * Tells when reading what answers can be told from pays: when they have taken four times as long without it. Whatever is asked
 * for, and however soon what was read is of no use, reading takes at most a quarter of what answers take. Nobody waits for it.
 */
export function createDemand(background: Deps['background']) {
  const accounts = new LRUCache<string, Account>({ max: MOST_ACCOUNTS })

  /**
   * @param what is missing
   * @param spent milliseconds that an answer took without it
   */
  return (what: string, spent: number, read: () => Promise<unknown>): void => {
    const account = accounts.get(what) ?? { spent: 0, due: FIRST, isUnderWay: false }
    accounts.set(what, account)
    account.spent += spent
    if (account.isUnderWay || account.spent < account.due) return
    account.isUnderWay = true
    const began = performance.now()
    const end = () => {
      accounts.set(what, { spent: 0, due: SHARE * (performance.now() - began), isUnderWay: false })
    }
    // Where it fails, it is tried again in its time; who asks is answered without it.
    background(read().then(end, end))
  }
}
