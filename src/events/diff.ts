import { escapeStep } from '../pointer.ts'

/** One difference between two JSON values. `undefined` stands for "not there". */
export interface Difference {
  /** RFC 6901. */
  pointer: string
  before: unknown
  after: unknown
}

/** What differs, leaf by leaf, by pointer; lists are compared as wholes. Keys in any order are equal. */
export function differences(before: unknown, after: unknown, pointer = ''): Difference[] {
  if (isRecord(before) && isRecord(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...names].flatMap((name) =>
      differences(before[name], after[name], `${pointer}/${escapeStep(name)}`),
    )
  }
  return equal(before, after) ? [] : [{ pointer, before, after }]
}

/** Whether two JSON values are the same; a field that is undefined is a field that is not there. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => equal(item, b[index]))
  if (!isRecord(a) || !isRecord(b)) return false
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].every((name) => equal(a[name], b[name]))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
