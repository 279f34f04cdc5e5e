import { LRUCache } from 'lru-cache'
import type { Deps } from '../deps.ts'

interface Account {
  /** Milliseconds that answers took without it. */
  spent: number
  /** Milliseconds that reading it took the last time. */
  cost: number
  isUnderWay: boolean
}

/** Of what was never read. */
const SUPPOSED = 50
const MOST_ACCOUNTS = 1000

/**
 * Tells when reading what answers can be told from pays: when they have taken as long without it. Whatever is asked for, and
 * however soon what was read is of no use, all takes at most twice as long as without. Nobody waits for what is read.
 */
export function createDemand(background: Deps['background']) {
  const accounts = new LRUCache<string, Account>({ max: MOST_ACCOUNTS })

  /**
   * @param what is missing
   * @param spent milliseconds that an answer took without it
   */
  return (what: string, spent: number, read: () => Promise<unknown>): void => {
    const account = accounts.get(what) ?? { spent: 0, cost: SUPPOSED, isUnderWay: false }
    accounts.set(what, account)
    account.spent += spent
    if (account.isUnderWay || account.spent < account.cost) return
    account.isUnderWay = true
    const began = performance.now()
    const end = () => {
      accounts.set(what, { spent: 0, cost: performance.now() - began, isUnderWay: false })
    }
    // Where it fails, it is tried again in its time; who asks is answered without it.
    background(read().then(end, end))
  }
}
