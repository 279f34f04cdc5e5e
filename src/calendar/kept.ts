/**
 * Which occurrences of a long series the table of occurrences keeps. What it does not keep is expanded when asked for.
 * One rule for both sides, so that nothing is missing and nothing comes twice.
 */
import type { Instant } from '../recurrence/model.ts'

/** The kept part of a series; null leaves a side open. */
export interface Kept {
  from: Instant | null
  until: Instant | null
}

/**
 * Whether an occurrence that the rule alone gives is in the table: it overlaps [from, until). That it overlaps, not only
 * starts there, lets a window after `from` trust the table for what began before and still runs. Changed occurrences
 * and extra dates are in the table always, wherever they lie.
 */
export function isKept(
  { start, end }: { start: Instant; end: Instant | null },
  { from, until }: Kept,
): boolean {
  if (until !== null && start >= until) return false
  return from === null || start >= from || (end ?? start) > from
}
