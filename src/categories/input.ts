import { z } from '@hono/zod-openapi'
import { line, localized } from '../events/text-input.ts'
import { once } from '../once.ts'

/** The body of PUT /categories/{slug}. */
export const CategoryInput = once(() =>
  z
    .strictObject({
      name: localized(line(100)),
      color: z
        .string()
        .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as #1a6fb5')
        .nullish(),
    })
    .openapi('CategoryInput'),
)

export const CategoryOutput = once(() =>
  z
    .object({ slug: z.string(), name: z.record(z.string(), z.string()), color: z.string().nullable() })
    .openapi('Category'),
)
