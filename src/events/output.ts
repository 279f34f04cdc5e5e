import { z } from '@hono/zod-openapi'
import { EventInput, READ_ONLY } from './input.ts'

/** What answers hold, for the OpenAPI document. */
const shape = { ...EventInput.shape }
for (const name of READ_ONLY) delete (shape as Record<string, unknown>)[name]
const text = z.string()

export const EventOutput = z
  .object({
    ...shape,
    id: z.uuid(),
    slug: text,
    url: z.url(),
    start: text,
    end: text.nullable(),
    localStart: text,
    localEnd: text.nullable(),
    allDay: z.boolean(),
    descriptionHtml: z.record(text, text).optional(),
    sequence: z.int(),
    created: z.iso.datetime(),
    updated: z.iso.datetime(),
    published: z.iso.datetime().nullable(),
  })
  .openapi('Event')

export const OccurrenceOutput = z
  .object({
    ...shape,
    id: text,
    eventId: z.uuid(),
    recurrenceId: text.nullable(),
    slug: text,
    url: z.url(),
    start: text,
    end: text.nullable(),
    localStart: text,
    localEnd: text.nullable(),
    allDay: z.boolean(),
    recurring: z.boolean(),
    sequence: z.int(),
    updated: z.iso.datetime(),
  })
  .openapi('Occurrence')

export const listOf = (item: z.ZodType) => z.object({ items: z.array(item), next: z.url().nullable() })

export const DryRunOutput = z
  .object({
    dryRun: z.literal(true),
    status: z.enum(['created', 'updated', 'unchanged', 'deleted']),
    event: EventOutput.nullable(),
    changes: z.array(z.object({ pointer: text, before: z.unknown(), after: z.unknown() })),
  })
  .openapi('DryRun')
