import { type RawBuilder, sql } from 'kysely'
import { termsOf } from '../calendar/terms.ts'
import type { Db } from '../deps.ts'
import type { CalendarEvent } from '../events/model.ts'

/** What the public may see happen to an event. */
export const CHANGE_TYPES = ['event.published', 'event.updated', 'event.cancelled', 'event.removed'] as const
export type ChangeType = (typeof CHANGE_TYPES)[number]

/** One entry of the log. `terms` are the event's before and after. */
export interface LoggedChange {
  eventId: string
  type: ChangeType
  terms: readonly string[]
}

/** What the public sees of a step from one version of an event to another; null: nothing. */
export function changeOf(previous: CalendarEvent | null, next: CalendarEvent | null): LoggedChange | null {
  const [was, is] = [previous, next].map((event) => (event?.state === 'published' ? event : null))
  const one = is ?? was
  if (!one) return null
  const terms = new Set([was, is].flatMap((event) => (event ? termsOf(event.content, event.partner) : [])))
  return { eventId: one.id, type: typeOf(was ?? null, is ?? null), terms: [...terms] }
}

/** Of a published event whose JSON is another though nobody wrote it: its partner's name, the time-zone data. */
export function touched(event: CalendarEvent): LoggedChange {
  return { eventId: event.id, type: 'event.updated', terms: termsOf(event.content, event.partner) }
}

function typeOf(was: CalendarEvent | null, is: CalendarEvent | null): ChangeType {
  if (!is) return 'event.removed'
  if (!was) return 'event.published'
  const isNewly = is.content.status === 'cancelled' && was.content.status !== 'cancelled'
  return isNewly ? 'event.cancelled' : 'event.updated'
}

/** The protocol counts a statement's parameters in 16 bits. */
const AT_ONCE = 10_000

/**
 * Tells every reader what the public sees now: raises the revision by one for each change, and writes each into the log
 * under a revision of its own. Last in a transaction: from here to its end it holds up all others that do the same. So
 * a change is in the log, for others to see, only when all with a lower revision are, and revisions are in the order of
 * commits. One statement, so that the others wait for no more than it and the commit.
 * @param also another statement to be done, with this one where there are changes
 * @returns the revision that it is when the transaction commits; null where nothing changed
 */
export async function publishChanges(
  tx: Db,
  changes: readonly LoggedChange[],
  also?: RawBuilder<unknown>,
): Promise<number | null> {
  let newest: number | null = null
  if (changes.length === 0) await also?.execute(tx)
  for (let from = 0; from < changes.length; from += AT_ONCE) {
    const part = changes.slice(from, from + AT_ONCE)
    const rows = part.map(
      ({ eventId, type, terms }, i) => sql`(${i + 1}::int, ${eventId}::uuid, ${type}, ${[...terms]}::text[])`,
    )
    const { rows: calendars } = await sql<{ revision: number }>`
      with ${from === 0 && also ? sql`also as (${also}),` : sql``} calendar as (
        update calendar set revision = revision + ${part.length}, changed = now() returning revision
      ), logged as (
      insert into changes (revision, event_id, type, terms)
      select calendar.revision - ${part.length}::int + c.ordinal, c.event_id, c.type, c.terms
      from calendar, (values ${sql.join(rows)}) as c (ordinal, event_id, type, terms)
      )
      select revision from calendar`.execute(tx)
    newest = calendars[0]?.revision ?? newest
  }
  return newest
}
