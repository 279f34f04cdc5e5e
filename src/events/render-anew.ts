import { type LoggedChange, touched } from '../changes/log.ts'
import type { Db, Deps } from '../deps.ts'
import { isPublic } from './content.ts'
import { readContext } from './context.ts'
import { feedEntries } from './save.ts'
import { readEvents, replaceEntries } from './store.ts'

const AT_ONCE = 200

/**
 * Renders events anew whose own content is as it was: what they show beside it has another name. They get a new
 * version, but no new `updated`, as nobody changed them. For a transaction that writes `alone`.
 * @returns of those that are public, for the change log, where what is shown beside them is in their JSON
 */
export async function renderAnew(tx: Db, deps: Deps, ids: readonly string[]): Promise<LoggedChange[]> {
  const changes: LoggedChange[] = []
  for (let i = 0; i < ids.length; i += AT_ONCE) {
    const events = await readEvents(tx, { ids: ids.slice(i, i + AT_ONCE) }, true)
    const parents = events.flatMap(({ content }) => content.superEvent ?? [])
    const context = await readContext(tx, deps.config, parents)
    await replaceEntries(
      tx,
      events.map((event) => ({ event, entries: feedEntries(deps, event, context) })),
    )
    // Of the others nobody shall learn that they are there.
    changes.push(...events.filter(isPublic).map(touched))
  }
  return changes
}
