import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/**
 * Said in a statement: it is planned each time, for the values that it comes with, since what is quick depends on them. (A
 * plan for any values takes all terms to be as frequent, and all ranges to be as long.)
 */
export const FOR_ITS_VALUES = '/* planned for its values */'

/** How many are known at once: what so many others came after is forgotten. */
export const MOST_PREPARED = 200
/** How often a statement must have come to be prepared. */
const OFTEN = 5
/** In characters. Longer ones hold many rows, and seldom as many again. */
const LONGEST = 10_000

/**
 * Which statements come again, and what they are called: those are prepared, which is parsed and planned once for each
 * connection. A window of the calendar takes PostgreSQL longer to plan than to answer. (Whether a plan for any values is
 * as good as those for the values at hand, it decides by itself after five of them.)
 */
export class Statements {
  readonly #known = new LRUCache<string, { times: number; name: string | undefined }>({ max: MOST_PREPARED })
  #generation = 1

  /** The name to prepare it by; undefined where it has not come often. */
  nameOf(text: string): string | undefined {
    const known = this.#known.get(text)
    if (known === undefined) {
      const isFit = text.length <= LONGEST && !text.includes(FOR_ITS_VALUES)
      this.#known.set(text, { times: isFit ? 1 : Number.NEGATIVE_INFINITY, name: undefined })
      return undefined
    }
    if (++known.times < OFTEN) return undefined
    known.name ??= this.#newName(text)
    return known.name
  }

  /** All are prepared under other names from now on, on every connection. */
  renew(): void {
    this.#generation++
    for (const known of this.#known.values()) known.name = undefined
  }

  /** A digest: whatever a session holds by that name is this statement. */
  #newName(text: string): string {
    return `${this.#generation}_${createHash('sha256').update(text).digest('base64url')}`
  }
}
