import { sql } from 'kysely'
import { tellingOccurrence } from '../calendar/next.ts'
import { term } from '../calendar/terms.ts'
import type { Db } from '../deps.ts'
import { isAllDay } from '../events/content.ts'
import type { EventContent } from '../events/model.ts'
import type { Instant } from '../recurrence/model.ts'
import type { Relative } from './model.ts'

/** What published events are part of, and what is part of them. */
export interface Relatives {
  /** By id. */
  parents: ReadonlyMap<string, Relative>
  /** By the id of what they are part of, in the order of their first start. */
  parts: ReadonlyMap<string, Relative[]>
}

/** Only published ones: of others nobody learns that they are there. */
export async function readRelatives(
  db: Db,
  events: readonly { id: string; content: Pick<EventContent, 'superEvent'> }[],
  now: Instant,
): Promise<Relatives> {
  const parentIds = [...new Set(events.flatMap(({ content }) => content.superEvent ?? []))]
  const terms = events.map(({ id }) => term('superEvent', id))
  const rows = await db
    .selectFrom('published_events')
    .select(['id', 'slug', 'content'])
    .where((eb) =>
      eb.or([eb('id', '=', sql<string>`any(${parentIds}::uuid[])`), sql<boolean>`terms && ${terms}::text[]`]),
    )
    .orderBy('next_start')
    .orderBy('id')
    .execute()
  const parts = new Map<string, Relative[]>()
  const all = rows.map(({ id, slug, content }) => {
    const relative = relativeOf({ id, slug, content }, now)
    const of = content.superEvent
    if (of) parts.set(of, [...(parts.get(of) ?? []), relative])
    return relative
  })
  return { parents: new Map(all.map((relative) => [relative.id, relative])), parts }
}

function relativeOf(
  { id, slug, content }: { id: string; slug: string; content: EventContent },
  now: Instant,
): Relative {
  const occurrence = tellingOccurrence(content, now)
  const { timeZone } = content.schedule
  const times = occurrence && { ...occurrence, allDay: isAllDay(content.schedule), timeZone }
  return { id, slug, title: content.title, type: content.type, status: content.status, times }
}
