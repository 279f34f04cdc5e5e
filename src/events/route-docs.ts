import type { ProblemCode } from '../errors.ts'
import type { ParameterDoc, ResponseDoc, Schema } from '../http/operation.ts'
import { REVISION } from '../http/respond.ts'
import { EXAMPLE_ANSWER, EXAMPLE_HELD } from './examples.ts'
import { dryRunOutput, EventOutput } from './output.ts'

/** What the documentation says again and again of the operations on events. */

export const MERGE_PATCH = 'application/merge-patch+json'
export const ETAG = {
  ETag: 'The version, for If-Match.',
  [REVISION]:
    'The calendar’s revision from which on lists show this change. Only where the public can see the change.',
}

export const EVENT_ID: ParameterDoc = {
  name: 'id',
  in: 'path',
  description: 'The event’s id.',
  schema: { type: 'string', format: 'uuid' },
  example: EXAMPLE_ANSWER.id,
}

export const RECURRENCE_ID: ParameterDoc = {
  name: 'recurrence-id',
  in: 'path',
  description:
    'The occurrence’s original local start, as `2026-11-10T18:00:00`, `20261110T180000` or a date.',
  schema: { type: 'string' },
  example: '2026-11-10T18:00:00',
}

export const VERSION: ParameterDoc = {
  name: 'version',
  in: 'query',
  description:
    '`held` shows the version that waits for review, to its owner and to moderators; 404 where none does.',
  schema: { type: 'string', enum: ['held'] },
  example: 'held',
}

export const DRY_RUN: ParameterDoc = {
  name: 'dryRun',
  in: 'query',
  description: '`true` checks everything, answers with the difference, and stores nothing.',
  schema: { type: 'boolean', default: false },
  example: true,
}

/** For `Operation.dryRun`. `name` is the schema's, `field` holds what was written. */
export function dryRunOf(name: string, field: Record<string, Schema>, example: object) {
  return {
    schema: dryRunOutput(name, field),
    example: { dryRun: true, status: 'updated', changes: [EXAMPLE_DIFFERENCE], ...example },
  }
}
const EXAMPLE_DIFFERENCE = { pointer: '/name', before: 'Stadsbiblioteket', after: 'Biblioteket' }

export const DRY_RUN_OF_EVENT = dryRunOf(
  'DryRun',
  { event: EventOutput },
  {
    event: EXAMPLE_ANSWER,
    changes: [{ pointer: '/status', before: 'confirmed', after: 'postponed' }],
  },
)

export const IF_MATCH: ParameterDoc = {
  name: 'If-Match',
  in: 'header',
  description: 'The ETag that was read; another version is 412.',
  schema: { type: 'string', format: 'etag' },
  required: true,
  example: '"1"',
}

/** What every change of an event may answer to a partner whose changes are reviewed. */
export const HELD: Record<202, ResponseDoc> = {
  202: {
    description:
      'The version that waits for review, of a published event whose partner is not trusted. What is published stays as it is; further changes go on from this version, by its ETag.',
    schema: EventOutput,
    example: EXAMPLE_HELD,
    headers: { ETag: 'The version that waits, for If-Match.' },
  },
}

export const IDEMPOTENCY_KEY: ParameterDoc = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    '1 to 255 visible ASCII characters of your choice. Sent again within 24 h, the same request is answered as it was and not done twice; another request under the same key is 422.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  example: '9f2c1a34-0b7e-4d5c-8f5e-6a1d2b3c4d5e',
}

export const BODY_PROBLEMS: readonly ProblemCode[] = [
  'malformed',
  'forbidden',
  'tooLarge',
  'unsupportedMediaType',
  'unprocessable',
]
export const WRITE_PROBLEMS: readonly ProblemCode[] = [
  ...BODY_PROBLEMS,
  'notFound',
  'conflict',
  'preconditionFailed',
  'stillRunning',
]
