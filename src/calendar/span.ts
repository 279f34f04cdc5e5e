/**
 * Classes of length. A window must show what began before it and still runs; knowing how long an occurrence can be at
 * most tells how far back to look. Most are short, so the classes grow fourfold and each look back stays small.
 */
import { HOUR } from '../time/civil.ts'

/** One class: its occurrences last at most `maxMs` milliseconds (the last one's: without bound). */
export interface Span {
  span: number
  maxMs: number
}

/** Class 0 holds a day of any DST length and an evening that runs past midnight. */
const SHORTEST = 26 * HOUR

/** In order: 26 h, 4⅓, 17⅓, 69⅓, 277⅓, 1109⅓ days, and longer. */
export const SPANS: readonly Span[] = [
  ...Array.from({ length: 6 }, (_, span) => ({ span, maxMs: SHORTEST * 4 ** span })),
  { span: 6, maxMs: Number.POSITIVE_INFINITY },
]

/** The class of a length in milliseconds: what `occurrences.span` holds. */
export function spanOf(lengthMs: number): number {
  return SPANS.findIndex(({ maxMs }) => lengthMs <= maxMs)
}
