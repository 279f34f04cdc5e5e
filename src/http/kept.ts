import { LRUCache } from 'lru-cache'
import type { Deps } from '../deps.ts'
import type { Representation } from './representation.ts'

/** What is reserved for the coded forms: text shrinks to a fifth or less, and a feed's pieces are kept beside its gzip. */
const CODED_SHARE = 0.5
/** Of an entry, beside its text. */
const OVERHEAD = 2000

/** What can be kept: `size` is in octets. */
type Sized = Pick<Representation, 'size'>

interface Entry<T> {
  made: string
  kept: T
}

/**
 * Keeps pages, feeds and lists in memory. Each depends on nothing but the revision, a time (as coarse as its content) and
 * what is asked for, so it is built once for these and then sent again; what asks at the same time waits for the same
 * build. Of what is asked for only the newest is kept: nobody asks for an earlier revision again.
 *
 * All shelves share `answerBytes`: whatever addresses are invented, what is longest unasked for goes first. What is dropped
 * soon costs more memory than it is large, as it has grown old and is not collected with what is young.
 */
export function createKept({ shareWork, answerBytes }: Pick<Deps, 'shareWork' | 'answerBytes'>) {
  /** How each entry is dropped from its shelf, by shelf and what is asked for. */
  const drops =
    answerBytes > 0
      ? new LRUCache<string, () => void>({ maxSize: answerBytes, dispose: (drop) => drop() })
      : null
  let shelves = 0

  /**
   * @param fromSecond where an answer is cheap and can be asked for in countless ways: it is kept from the second time
   * @param coded whether it is sent, and its coded forms are kept beside it
   */
  return function shelf<T extends Sized = Representation>({ fromSecond = false, coded = true } = {}) {
    const name = ++shelves
    const isAgain = fromSecond ? createRecall() : () => true
    const share = 1 + (coded ? CODED_SHARE : 0)
    const ready = new Map<string, Entry<T>>()
    const underWay = new Map<string, Promise<T>>()

    function keep(asked: string, entry: Entry<T>): void {
      if (drops === null) return
      const key = `${name} ${asked}`
      const size = Math.ceil(entry.kept.size * share) + 4 * asked.length + OVERHEAD
      drops.delete(key)
      // Too big for all of it: then it is not kept at all.
      if (size > answerBytes) return
      ready.set(asked, entry)
      drops.set(key, () => ready.delete(asked), { size })
    }

    function find(asked: string): Entry<T> | undefined {
      const found = ready.get(asked)
      if (found) drops?.get(`${name} ${asked}`)
      return found
    }

    /**
     * @param asked all that is asked for, as one text
     * @param made the revision and the time of which the answer is
     * @param build is given what was kept of the same before, and whether what it makes is kept
     */
    async function kept(
      asked: string,
      made: string,
      build: (previous: T | undefined, isKept: boolean) => Promise<T>,
    ): Promise<T> {
      const found = find(asked)
      if (found?.made === made) return found.kept
      const key = `${made} ${asked}`
      const building = underWay.get(key)
      if (building) return building
      const isKept = drops !== null && isAgain(asked)
      const promise = build(found?.kept, isKept)
      if (shareWork) underWay.set(key, promise)
      try {
        const built = await promise
        if (isKept) keep(asked, { made, kept: built })
        return built
      } finally {
        underWay.delete(key)
      }
    }

    /** What is kept of what is asked for, of whatever state. */
    const newest = (asked: string): Readonly<Entry<T>> | undefined => find(asked)

    return Object.assign(kept, { newest })
  }
}

/** Texts that are remembered at least; at most twice as many. */
const RECALLED = 10_000

/** Tells whether a text came before, of those that came lately. Of each only a number is remembered, however long it is. */
function createRecall(): (text: string) => boolean {
  let [newer, older] = [new Set<number>(), new Set<number>()]
  return (text) => {
    const number = numberOf(text)
    const isKnown = newer.has(number) || older.has(number)
    newer.add(number)
    if (newer.size >= RECALLED) [newer, older] = [new Set(), newer]
    return isKnown
  }
}

/** FNV-1a, 32 bits, over UTF-16 units. */
function numberOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash
}
export type Kept = ReturnType<typeof createKept>
