import type { Deps } from '../deps.ts'
import { readContext } from './context.ts'
import { prepare } from './save.ts'
import { bumpRevision, readEvents, updateEvent } from './store.ts'

const AT_ONCE = 50

/**
 * Moves on the kept windows of long series, and derives anew what was made with other time-zone data. Any number of
 * replicas may run it: each takes rows that no other holds. Returns how many events it renewed; 0 is the end.
 */
export async function renewEvents(deps: Deps): Promise<number> {
  return deps.db.transaction().execute(async (tx) => {
    const due = await tx
      .selectFrom('events')
      .select(['id', 'tzdata'])
      .where(({ eb, or }) => or([eb('renew', '<=', deps.now()), eb('tzdata', '<>', deps.tzdata)]))
      .orderBy('renew')
      .limit(AT_ONCE)
      .forUpdate()
      .skipLocked()
      .execute()
    if (due.length === 0) return 0
    const stale = new Set(due.filter(({ tzdata }) => tzdata !== deps.tzdata).map(({ id }) => id))
    const events = await readEvents(tx, { ids: due.map(({ id }) => id) })
    const parents = events.flatMap(({ content }) => content.superEvent ?? [])
    const context = await readContext(tx, deps.config, parents)
    for (const event of events) {
      // Other time-zone data may say other instants: what was read of the event before is no longer true.
      const version = event.version + (stale.has(event.id) ? 1 : 0)
      await updateEvent(tx, prepare(deps, { ...event, version }, context), true)
    }
    if (stale.size > 0) await bumpRevision(tx)
    return due.length
  })
}
