import type { z } from 'zod'
import { type Fault, type ParameterFault, Problem } from '../errors.ts'
import type { Ctx } from './env.ts'
import { escapeStep } from './json-text.ts'

type Issue = z.core.$ZodIssue

/** The value as the schema reads it. Throws Problem `unprocessable` that has all faults. */
export function validate<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const faults = issuesToFaults(read.error.issues)
  throw new Problem('unprocessable', `The body has ${count(faults.length)}.`, faults)
}

/**
 * The query as a strict schema of texts reads it. Throws Problem `invalidParameter` that has all faults:
 * unknown names, names given twice, values that do not fit.
 */
export function readQuery<S extends z.ZodObject>(c: Ctx, schema: S): z.output<S> {
  const query = new URL(c.req.url).searchParams
  const faults: ParameterFault[] = []
  const names = new Set(query.keys())
  for (const name of names) {
    if (!(name in schema.shape)) faults.push({ parameter: name, detail: 'is not known here' })
    else if (query.getAll(name).length > 1) faults.push({ parameter: name, detail: 'may be given once only' })
  }
  const read = schema.safeParse(
    Object.fromEntries(
      [...names].filter((name) => name in schema.shape).map((name) => [name, query.get(name)]),
    ),
  )
  if (read.success && faults.length === 0) return read.data
  for (const issue of read.error?.issues ?? []) {
    faults.push({ parameter: String(issue.path[0] ?? ''), detail: issue.message })
  }
  throw new Problem('invalidParameter', `The query has ${count(faults.length)}.`, faults)
}

/** Zod's issues as faults; each field that is not known has its own. */
export function issuesToFaults(issues: readonly Issue[]): Fault[] {
  return issues.flatMap((issue): Fault[] => {
    const own = issue.code === 'unrecognized_keys' ? issue : undefined
    if (own)
      return own.keys.map((key) => ({ pointer: pointer([...own.path, key]), detail: 'is not a known field' }))
    if (issue.code === 'invalid_union') return unionFaults(issue)
    const isMissing = issue.code === 'invalid_type' && issue.input === undefined && isAbsence(issue.message)
    return [{ pointer: pointer(issue.path), detail: isMissing ? 'is required' : issue.message }]
  })
}

/** A path as an RFC 6901 pointer; '' is the whole. */
export function pointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${escapeStep(String(step))}`).join('')
}

/** The faults of the one alternative that came nearest: whose type fits; else one for the whole. */
function unionFaults(issue: Extract<Issue, { code: 'invalid_union' }>): Fault[] {
  const near = issue.errors.filter((alternative) =>
    alternative.every(({ path, code }) => path.length > 0 || code !== 'invalid_type'),
  )
  const [only] = near
  if (only === undefined || near.length > 1) return [{ pointer: pointer(issue.path), detail: issue.message }]
  return issuesToFaults(only.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })))
}

/** Zod's own words for a value that is not there. */
const isAbsence = (message: string) => message.endsWith('received undefined')

const count = (n: number) => (n === 1 ? 'a fault' : `${n} faults`)
