import { z } from '@hono/zod-openapi'
import { check, unprocessable } from '../events/check-input.ts'
import { email, httpUrl, line } from '../events/text-input.ts'
import { readInstant, readTime } from '../events/times.ts'
import { once } from '../once.ts'
import { SCOPES } from './auth.ts'
import type { NewKey } from './issue-key.ts'

/** The body of PUT /partners/{slug}. */
export const PartnerInput = once(() =>
  z
    .strictObject({
      name: line(200),
      url: httpUrl().nullish(),
      email: email().nullish(),
      trusted: z.boolean().nullish(),
    })
    .openapi('PartnerInput'),
)

/** The body of POST /partners/{slug}/keys. */
export const KeyInput = once(() =>
  z
    .strictObject({
      name: line(100),
      scopes: z
        .array(z.enum(SCOPES, `must be one of ${SCOPES.join(', ')}`))
        .min(1, 'needs at least one scope')
        .refine((scopes) => new Set(scopes).size === scopes.length, 'has a scope twice'),
      expires: z
        .string()
        .refine(
          (text) => readTime(wholeSeconds(text), 'UTC') !== null,
          'must be a time, such as 2027-01-01T00:00:00Z',
        )
        .nullish(),
    })
    .openapi('KeyInput'),
)

/** @throws Problem 422 with every fault: also on an end that is not to come. A local `expires` lies in `timeZone`. */
export function readNewKey(body: unknown, timeZone: string, now: Date): NewKey {
  const { name, scopes, expires } = check(KeyInput(), body)
  if (expires == null) return { name, scopes, expires: null }
  const until = new Date(readInstant(wholeSeconds(expires), timeZone) ?? Number.NaN)
  if (!(until > now)) throw unprocessable([{ pointer: '/expires', detail: 'must be a time to come' }])
  return { name, scopes, expires: until }
}

/** Without the fraction that programs write: a key ends at the second that it shows. */
function wholeSeconds(time: string): string {
  return time.replace(/(?<=T\d\d:\d\d:\d\d)\.\d+/i, '')
}

const text = z.string()

export const PartnerOutput = once(() =>
  z
    .object({
      slug: text,
      name: text,
      url: z.url().nullable(),
      email: z.email().nullable().optional().describe('Shown to an administrator only.'),
      trusted: z.boolean().optional().describe('Shown to an administrator only.'),
    })
    .openapi('Partner'),
)

const keyFields = once(() => ({
  id: z.uuid(),
  name: text,
  scopes: z.array(z.enum(SCOPES)),
  expires: z.iso.datetime().nullable(),
}))

export const NewKeyOutput = once(() =>
  z.object({ ...keyFields(), key: text.describe('Shown this once.') }).openapi('NewKey'),
)

export const KeyOutput = once(() =>
  z
    .object({ ...keyFields(), created: z.iso.datetime(), lastUsed: z.iso.datetime().nullable() })
    .openapi('Key'),
)
