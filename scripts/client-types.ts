/** The parts of an OpenAPI 3.1 document that types are made of. */
export interface Document {
  components?: { schemas?: Record<string, Schema> }
  paths: Record<string, Record<string, Operation>>
}

interface Operation {
  summary: string
  description: string
  parameters?: { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema: Schema }[]
  requestBody?: { content: Content }
  responses: Record<string, { content?: Content }>
}

type Content = Record<string, { schema: Schema }>

interface Schema {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  description?: string
}

const HEAD = `// Made from the API's operations: \`npm test -- test/docs/client-types -u\` writes it anew.
import type { Hono } from 'hono'
`

/** The declarations of `client/api.d.ts`: every schema by its name, and `Api`, of which Hono's `hc` makes a client. */
export function clientTypes({ components, paths }: Document): string {
  const schemas = Object.entries(components?.schemas ?? {}).map(
    ([name, schema]) => `${note(schema.description)}export type ${name} = ${typeOf(schema)}\n`,
  )
  const endpoints = Object.entries(paths).map(([path, methods]) => {
    const typed = Object.entries(methods).map(
      ([method, operation]) =>
        `${note(`${operation.summary}. ${operation.description}`)}$${method}: ${endpoint(operation)}`,
    )
    return `${JSON.stringify(path.replaceAll(/\{([\w-]+)\}/g, ':$1'))}: {\n${typed.join('\n')}\n}`
  })
  return `${HEAD}\n${schemas.join('\n')}\nexport type Api = Hono<{}, {\n${endpoints.join('\n')}\n}, '/'>\n`
}

/** An operation as Hono's `Endpoint`: one member for each success, one for all problems. */
function endpoint(operation: Operation): string {
  const input = inputOf(operation)
  const numbered = Object.entries(operation.responses).filter(([status]) => /^\d+$/.test(status))
  const successes = numbered.filter(([status]) => Number(status) < 400)
  const problems = numbered.flatMap(([status]) => (Number(status) < 400 ? [] : [status]))
  const members = successes.map(([status, { content }]) => {
    const schema = content?.['application/json']?.schema
    const output = schema
      ? `output: ${typeOf(schema)}; outputFormat: 'json'`
      : `output: {}; outputFormat: 'body'`
    return `{ input: ${input}; ${output}; status: ${status} }`
  })
  const problem = `{ input: ${input}; output: Problem; outputFormat: 'json'; status: ${problems.join(' | ')} }`
  return [...members, problem].join(' | ')
}

/** What `hc` takes: path parameters, query, header fields, and JSON or a calendar file. */
function inputOf({ parameters = [], requestBody }: Operation): string {
  const parts = (
    [
      ['param', 'path'],
      ['query', 'query'],
      ['header', 'header'],
    ] as const
  ).flatMap(([name, place]) => {
    const own = parameters.filter((parameter) => parameter.in === place)
    if (own.length === 0) return []
    const needed = own.some(({ required }) => required)
    const fields = own.map(
      ({ name, required, schema }) =>
        `${JSON.stringify(name)}${required ? '' : '?'}: ${place === 'query' ? queryType(schema) : 'string'}`,
    )
    return [`${name}${needed ? '' : '?'}: { ${fields.join('; ')} }`]
  })
  const [body] = Object.entries(requestBody?.content ?? {})
  if (body?.[0] === 'text/calendar') parts.push('body: string')
  else if (body) parts.push(`json: ${typeOf(body[1].schema)}`)
  return `{ ${parts.join('; ')} }`
}

/** Where a parameter may be repeated, one value does too. */
function queryType(schema: Schema): string {
  if (schema.type !== 'array') return typeOf(schema)
  const item = typeOf(schema.items ?? {})
  return `${item} | (${item})[]`
}

function typeOf(schema: Schema): string {
  if (schema.$ref) return schema.$ref.replace(/^.*\//, '')
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  const either = schema.anyOf ?? schema.oneOf
  if (either) return [...new Set(either.map((one) => `(${typeOf(one)})`))].join(' | ')
  if (schema.allOf) return schema.allOf.map((one) => `(${typeOf(one)})`).join(' & ')
  const types = [schema.type ?? 'unknown'].flat()
  return [...new Set(types.map((type) => plainType(type, schema)))].join(' | ')
}

function plainType(type: string, schema: Schema): string {
  if (type === 'integer') return 'number'
  if (type === 'array') return `(${typeOf(schema.items ?? {})})[]`
  if (type !== 'object') return type
  const { properties, required = [], additionalProperties } = schema
  if (!properties) {
    return `Record<string, ${typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'unknown'}>`
  }
  const fields = Object.entries(properties).map(
    ([name, field]) =>
      `${note(field.description)}${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${typeOf(field)}`,
  )
  return `{\n${fields.join('\n')}\n}`
}

function note(text: string | undefined): string {
  return text ? `/** ${text.replaceAll('*/', '*\\/').replaceAll(/\s+/g, ' ')} */\n` : ''
}
