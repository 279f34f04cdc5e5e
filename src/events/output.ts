import { z } from '@hono/zod-openapi'
import type { Schema } from '../http/operation.ts'
import { once } from '../once.ts'
import { EventInput, READ_ONLY } from './input.ts'

/** What answers hold, for the OpenAPI document. */
const shape = once(() => {
  const fields = { ...EventInput().shape }
  for (const name of [...READ_ONLY, 'moderation']) delete (fields as Record<string, unknown>)[name]
  return fields
})
const text = z.string()
const texts = once(() => z.record(text, text).openapi({ description: 'A map from language tag to text.' }))
/** Taken as text or map, given as maps. */
const localizedTexts = once(() => ({
  title: texts(),
  summary: texts().optional(),
  description: texts().optional(),
  statusNote: texts().optional(),
}))

export const DifferenceOutput = once(() =>
  z.object({ pointer: text, before: z.unknown(), after: z.unknown() }).openapi('Difference', {
    description: 'By pointer into the event; `before` or `after` is absent where the field is.',
  }),
)

/** As `Moderation` of moderation/facts.ts. */
const ModerationOutput = once(() =>
  z
    .object({
      note: text.optional().openapi({ description: 'What was said to the last step or decision.' }),
      held: z
        .object({
          etag: text,
          action: z.enum(['update', 'remove']),
          at: z.iso.datetime(),
          by: z.object({ partner: text, key: text }),
          changes: z.array(DifferenceOutput()),
          conflicts: z.array(text),
        })
        .optional()
        .openapi({
          description: 'The change that waits for review; `?version=held` shows the whole version.',
        }),
      duplicates: z
        .array(z.object({ id: z.uuid(), score: z.number() }))
        .optional()
        .openapi({ description: 'For moderators: events that may announce the same, the likeliest first.' }),
    })
    .openapi('Moderation', { description: 'For the event’s owner and moderators.' }),
)

/** Where it is shown, and when it is. */
const addressAndTimes = once(() => ({
  slug: text,
  url: z.url(),
  start: text,
  end: text.nullable(),
  localStart: text,
  localEnd: text.nullable(),
  allDay: z.boolean(),
}))

export const EventOutput = once(() =>
  z
    .object({
      ...shape(),
      ...localizedTexts(),
      id: z.uuid(),
      ...addressAndTimes(),
      descriptionHtml: z.record(text, text).optional(),
      sequence: z.int(),
      created: z.iso.datetime(),
      updated: z.iso.datetime(),
      published: z.iso.datetime().nullable(),
      moderation: ModerationOutput().optional(),
    })
    .openapi('Event'),
)

export const OccurrenceOutput = once(() =>
  z
    .object({
      ...shape(),
      ...localizedTexts(),
      id: text,
      eventId: z.uuid(),
      recurrenceId: text.nullable(),
      ...addressAndTimes(),
      recurring: z.boolean(),
      sequence: z.int(),
      updated: z.iso.datetime(),
    })
    .openapi('Occurrence'),
)

export const listOf = (item: Schema) =>
  once(() => z.object({ items: z.array(item()), next: z.url().nullable() }))

const STATUSES = ['created', 'updated', 'unchanged', 'held', 'deleted'] as const

/** What a dry run answers; `field` holds what was written. */
export function dryRunOutput(name: string, field: Record<string, Schema>) {
  return once(() =>
    z
      .object({
        dryRun: z.literal(true),
        status: z.enum(STATUSES),
        ...Object.fromEntries(Object.entries(field).map(([name, schema]) => [name, schema()])),
        changes: z.array(DifferenceOutput()),
      })
      .openapi(name),
  )
}
