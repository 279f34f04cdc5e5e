import type { ProblemCode } from '../errors.ts'
import type { ParameterDoc } from '../http/operation.ts'
import { EXAMPLE_ANSWER } from './examples.ts'

/** What the documentation says again and again of the operations on events. */

export const MERGE_PATCH = 'application/merge-patch+json'
export const ETAG = { ETag: 'The version, for If-Match.' }

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

export const DRY_RUN: ParameterDoc = {
  name: 'dryRun',
  in: 'query',
  description: '`true` checks everything, answers with the difference, and stores nothing.',
  schema: { type: 'boolean', default: false },
  example: true,
}

export const IF_MATCH: ParameterDoc = {
  name: 'If-Match',
  in: 'header',
  description: 'The ETag that was read; another version is 412.',
  schema: { type: 'string', format: 'etag' },
  required: true,
  example: '"1"',
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
]
