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

/** What a statement of `publishChanges` did. */
export interface Published {
  /** That of the calendar when the transaction commits; null where nothing changed. */
  revision: number | null
  /** Of each further statement whether it returned rows. */
  did: boolean[]
}

/**
 * Tells every reader what the public sees now: raises the revision by one for each change, and writes each into the log
 * under a revision of its own. Last in a transaction: from here to its end it holds up all others that do the same. So
 * a change is in the log, for others to see, only when all with a lower revision are, and revisions are in the order of
 * commits. One statement, so that the others wait for no more than the commit.
 * @param also further statements with `returning`, to be done by the same before it holds up others
 */
export async function publishChanges(
  tx: Db,
  changes: readonly LoggedChange[],
  also: readonly RawBuilder<unknown>[] = [],
): Promise<Published> {
  if (changes.length === 0 && also.length === 0) return { revision: null, did: [] }
  const others = also.map((statement, i) => sql`${sql.raw(`also${i}`)} as (${statement}),`)
  // Counted, as a statement goes on no further than it is read.
  const did = sql.join(also.map((_, i) => sql.raw(`(select count(*) > 0 from also${i})`)))
  const done = sql`${sql.join(others, sql` `)} done as materialized (select array[${did}]::boolean[] as did)`
  const { rows } = await (changes.length === 0
    ? sql<Published>`with ${done} select null as revision, did from done`
    : sql<Published>`
        with ${done}, raised as (
          update calendar set revision = revision + ${changes.length}, changed = now()
          from done where done.did is not null returning revision, did
        ), logged as (
          insert into changes (revision, event_id, type, terms)
          select raised.revision - ${changes.length}::int + c.ordinal, c.event_id, c.type, c.terms
          from raised, rows from (
            json_to_recordset(${JSON.stringify(changes)}::json) as ("eventId" uuid, type text, terms text[])
          ) with ordinality as c (event_id, type, terms, ordinal)
        )
        select revision, did from raised`
  ).execute(tx)
  return rows[0] ?? { revision: null, did: [] }
}
