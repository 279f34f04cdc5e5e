import { z } from '@hono/zod-openapi'
import { Problem } from '../errors.ts'
import { slug } from '../events/input.ts'
import type { Ctx } from '../http/env.ts'
import type { ParameterDoc } from '../http/operation.ts'
import { readQuery } from '../http/validate.ts'
import { requireScope } from './auth.ts'

/** The `{slug}` of an address, for the documentation. */
export function slugParameter(example: string): ParameterDoc {
  return {
    name: 'slug',
    in: 'path',
    description: 'Lower-case letters, digits and hyphens.',
    schema: { type: 'string' },
    example,
  }
}

/** @throws Problem 400 on what can be no slug */
export function slugOf(c: Ctx): string {
  const read = Slug.safeParse(c.req.param('slug'))
  if (read.success) return read.data
  const detail = read.error.issues[0]?.message ?? 'is no slug'
  throw new Problem('invalidParameter', 'The address has a fault.', [{ parameter: 'slug', detail }])
}

/**
 * What an administrator is about to write, and whether in earnest.
 * @throws Problem 401, 403, or 400 on a slug or a query that cannot be
 */
export function readTarget(c: Ctx): { slug: string; dryRun: boolean } {
  requireScope(c.var.principal, 'admin')
  return { dryRun: readWriteQuery(c), slug: slugOf(c) }
}

/** Whether a write is only tried. @throws Problem 400 where more is asked */
export function readWriteQuery(c: Ctx): boolean {
  return readQuery(c, WRITE_QUERY).dryRun === 'true'
}

/** For `readQuery`, where nothing may be asked. */
export const NO_QUERY = z.object({})

const Slug = slug()
const WRITE_QUERY = z.object({ dryRun: z.enum(['true', 'false'], 'must be true or false').optional() })
