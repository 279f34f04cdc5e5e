import type { z } from 'zod'
import { type ParameterFault, Problem } from '../errors.ts'
import { readBySchema } from '../schema-faults.ts'
import type { Ctx } from './env.ts'

/** The value as the schema reads it. Throws Problem `unprocessable` that has all faults. */
export function validate<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const read = readBySchema(schema, value)
  if (read.faults === undefined) return read.data
  throw new Problem('unprocessable', `The body has ${count(read.faults.length)}.`, read.faults)
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
    if (!Object.hasOwn(schema.shape, name)) faults.push({ parameter: name, detail: 'is not known here' })
    else if (query.getAll(name).length > 1) faults.push({ parameter: name, detail: 'may be given once only' })
  }
  const read = schema.safeParse(
    Object.fromEntries(
      [...names].filter((name) => Object.hasOwn(schema.shape, name)).map((name) => [name, query.get(name)]),
    ),
  )
  if (read.success && faults.length === 0) return read.data
  for (const issue of read.error?.issues ?? []) {
    faults.push({ parameter: String(issue.path[0] ?? ''), detail: issue.message })
  }
  throw new Problem('invalidParameter', `The query has ${count(faults.length)}.`, faults)
}

const count = (n: number) => (n === 1 ? 'a fault' : `${n} faults`)
