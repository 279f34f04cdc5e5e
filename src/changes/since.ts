import type { Revision } from '../calendar/revision.ts'
import type { Db } from '../deps.ts'

/** What more changes than these is read as a whole. */
const MOST_CHANGES = 256

/**
 * The events of which the public may see another JSON at one revision than at an earlier one, from the log of changes.
 * @returns null where the log does not tell all of it (see `tellsAll`), or there is too much of it
 */
export async function changedBetween(db: Db, since: Revision, until: Revision): Promise<Set<string> | null> {
  const steps = until.revision - since.revision
  if (steps < 0 || steps > MOST_CHANGES) return null
  const rows = await db
    .selectFrom('changes')
    .select(['event_id', 'at'])
    .where('revision', '>=', since.revision)
    .where('revision', '<=', until.revision)
    .orderBy('revision')
    .execute()
  return tellsAll(rows, since, until) ? new Set(rows.slice(1).map(({ event_id }) => event_id)) : null
}

/**
 * Whether the entries from one revision to another, both included, tell all that changed after the first: not where something
 * else raised the revision too (a category's name), entries are no longer there, or `since` is of a state that was lost.
 * Each revision is one entry's, so as many as there are steps, and the one that led to `since`, are all.
 */
export function tellsAll(entries: readonly { at: Date }[], since: Revision, until: Revision): boolean {
  const steps = until.revision - since.revision
  return entries.length === steps + 1 && entries[0]?.at.getTime() === since.changed.getTime()
}
