import { MOST_ROWS } from './derive.ts'

/** Rows of the table of occurrences that one transaction may write, about: half a second on the embedded database. */
export const MOST_AT_ONCE = 4000
const DAYS_KEPT = 800

/**
 * Parts of a long list to be written in a transaction each, so that others get their turn in between: as many items as
 * together make a bearable number of rows, and at most `most`.
 * @param rruleOf the item's rule; null where it does not recur
 */
export function* inParts<T>(
  items: readonly T[],
  most: number,
  rruleOf: (item: T) => string | null,
): Generator<T[]> {
  let part: T[] = []
  let rows = 0
  for (const item of items) {
    const own = rowsAtMost(rruleOf(item))
    if (part.length > 0 && (part.length === most || rows + own > MOST_AT_ONCE)) {
      yield part
      part = []
      rows = 0
    }
    part.push(item)
    rows += own
  }
  if (part.length > 0) yield part
}

/** How many occurrences of a rule are kept at most, told from its text alone: without expanding it. */
export function rowsAtMost(rrule: string | null): number {
  if (rrule === null) return 1
  const parts = new Map(
    rrule
      .toUpperCase()
      .split(';')
      .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]),
  )
  const lengthOf = (name: string) => parts.get(name)?.split(',').length ?? 1
  const aDay = lengthOf('BYHOUR') * lengthOf('BYMINUTE') * lengthOf('BYSECOND')
  const count = Number(parts.get('COUNT') ?? Number.POSITIVE_INFINITY)
  return Math.min(count || 1, daysAtMost(parts.get('FREQ'), parts, lengthOf('BYDAY')) * aDay, MOST_ROWS)
}

function daysAtMost(freq: string | undefined, parts: ReadonlyMap<string, string>, weekdays: number): number {
  if (freq === 'WEEKLY') return (DAYS_KEPT / 7) * weekdays
  const isSparse = ['BYDAY', 'BYMONTHDAY', 'BYYEARDAY', 'BYWEEKNO'].every((name) => !parts.has(name))
  return freq !== 'DAILY' && isSparse ? DAYS_KEPT / 28 : DAYS_KEPT
}
