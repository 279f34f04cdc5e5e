import { z } from '@hono/zod-openapi'
import { Problem } from '../errors.ts'
import { line, lines, localized } from '../events/text-input.ts'
import { once } from '../once.ts'
import { viewFilters } from './query.ts'

/** The filters as an address has them; a question mark in front does no harm. */
const query = once(() =>
  z
    .string()
    .max(2000, 'is longer than 2000 characters')
    .transform((text, context) => {
      const bare = text.replace(/^\?/, '')
      try {
        viewFilters(bare, 'UTC')
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        for (const fault of error.errors)
          if ('parameter' in fault) context.addIssue(`${fault.parameter} ${fault.detail}`)
      }
      return bare
    }),
)

/** The body of PUT /views/{slug}. */
export const ViewInput = once(() =>
  z
    .strictObject({
      name: localized(line(100)),
      query: query(),
      description: localized(lines(500)).nullish(),
    })
    .openapi('ViewInput'),
)

export const ViewOutput = once(() =>
  z
    .object({
      slug: z.string(),
      name: z.record(z.string(), z.string()),
      query: z.string(),
      description: z.record(z.string(), z.string()).nullable(),
      url: z.url(),
    })
    .openapi('View'),
)
