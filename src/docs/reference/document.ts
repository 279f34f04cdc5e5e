/** What the reference reads of an OpenAPI 3.1 document. */
export interface ApiDocument {
  info: {
    description?: string
    'x-limitations'?: Record<string, string>
    'x-sla'?: Record<string, string>
  }
  servers?: readonly { url: string }[]
  tags?: readonly { name: string; description?: string }[]
  paths?: Record<string, PathItem>
  components?: { schemas?: Record<string, Schema> }
}

/** JSON Schema 2020-12, as far as the document uses it. */
export interface Schema {
  $ref?: string
  type?: string | readonly string[]
  format?: string
  description?: string
  properties?: Record<string, Schema>
  required?: readonly string[]
  additionalProperties?: Schema | boolean
  items?: Schema
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  allOf?: readonly Schema[]
  enum?: readonly unknown[]
  pattern?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  default?: unknown
  example?: unknown
  readOnly?: boolean
}

export interface Media {
  schema?: Schema
  examples?: Record<string, { summary?: string; value?: unknown }>
}

export interface Parameter {
  name: string
  in: string
  description?: string
  required?: boolean
  schema?: Schema
  example?: unknown
}

export interface Response {
  description?: string
  headers?: Record<string, { description?: string; schema?: Schema }>
  content?: Record<string, Media>
}

export interface Operation {
  /** `GET`. */
  method: string
  /** Below the server: `/events/{id}`. */
  path: string
  id: string
  summary: string
  description: string
  tag: string
  /** Whether a key is needed. */
  secured: boolean
  parameters: readonly Parameter[]
  body: Record<string, Media>
  responses: Record<string, Response>
}

type PathItem = Partial<Record<Method, OperationObject>>

interface OperationObject {
  operationId?: string
  summary?: string
  description?: string
  tags?: readonly string[]
  security?: readonly object[]
  parameters?: readonly Partial<Parameter>[]
  requestBody?: { description?: string; content?: Record<string, Media> }
  responses?: Record<string, Response>
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const
type Method = (typeof METHODS)[number]

/** All operations, by tag in the order of the document's tags, then by path. */
export function operationsOf({ paths = {}, tags = [] }: ApiDocument): Map<string, Operation[]> {
  const all = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const given = item[method]
      return given ? [operation(method, path, given)] : []
    }),
  )
  const byTag = Map.groupBy(all, ({ tag }) => tag)
  return new Map(tags.map(({ name }) => [name, byTag.get(name) ?? []]))
}

function operation(method: Method, path: string, given: OperationObject): Operation {
  const { operationId = '', summary = '', description = '', tags: [tag = ''] = [] } = given
  return {
    method: method.toUpperCase(),
    path,
    id: operationId,
    summary,
    description,
    tag,
    secured: (given.security ?? []).length > 0,
    parameters: (given.parameters ?? []).map(({ name = '', in: place = '', ...rest }) => ({
      ...rest,
      name,
      in: place,
    })),
    body: given.requestBody?.content ?? {},
    responses: given.responses ?? {},
  }
}

/** `Event` for `#/components/schemas/Event`. */
export function schemaName(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1)
}
