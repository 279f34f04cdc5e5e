/**
 * The recurrence model: wall time, its zone, a rule and the changes to single occurrences are the truth;
 * instants are derived. Pure data, JSON-serialisable.
 */

/** A local date-time `2026-11-03T13:00:00` (seconds always present), or a date `2026-11-03` for all-day. */
export type Wall = string

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number

/**
 * How long each occurrence lasts.
 * - `none`: no known end (an all-day occurrence then lasts its day).
 * - `exact`: the same number of milliseconds in every occurrence (RFC 5545 §3.8.5.3, DTEND).
 * - `nominal`: an ISO 8601 duration; its days are calendar days, the rest exact (DURATION).
 * - `days`: all-day, that many calendar days (at least 1).
 */
export type Length =
  | { kind: 'none' }
  | { kind: 'exact'; milliseconds: number }
  | { kind: 'nominal'; days: number; milliseconds: number }
  | { kind: 'days'; days: number }

/** When something happens, once or again and again, in wall time of one zone. */
export interface Schedule {
  start: Wall
  /**
   * True where a single (non-recurring) start was given with the offset of the second of two equal wall
   * times (the hour repeated at the end of DST); false takes the first, as RFC 5545 §3.3.5 says.
   */
  startIsSecond: boolean
  timeZone: string
  length: Length
  /** Without the `RRULE:` prefix, in the canonical spelling of `canonicalRule`. */
  rrule: string | null
  /** Extra starts and dropped starts; same value type as `start`, sorted, without duplicates. */
  rdate: Wall[]
  exdate: Wall[]
}

/** One concrete time of a schedule. */
export interface Occurrence {
  /** The original local start; null where the schedule does not recur. */
  recurrenceId: Wall | null
  start: Instant
  /** Exclusive; null where there is no known end. All-day: midnight of the day after the last. */
  end: Instant | null
}
