/** When something was to be before it was moved. */
import type { Db } from '../deps.ts'
import { recurs } from '../events/content.ts'
import type { EventContent } from '../events/model.ts'
import type { StoredEvent } from '../events/store.ts'
import { WITHOUT_EFFECT } from '../moderation/actions.ts'
import { firstStart, occurrenceAt } from '../recurrence/expand.ts'
import type { Occurrence } from '../recurrence/model.ts'

/** How far back an event's versions are looked through. */
const MOST_VERSIONS = 50

/** When a date of a series was to be by its rule; null where it was not moved. */
export function ruledOccurrence(
  { schedule, changes }: EventContent,
  { recurrenceId, start }: Pick<Occurrence, 'recurrenceId' | 'start'>,
): Occurrence | null {
  if (recurrenceId === null || changes[recurrenceId]?.start === undefined) return null
  const original = occurrenceAt(schedule, recurrenceId)
  return original && original.start !== start ? original : null
}

/**
 * When those of the events that are said to be rescheduled were last announced for another time, by id: of their public
 * versions only. Nothing of those that recur, or of which none tells.
 */
export async function readPrevious(
  db: Db,
  events: readonly Pick<StoredEvent, 'id' | 'content'>[],
): Promise<Map<string, Occurrence>> {
  const moved = new Map(
    events
      .filter(({ content }) => content.status === 'rescheduled' && !recurs(content.schedule))
      .map(({ id, content }) => [id, firstStart(content.schedule)?.start]),
  )
  const found = new Map<string, Occurrence>()
  if (moved.size === 0) return found
  for (const { id, content } of await earlierVersions(db, [...moved.keys()])) {
    if (!content || found.has(id) || recurs(content.schedule)) continue
    const earlier = firstStart(content.schedule)
    if (earlier && earlier.start !== moved.get(id)) found.set(id, earlier)
  }
  return found
}

/** The public versions of the events, the newest of each first. */
function earlierVersions(db: Db, ids: string[]) {
  return db
    .selectFrom('published_events as e')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('history')
          .select(['version', 'content'])
          .whereRef('event_id', '=', 'e.id')
          .where('state', '=', 'published')
          .where('action', 'not in', [...WITHOUT_EFFECT])
          .orderBy('version', 'desc')
          .limit(MOST_VERSIONS)
          .as('h'),
      (join) => join.onTrue(),
    )
    .select(['e.id', 'h.content'])
    .where('e.id', 'in', ids)
    .orderBy('e.id')
    .orderBy('h.version', 'desc')
    .execute()
}
