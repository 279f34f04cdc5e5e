/**
 * Classes of length. A window must show what began before it and still runs; knowing how long an occurrence can be at
 * most tells how far back to look. Each class is twice the one before: a look back reads at most about twice what still runs.
 */
import { HOUR } from '../time/civil.ts'

/** One class: its occurrences last at most `maxMs` milliseconds (the last one's: without bound). */
export interface Span {
  span: number
  maxMs: number
}

/** Most are of an evening. Longer classes have an index of their own. */
const SHORTEST = 6.5 * HOUR

/** In order: 6½, 13, 26, 52, 104 h, 8⅔, … 1109⅓ days, and longer. A day of any DST length is in one class. */
export const SPANS: readonly Span[] = [
  ...Array.from({ length: 13 }, (_, span) => ({ span, maxMs: SHORTEST * 2 ** span })),
  { span: 13, maxMs: Number.POSITIVE_INFINITY },
]

/** The class of a length in milliseconds: what `occurrences.span` holds. */
export function spanOf(lengthMs: number): number {
  return SPANS.findIndex(({ maxMs }) => lengthMs <= maxMs)
}
