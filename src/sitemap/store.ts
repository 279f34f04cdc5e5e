import { sql } from 'kysely'
import type { Db } from '../deps.ts'

/** A page that search engines shall know. */
export interface Address {
  /** From the root, ASCII. */
  path: string
  /** Null where nothing tells. */
  updated: Date | null
}

export async function countEvents(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('published_events')
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** The pages of published events in the order in which they were made: what is added later shifts none. */
export async function readEventAddresses(db: Db, skipped: number, limit: number): Promise<Address[]> {
  const rows = await db
    .selectFrom('published_events')
    .select(['slug', 'updated'])
    .orderBy('id')
    .offset(skipped)
    .limit(limit)
    .execute()
  return rows.map(({ slug, updated }) => ({ path: `/events/${slug}`, updated }))
}
