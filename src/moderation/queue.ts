import type { Filters } from '../calendar/filters.ts'
import type { Deps } from '../deps.ts'
import { isPublic } from '../events/content.ts'
import { readContext } from '../events/context.ts'
import { eventJson } from '../events/json.ts'
import { defaultOrganizer } from '../events/references.ts'
import { readEvents } from '../events/store.ts'
import { moderationOf } from './facts.ts'
import { readPending, waitingVersion } from './held.ts'

/**
 * The events of a list that asks for what is not published, each with what moderation says of it. Among `submitted` ones
 * a published event stands as the version that waits for review.
 */
export async function eventsUnderReview(
  deps: Deps,
  rows: readonly { eventId: string }[],
  { states, viewer }: Filters,
): Promise<Record<string, unknown>[]> {
  const ids = rows.map(({ eventId }) => eventId)
  const events = new Map((await readEvents(deps.db, { ids })).map((event) => [event.id, event]))
  const context = await readContext(deps.db, deps.config, [])
  const facts = await moderationOf(deps.db, [...events.values()], viewer)
  const pending = states?.includes('published') ? new Map() : await readPending(deps.db, ids)
  return ids.flatMap((id) => {
    const event = events.get(id)
    if (!event) return []
    const waiting = pending.get(id)
    const organizer = defaultOrganizer(event.partner, context, deps.config)
    const shown = waiting && isPublic(event) ? waitingVersion(event, waiting) : event
    const moderation = facts.get(id)
    return [
      {
        ...eventJson(shown, { publicUrl: deps.config.publicUrl, organizer }),
        ...(moderation ? { moderation } : {}),
      },
    ]
  })
}
