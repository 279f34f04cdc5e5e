/** Where a list goes on: after the key of its last item, so that what comes and goes elsewhere shifts nothing. */
import { DAY } from '../time/civil.ts'
import { FIRST_WALL, LAST_WALL } from '../time/wall.ts'
import { SORTS, type Sort } from './parameters.ts'

/** The list that a cursor belongs to; one of another kind or order means nothing to it. */
export type CursorKind = 'occurrences' | 'events'

export interface Cursor {
  kind: CursorKind
  sort: Sort
  /** The start of the first page's window, epoch ms: “now” must not move on between two pages. Null: open. */
  from: number | null
  key: Key
}

/**
 * The sort key of an item. Instants are epoch ms; `updated` only where the list is sorted by it. Of an event, `start` is
 * its first occurrence's and `recurrenceId` ''.
 */
export interface Key {
  updated: number
  start: number
  eventId: string
  /** '' where the event does not recur. */
  recurrenceId: string
}

const VERSION = 1
const KINDS: readonly CursorKind[] = ['occurrences', 'events']
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const RECURRENCE_ID = /^(\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?)?$/
/** The years that wall times have, 1000 to 9999, and a day around them for their zones. */
const LEAST_MS = FIRST_WALL - DAY
const MOST_MS = LAST_WALL + DAY

/** Opaque text for an address: base64url, without padding. */
export function writeCursor({ kind, sort, from, key }: Cursor): string {
  const fields = [
    VERSION,
    KINDS.indexOf(kind),
    SORTS.indexOf(sort),
    from,
    key.updated,
    key.start,
    key.eventId,
    key.recurrenceId,
  ]
  return btoa(JSON.stringify(fields)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Reads what `writeCursor` wrote; null for anything else. */
export function readCursor(text: string): Cursor | null {
  const fields = decode(text)
  if (!Array.isArray(fields) || fields.length !== 8) return null
  const [version, kindAt, sortAt, from, updated, start, eventId, recurrenceId]: unknown[] = fields
  const kind = typeof kindAt === 'number' ? KINDS[kindAt] : undefined
  const sort = typeof sortAt === 'number' ? SORTS[sortAt] : undefined
  if (version !== VERSION || !kind || !sort) return null
  if (!(from === null || isInstant(from)) || !isInstant(updated) || !isInstant(start)) return null
  if (typeof eventId !== 'string' || !UUID.test(eventId)) return null
  if (typeof recurrenceId !== 'string' || !RECURRENCE_ID.test(recurrenceId)) return null
  return { kind, sort, from, key: { updated, start, eventId, recurrenceId } }
}

function decode(text: string): unknown {
  if (!/^[A-Za-z0-9_-]{1,400}$/.test(text)) return null
  try {
    return JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/')))
  } catch {
    return null
  }
}

function isInstant(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= LEAST_MS && value <= MOST_MS
}
