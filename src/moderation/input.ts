import { z } from '@hono/zod-openapi'
import { STATES } from '../events/model.ts'
import { DifferenceOutput } from '../events/output.ts'
import { lines } from '../events/text-input.ts'
import { once } from '../once.ts'
import { ACTIONS } from './actions.ts'

/** The body of PUT /events/{id}/publication. */
export const StepInput = once(() =>
  z
    .strictObject({
      state: z.enum(STATES),
      note: lines(2000).nullish().openapi({ description: 'To the partner; of an owner, to the moderators.' }),
    })
    .openapi('Publication'),
)

/** The body of PUT /events/{id}/version. */
export const VersionInput = once(() =>
  z.strictObject({ version: z.int().min(1) }).openapi('VersionToRestore'),
)

const text = z.string()
export const HistoryOutput = once(() =>
  z
    .object({
      version: z.int(),
      action: z.enum(ACTIONS),
      at: z.iso.datetime(),
      by: z.object({ partner: text, key: z.object({ id: text, name: text.nullable() }) }),
      state: z.enum(STATES).nullable(),
      note: text.nullable(),
      changes: z.array(DifferenceOutput()),
    })
    .openapi('HistoryItem'),
)

export const EXAMPLE_HISTORY: z.infer<ReturnType<typeof HistoryOutput>>[] = [
  {
    version: 3,
    action: 'approved',
    at: '2026-10-02T10:15:00Z',
    by: { partner: 'house', key: { id: '019d1f6e-7c00-7000-8000-000000000007', name: 'Redaktionen' } },
    state: 'published',
    note: 'Tack!',
    changes: [{ pointer: '/title/sv', before: 'Öppen föreläsning', after: 'Öppen föreläsning om kulturarv' }],
  },
  {
    version: 2,
    action: 'held',
    at: '2026-10-02T09:30:00Z',
    by: { partner: 'kulturen', key: { id: '019d1f6e-7c00-7000-8000-000000000009', name: 'Webbplatsen' } },
    state: 'published',
    note: null,
    changes: [{ pointer: '/title/sv', before: 'Öppen föreläsning', after: 'Öppen föreläsning om kulturarv' }],
  },
]
