import type { z } from 'zod'
import type { Fault } from './errors.ts'
import { pointerTo } from './pointer.ts'

type Issue = z.core.$ZodIssue

/** What a schema makes of a value: what it read, or every fault, each with its pointer into the value. */
export function readBySchema<S extends z.ZodType>(
  schema: S,
  value: unknown,
): { data: z.output<S>; faults?: undefined } | { faults: Fault[] } {
  const read = schema.safeParse(value, { error: wording })
  return read.success ? { data: read.data } : { faults: issuesToFaults(read.error.issues) }
}

/** Zod's issues as faults; each field that is not known has its own. */
export function issuesToFaults(issues: readonly Issue[], base: readonly PropertyKey[] = []): Fault[] {
  return issues.flatMap((issue): Fault[] => {
    const path = [...base, ...issue.path]
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ pointer: pointerTo([...path, key]), detail: 'is not a known field' }))
    if (issue.code === 'invalid_union') {
      const meant = nearest(issue.errors)
      if (meant) return issuesToFaults(meant, path)
    }
    return [{ pointer: pointerTo(path), detail: issue.message }]
  })
}

/** Of a union, the alternative whose type fits at all, and of several the one that reaches deepest. */
function nearest(alternatives: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const fitting = alternatives.filter((issues) =>
    issues.every(({ code, path }) => path.length > 0 || code !== 'invalid_type'),
  )
  return fitting.toSorted((a, b) => depth(b) - depth(a))[0]
}

function depth(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length))
}

/** What is said where the schema says nothing itself: words that go on from the name of the field. */
function wording(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined && issue.code !== 'custom') return 'is required'
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${NAMES[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return issue.values.length === 1
        ? `must be ${String(issue.values[0])}`
        : `must be one of ${issue.values.map(String).join(', ')}`
    case 'invalid_union':
      return 'is of a type that is not taken here'
    case 'invalid_format':
      return FORMATS[issue.format] ?? 'is not of the form that is needed'
    case 'too_big':
      return `must be at most ${issue.maximum}${UNITS[issue.origin] ?? ''}`
    case 'too_small':
      return `must be at least ${issue.minimum}${UNITS[issue.origin] ?? ''}`
    default:
      return undefined
  }
}

const NAMES: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}
const FORMATS: Record<string, string> = { uuid: 'must be a UUID', safeint: 'must be a whole number' }
const UNITS: Record<string, string> = { string: ' characters long', array: ' items long' }
