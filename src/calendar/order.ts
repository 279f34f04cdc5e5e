/** The order of lists, said once for SQL and once for what is merged here. */
import { type RawBuilder, sql } from 'kysely'
import type { Key } from './cursor.ts'
import type { Sort } from './parameters.ts'

export function isReversed(sort: Sort): boolean {
  return sort.startsWith('-')
}

export function isByStart(sort: Sort): boolean {
  return sort === 'start' || sort === '-start'
}

/** `order by` of occurrences `o` alone, sorted by start, then by id. */
export function startOrder(sort: Sort): RawBuilder<unknown> {
  return isReversed(sort)
    ? sql`o.starts_at desc, o.event_id desc, o.recurrence_id desc`
    : sql`o.starts_at, o.event_id, o.recurrence_id`
}

/** `order by` of occurrences `o` with their events `e`. */
export function keyOrder(sort: Sort): RawBuilder<unknown> {
  if (isByStart(sort)) return startOrder(sort)
  return isReversed(sort)
    ? sql`e.updated desc, e.id desc, o.starts_at desc, o.recurrence_id desc`
    : sql`e.updated, e.id, o.starts_at, o.recurrence_id`
}

/** Compares keys in the order of a sort: negative where `a` comes first. Recurrence ids of one event are alike in form. */
export function comparator(sort: Sort): (a: Key, b: Key) => number {
  const compare = isByStart(sort) ? compareByStart : compareByUpdate
  return isReversed(sort) ? (a, b) => compare(b, a) : compare
}

export function compareByStart(a: Key, b: Key): number {
  return a.start - b.start || compareText(a.eventId, b.eventId) || compareText(a.recurrenceId, b.recurrenceId)
}

function compareByUpdate(a: Key, b: Key): number {
  return a.updated - b.updated || compareText(a.eventId, b.eventId) || compareByStart(a, b)
}

/** By code units: not by a language, and the same for digits and dashes as any collation of the database. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
