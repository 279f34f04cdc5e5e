/** Conditional requests: RFC 9110 §13, without ranges. */
import { Problem } from '../errors.ts'
import type { Ctx } from './env.ts'

export interface Validators {
  /** A whole entity tag: `"v3"` or `W/"v3"`. */
  etag?: string
  lastModified?: Date
}
export type Verdict = 'proceed' | 'notModified' | 'preconditionFailed'

/** An entity tag (§8.8.3) of an opaque text of letters, digits, dots and hyphens. */
export function etag(opaque: string | number, strength: 'strong' | 'weak' = 'strong'): string {
  return strength === 'weak' ? `W/"${opaque}"` : `"${opaque}"`
}

/** Whether the answer is 304. Throws Problem `preconditionFailed` where it is 412. */
export function isNotModified(c: Ctx, validators: Validators): boolean {
  const verdict = evaluate(c.req.method, (name) => c.req.header(name), validators)
  if (verdict === 'preconditionFailed') {
    throw new Problem('preconditionFailed', 'It has changed since it was read. Read it again.')
  }
  return verdict === 'notModified'
}

/**
 * What the request's conditions make of it, in the order of §13.2.2.
 *
 * @param header a header of the request by its lower-case name
 * @param current the validators of what is there now; null where there is nothing
 */
export function evaluate(
  method: string,
  header: (name: string) => string | undefined,
  current: Validators | null,
): Verdict {
  const ifMatch = header('if-match')
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, current, 'strong')) return 'preconditionFailed'
  } else {
    const since = date(header('if-unmodified-since'))
    if (since !== null && current?.lastModified && seconds(current.lastModified) > seconds(since)) {
      return 'preconditionFailed'
    }
  }

  const reads = method === 'GET' || method === 'HEAD'
  const ifNoneMatch = header('if-none-match')
  if (ifNoneMatch !== undefined) {
    if (!matches(ifNoneMatch, current, 'weak')) return 'proceed'
    return reads ? 'notModified' : 'preconditionFailed'
  }
  const since = reads ? date(header('if-modified-since')) : null
  const unchanged = since !== null && current?.lastModified && seconds(current.lastModified) <= seconds(since)
  return unchanged ? 'notModified' : 'proceed'
}

/**
 * The entity tags that If-Match names, for the store to compare in its transaction: `any` for `*`, null
 * without the header. Weak tags are left out, as they never match here (§13.1.1).
 */
export function readIfMatch(c: Ctx): 'any' | readonly string[] | null {
  const list = c.req.header('if-match')
  if (list === undefined) return null
  return list.trim() === '*' ? 'any' : tagsOf(list).filter((tag) => !tag.startsWith('W/'))
}

/** Whether the list of a condition names the current entity tag; `*` is whatever is there (§13.1.1, §13.1.2). */
function matches(list: string, current: Validators | null, comparison: 'strong' | 'weak'): boolean {
  if (current === null) return false
  if (list.trim() === '*') return true
  const own = current.etag
  if (own === undefined) return false
  // §8.8.3.2: weak tags never match strongly; weakly only the opaque part counts.
  if (comparison === 'strong') return !own.startsWith('W/') && tagsOf(list).includes(own)
  return tagsOf(list).some((tag) => opaque(tag) === opaque(own))
}

/** §8.8.3: commas may stand inside the quotes. */
export function tagsOf(list: string): string[] {
  return list.match(/(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g) ?? []
}

const opaque = (tag: string) => tag.replace(/^W\//, '')

/** HTTP dates know whole seconds. */
const seconds = (at: Date) => Math.floor(at.getTime() / 1000)

const DATES = [
  /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/,
  /^\w{3,6}day, \d\d-\w{3}-\d\d \d\d:\d\d:\d\d GMT$/,
  /^\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}$/,
]

/** §5.6.7: the preferred form and the two obsolete ones; null for anything else, which is to be ignored. */
function date(text: string | undefined): Date | null {
  if (text === undefined || !DATES.some((form) => form.test(text))) return null
  const zoned = /GMT$/.test(text) ? text : `${text} GMT`
  const at = new Date(
    zoned.replace(/^\w+, (\d\d)-(\w{3})-(\d\d) /, (_, d, m, y) => `${d} ${m} ${century(y)} `),
  )
  return Number.isNaN(at.getTime()) ? null : at
}

/** RFC 850's years of two digits, for dates not far in the future. */
const century = (year: string) => (Number(year) < 70 ? `20${year}` : `19${year}`)
