import { readCursor } from '../calendar/cursor.ts'
import { listEvents } from '../calendar/event-list.ts'
import { feedLanguage } from '../calendar/feed.ts'
import type { Filters } from '../calendar/filters.ts'
import { tellingOccurrence } from '../calendar/next.ts'
import type { Deps } from '../deps.ts'
import { changedOccurrence, recurs, withChange } from '../events/content.ts'
import { feedContext, readContext } from '../events/context.ts'
import type { EventContent } from '../events/model.ts'
import { readEvents } from '../events/store.ts'
import type { Instant } from '../recurrence/model.ts'
import { CALENDAR_CONTEXT } from './context.ts'
import { publicEvent } from './cpev.ts'
import type { LinkedContext, LinkedEvent, Node } from './model.ts'
import { readPrevious } from './previous.ts'
import { readRelatives } from './relatives.ts'
import { schemaEvent } from './schema-org.ts'

const CHUNK = 500

/** Every event that the filters ask for as `schema.org/Event` and `cv:PublicEvent`, by its first start. */
export async function calendarGraph(deps: Deps, filters: Filters, now: Instant): Promise<Node> {
  const { db, config } = deps
  const locale = feedLanguage(filters, deps)
  const calendar = await readContext(db, config, [])
  const graph: Node[] = []
  let cursor: Filters['page']['cursor'] = null
  do {
    const { rows, next } = await listEvents(db, filters, { limit: CHUNK, cursor, number: null })
    const ids = rows.map(({ eventId }) => eventId)
    const stored = await readEvents(db, { ids })
    // What was withdrawn since the list was read is nobody's business.
    const events = new Map(
      stored.filter(({ state }) => state === 'published').map((event) => [event.id, event]),
    )
    const { parents, parts } = await readRelatives(db, [...events.values()], now)
    const previous = await readPrevious(db, [...events.values()])
    for (const id of ids) {
      const event = events.get(id)
      if (!event) continue
      const context = {
        ...feedContext(calendar, config, { partner: event.partner }, locale),
        timeZone: config.timeZone,
      }
      const { content } = event
      const linked: LinkedEvent = {
        event,
        shown: content,
        occurrence: tellingOccurrence(content, now),
        isSeries: recurs(content.schedule),
        dates: changedDates(content, now),
        previous: previous.get(id) ?? null,
        parent: parents.get(content.superEvent ?? '') ?? null,
        parts: parts.get(id) ?? [],
      }
      graph.push(eventNode(linked, context))
    }
    cursor = next && readCursor(next.value)
  } while (cursor)
  return { '@context': CALENDAR_CONTEXT, '@graph': graph }
}

/** The coming dates of a series that differ from it. */
function changedDates(content: EventContent, now: Instant): LinkedEvent['dates'] {
  return Object.keys(content.changes)
    .sort()
    .flatMap((recurrenceId) => {
      const occurrence = changedOccurrence(content, recurrenceId)
      if (!occurrence || (occurrence.end ?? occurrence.start) < now) return []
      return [{ occurrence, shown: withChange(content, content.changes[recurrenceId]) }]
    })
}

/** Both vocabularies on one node: it is one event. */
export function eventNode(linked: LinkedEvent, context: LinkedContext): Node {
  return {
    ...schemaEvent(linked, context),
    ...publicEvent(linked, context),
    '@type': ['Event', 'cv:PublicEvent'],
  }
}
