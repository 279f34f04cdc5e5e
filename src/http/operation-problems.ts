import { z } from '@hono/zod-openapi'
import { PROBLEMS, type ProblemCode } from '../errors.ts'
import { once } from '../once.ts'
import type { Operation } from './operation.ts'
import { PROBLEM_TYPE, problemSlug } from './problem.ts'

/** RFC 9457, as every refusal has it. */
export const ProblemSchema = once(() =>
  z
    .object({
      type: z.url().describe('What kind of problem: an address that explains it.'),
      title: z.string().describe('The kind in words.'),
      status: z.int().describe('The HTTP status.'),
      detail: z.string().describe('What is wrong with this request.'),
      instance: z.string().describe('The path that was asked for.'),
      id: z.string().optional().describe('Of a 500: what to tell those who run the calendar.'),
      errors: z
        .array(
          z.object({
            pointer: z.string().optional().describe('JSON pointer into the body (RFC 6901).'),
            parameter: z.string().optional().describe('Name of the query parameter.'),
            detail: z.string(),
          }),
        )
        .optional()
        .describe('Each fault of the input, all at once.'),
    })
    .openapi('Problem'),
)

/** What every operation may answer. */
const ALWAYS: readonly ProblemCode[] = [
  'unauthorized',
  'notAcceptable',
  'tooManyRequests',
  'internal',
  'unavailable',
]
const WITH_BODY: readonly ProblemCode[] = ['malformed', 'tooLarge', 'unsupportedMediaType', 'unprocessable']

/** The refusals of an operation by status, and `default` for any other. */
export function problemResponses(operation: Operation): Record<string, object> {
  const codes = new Set([
    ...operation.problems,
    ...(operation.body ? WITH_BODY : []),
    ...(operation.secured ? (['forbidden'] as const) : []),
    ...(operation.parameters?.some((parameter) => parameter.in === 'query')
      ? (['invalidParameter'] as const)
      : []),
    ...ALWAYS,
  ])
  const byStatus = Map.groupBy(codes, (code) => PROBLEMS[code].status)
  const entries = [...byStatus]
    .sort(([a], [b]) => a - b)
    .map(([status, same]) => [String(status), response(same, operation.path)] as const)
  return {
    ...Object.fromEntries(entries),
    default: response(['internal'], operation.path, 'Any other failure.'),
  }
}

function response(codes: readonly ProblemCode[], path: string, description?: string) {
  const examples = Object.fromEntries(codes.map((code) => [code, { value: example(code, path) }]))
  return {
    description: description ?? `${codes.map((code) => PROBLEMS[code].title).join('; or: ')}.`,
    content: { [PROBLEM_TYPE]: { schema: ProblemSchema(), examples } },
  }
}

function example(code: ProblemCode, instance: string) {
  const { status, title } = PROBLEMS[code]
  return {
    type: `https://calendar.example.org/problems/${problemSlug(code)}`,
    title,
    status,
    detail: DETAILS[code] ?? `${title}.`,
    instance,
    ...(code === 'unprocessable' ? { errors: [{ pointer: '/title', detail: 'is required' }] } : {}),
    ...(code === 'invalidParameter' ? { errors: [{ parameter: 'form', detail: 'is not known here' }] } : {}),
  }
}

const DETAILS: Partial<Record<ProblemCode, string>> = {
  unprocessable: 'The body has a fault.',
  invalidParameter: 'The query has a fault.',
}
