import { LRUCache } from 'lru-cache'
import type { Db } from '../deps.ts'
import type { Representation } from '../http/representation.ts'

/** Which state of the published calendar there is, and since when. */
export interface Revision {
  revision: number
  changed: Date
}

export function readRevision(db: Db): Promise<Revision> {
  return db.selectFrom('calendar').select(['revision', 'changed']).executeTakeFirstOrThrow()
}

/** What is reserved for the gzipped form: text shrinks to a fifth or less. */
const GZIP_SHARE = 0.25

/**
 * Keeps pages and feeds in memory. Each depends on nothing but the revision, a time (as coarse as its content) and what is
 * asked for, so it is built once for these and then sent again; what asks at the same time waits for the same build. Of
 * what is asked for only the newest is kept: nobody asks for an earlier revision again.
 */
export function createKept(maxBytes: number) {
  const ready = new LRUCache<string, { made: string; kept: Representation }>({
    maxSize: maxBytes,
    sizeCalculation: ({ kept }) => Math.ceil(kept.body.length * (1 + GZIP_SHARE)) + 1000,
  })
  const underWay = new Map<string, Promise<Representation>>()

  /**
   * @param asked all that is asked for, as one text
   * @param made the revision and the time of which the answer is
   */
  return async function kept(
    asked: string,
    made: string,
    build: () => Promise<Representation>,
  ): Promise<Representation> {
    const found = ready.get(asked)
    if (found?.made === made) return found.kept
    const key = `${made} ${asked}`
    const building = underWay.get(key)
    if (building) return building
    const promise = build()
    underWay.set(key, promise)
    try {
      const built = await promise
      ready.set(asked, { made, kept: built })
      return built
    } finally {
      underWay.delete(key)
    }
  }
}
