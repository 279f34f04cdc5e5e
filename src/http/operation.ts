import { type RouteConfig, z } from '@hono/zod-openapi'
import type { Handler } from 'hono'
import type { ProblemCode } from '../errors.ts'
import { Problem } from '../errors.ts'
import { accepts } from './accept.ts'
import type { Api, Env } from './env.ts'
import { problemResponses } from './operation-problems.ts'

export { json, jsonText } from './respond.ts'

/** Made when the OpenAPI document is asked for or a body is read (`once`). */
export type Schema = () => z.ZodType

/** One operation of the API: what the documentation says of it, beside the handler that does it. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** With `{names}` in braces, from the root: `/api/v1/events/{id}`. */
  path: string
  operationId: string
  summary: string
  description: string
  tag: string
  /** True where a key is needed. */
  secured?: boolean
  parameters?: readonly ParameterDoc[]
  body?: { schema: Schema; example: unknown; mediaType?: string }
  responses: Record<number, ResponseDoc>
  /** What 200 answers instead where `dryRun=true`. */
  dryRun?: { schema: Schema; example: unknown }
  /** Those that it has beside the ones that every operation has. */
  problems: readonly ProblemCode[]
}

export interface ParameterDoc {
  name: string
  in: 'query' | 'path' | 'header'
  description: string
  schema: Record<string, unknown>
  required?: boolean
  example?: unknown
  explode?: boolean
}

export interface ResponseDoc {
  description: string
  schema?: Schema
  example?: unknown
  mediaType?: string
  headers?: Record<string, string>
}

/**
 * Mounts a handler and enters it into the OpenAPI document. Bodies and query strings are read by the handler
 * with our own strict readers (`readJson`, `parseFilters`), as those of Hono take text/plain for {} and the
 * first of doubled parameters; the document is made from the same schemas. A request that accepts none of the
 * media types of the answers is 406 before the handler runs.
 *
 * ```ts
 * operation(api, {
 *   method: 'get', path: '/api/v1/things/{id}', operationId: 'getThing', tag: 'Things',
 *   summary: 'One thing', description: 'As it is now.', parameters: [THING_ID],
 *   responses: { 200: { description: 'The thing.', schema: Thing, example: EXAMPLE_THING } },
 *   problems: ['notFound'],
 * }, async (c) => json(c, await readThing(c.req.param('id'))))
 * ```
 */
export function operation(api: Api, definition: Operation, handler: Handler<Env>): void {
  described(api).push(definition)
  const types = mediaTypes(definition)
  const path = definition.path.replaceAll(/\{([\w-]+)\}/g, ':$1')
  api.on(definition.method.toUpperCase(), path, (c, next) => {
    const accept = c.req.header('accept')
    if (types.some((type) => accepts(accept, type))) return handler(c, next)
    throw new Problem('notAcceptable', `The answer is ${types.join(' or ')}.`)
  })
}

const descriptions = new WeakMap<Api, Operation[]>()

function described(api: Api): Operation[] {
  const known = descriptions.get(api)
  if (known) return known
  const own: Operation[] = []
  descriptions.set(api, own)
  return own
}

/** Enters what is mounted into the registry, once: most processes are never asked for the document. */
export function describeOperations(api: Api): void {
  for (const definition of described(api).splice(0)) api.openAPIRegistry.registerPath(routeOf(definition))
}

function routeOf(definition: Operation): RouteConfig {
  return {
    method: definition.method,
    path: definition.path,
    operationId: definition.operationId,
    summary: definition.summary,
    description: definition.description,
    tags: [definition.tag],
    ...(definition.secured ? { security: [{ key: [] }] } : {}),
    ...(definition.parameters ? { parameters: definition.parameters.map(parameterObject) } : {}),
    ...(definition.body ? { request: { body: bodyObject(definition.body) } } : {}),
    responses: { ...successes(definition), ...problemResponses(definition) },
  }
}

/** What the answers may be. Who takes problems only is not refused: of those, too, some will come. */
function mediaTypes({ responses }: Operation): string[] {
  const own = Object.values(responses).flatMap(
    ({ schema, mediaType }) => mediaType ?? (schema ? JSON_ALONE : []),
  )
  return [...new Set(own.length > 0 ? own : [JSON_ALONE])]
}

const JSON_ALONE = 'application/json'

function parameterObject({ example, ...parameter }: ParameterDoc) {
  return {
    ...parameter,
    ...(example === undefined ? {} : { example }),
    required: parameter.required ?? parameter.in === 'path',
  }
}

function bodyObject({ schema, example, mediaType = JSON_ALONE }: NonNullable<Operation['body']>) {
  return {
    required: true,
    content: { [mediaType]: { schema: schema(), examples: { whole: { value: example } } } },
  }
}

function successes({ responses, dryRun }: Operation) {
  const all = dryRun ? { 200: { description: 'The dry run.' }, ...responses } : responses
  const entries = Object.entries<ResponseDoc>(all).map(
    ([status, { description, schema, example, mediaType, headers }]) => {
      const answers = {
        ...(schema ? { whole: { schema, example } } : {}),
        ...(dryRun && status === '200' ? { dryRun } : {}),
      }
      const content = contentObject(answers, mediaType)
      return [
        status,
        {
          description,
          ...(headers ? { headers: headerObjects(headers) } : {}),
          ...(content ? { content } : {}),
        },
      ]
    },
  )
  return Object.fromEntries(entries)
}

/** Of what a status may answer, by name: one schema or either, and an example of each. */
function contentObject(
  answers: Record<string, { schema: Schema; example?: unknown }>,
  mediaType = JSON_ALONE,
) {
  const [first, ...others] = Object.values(answers).map(({ schema }) => schema())
  if (!first) return undefined
  const schema = others.length > 0 ? z.union([first, ...others]) : first
  const examples = Object.entries(answers).map(([name, { example }]) => [
    name,
    { ...(name === 'dryRun' ? { summary: 'With dryRun=true' } : {}), value: example },
  ])
  return { [mediaType]: { schema, examples: Object.fromEntries(examples) } }
}

function headerObjects(headers: Record<string, string>) {
  const entries = Object.entries(headers)
  return Object.fromEntries(
    entries.map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  )
}
