import type { Db } from '../../deps.ts'
import { recurs } from '../../events/content.ts'
import type { StoredEvent } from '../../events/store.ts'
import { WITHOUT_EFFECT } from '../../moderation/actions.ts'
import { firstStart } from '../../recurrence/expand.ts'
import type { Instant } from '../../recurrence/model.ts'

/** How far back an event's versions are looked through. */
const MOST_VERSIONS = 50

/**
 * When an event that is said to be rescheduled was last announced for another time: of its public versions only. Null
 * where it recurs, or none tells.
 */
export async function startBefore(db: Db, { id, content }: StoredEvent): Promise<Instant | null> {
  if (content.status !== 'rescheduled' || recurs(content.schedule)) return null
  const now = firstStart(content.schedule)?.start
  const versions = await db
    .selectFrom('history')
    .select('content')
    .where('event_id', '=', id)
    .where('state', '=', 'published')
    .where('action', 'not in', [...WITHOUT_EFFECT])
    .orderBy('version', 'desc')
    .limit(MOST_VERSIONS)
    .execute()
  for (const { content: earlier } of versions) {
    if (!earlier || recurs(earlier.schedule)) continue
    const start = firstStart(earlier.schedule)?.start
    if (start !== undefined && start !== now) return start
  }
  return null
}
