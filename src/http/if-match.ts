import { Problem } from '../errors.ts'
import type { Ctx } from './env.ts'

/**
 * The entity tags of If-Match (RFC 9110 §13.1.1), to be compared inside the transaction that writes; `any` for `*`,
 * null where the header is missing.
 * @throws Problem 400 on anything else
 */
export function readIfMatch(c: Ctx): readonly string[] | 'any' | null {
  const header = c.req.header('If-Match')
  if (header === undefined) return null
  if (header.trim() === '*') return 'any'
  const tags = header.split(',').map((tag) => tag.trim())
  if (tags.every((tag) => /^(W\/)?"[\x21\x23-\x7e]*"$/.test(tag))) return tags
  throw new Problem('malformed', 'If-Match must be entity tags in quotes, or *.')
}
