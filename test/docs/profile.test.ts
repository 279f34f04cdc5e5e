import { describe, expect, it } from 'vitest'
import pkg from '../../package.json' with { type: 'json' }
import { createApp } from '../../src/app.ts'
import { VERSION } from '../../src/version.ts'
import { ASSETS, depsWithoutDatabase } from '../support/deps.ts'

interface Media {
  schema?: Schema
  examples?: Record<string, { value: unknown }>
}
interface Schema {
  $ref?: string
  properties?: Record<string, Schema>
  items?: Schema
  [key: string]: unknown
}
interface Answer {
  description?: string
  content?: Record<string, Media>
}
interface Operation {
  operationId: string
  description?: string
  summary?: string
  tags?: string[]
  security?: object[]
  parameters?: {
    name: string
    in: string
    description?: string
    schema?: Schema
    required?: boolean
    example?: unknown
  }[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, Answer>
}

const app = createApp(depsWithoutDatabase(), ASSETS)
const document = await (await app.request('/api/v1/openapi.json')).json()
const paths: [string, Record<string, Operation>][] = Object.entries(document.paths)
const operations = paths.flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method} ${path}`,
    method,
    path,
    operation,
  })),
)
const each = (check: (one: (typeof operations)[number]) => unknown) =>
  operations.flatMap((one) => (check(one) ? [] : [one.name]))

function resolved(schema: Schema | undefined): Schema | undefined {
  const name = schema?.$ref?.replace('#/components/schemas/', '')
  return name === undefined ? schema : document.components.schemas[name]
}

function properties(schema: Schema | undefined): [string, Schema][] {
  if (schema === undefined || schema === null || typeof schema !== 'object') return []
  return [
    ...Object.entries(schema.properties ?? {}),
    ...Object.values(schema).flatMap((inner) =>
      (Array.isArray(inner) ? inner : [inner]).flatMap((s) =>
        s && typeof s === 'object' ? properties(s) : [],
      ),
    ),
  ]
}

describe('the OpenAPI document, by the national REST API profile', () => {
  it('is OpenAPI 3.1 and says who stands behind the API, and on what terms', () => {
    expect(document.openapi).toBe('3.1.0')
    expect(document.info).toMatchObject({
      version: VERSION,
      title: expect.stringMatching(/./),
      description: expect.stringContaining('Limits'),
      contact: {
        name: expect.any(String),
        url: 'https://calendar.example.org',
        email: 'support@calendar.example.org',
      },
      license: { name: 'MIT', url: expect.stringMatching(/^https:/) },
      'x-sla': {
        availability: expect.any(String),
        responseTime: expect.any(String),
        support: expect.any(String),
      },
      'x-limitations': expect.any(Object),
    })
    expect(VERSION).toBe(pkg.version)
    expect(document.externalDocs).toEqual({
      description: expect.any(String),
      url: 'https://calendar.example.org/docs',
    })
  })

  it('has servers of the form https://domain/api/version', () => {
    for (const { url } of document.servers) expect(url).toMatch(/^https:\/\/[a-z.]+\/api\/v1$/)
  })

  it('has paths of lower-case letters, digits and hyphens, also in the names of parameters', () => {
    expect(each(({ path }) => /^(\/([a-z0-9.-]+|\{[a-z0-9-]+\}))+$/.test(path))).toEqual([])
  })

  it('describes every operation, once under each id', () => {
    expect(each(({ operation: o }) => o.description && o.summary && o.tags?.length && o.operationId)).toEqual(
      [],
    )
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length)
    const tags = new Set(document.tags.map(({ name }: { name: string }) => name))
    expect(each(({ operation }) => operation.tags?.every((tag) => tags.has(tag)))).toEqual([])
  })

  it('describes every answer, and has `default`', () => {
    expect(
      each(({ operation: { responses } }) => Object.values(responses).every((r) => r.description)),
    ).toEqual([])
    expect(each(({ operation: { responses } }) => responses.default)).toEqual([])
    expect(
      each(({ operation: { responses } }) => Object.keys(responses).some((status) => /^2/.test(status))),
    ).toEqual([])
  })

  it('describes every parameter: of a path all of them, of a query camelCase, none a key', () => {
    expect(
      each(({ operation: { parameters = [] } }) => parameters.every((p) => p.description && p.schema)),
    ).toEqual([])
    expect(
      each(({ path, operation: { parameters = [] } }) => {
        const named = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name)
        const given = parameters.filter((p) => p.in === 'path' && p.required).map((p) => p.name)
        return named.sort().join() === given.sort().join()
      }),
    ).toEqual([])
    const queries = operations.flatMap(({ operation: { parameters = [] } }) =>
      parameters.filter((p) => p.in === 'query'),
    )
    expect(
      queries.filter(({ name }) => !/^[a-z][a-zA-Z0-9]*$/.test(name) || /key|token/i.test(name)),
    ).toEqual([])
    expect(queries.filter(({ required }) => required)).toEqual([])
  })

  it('says of a filter that a value can be excluded, and of nothing else', () => {
    const excluding = operations.flatMap(({ operation: { parameters = [] } }) =>
      parameters.filter(({ description = '' }) => description.includes('excludes')).map(({ name }) => name),
    )
    expect(excluding).toContain('category')
    expect(excluding).not.toContain('fields')
  })

  it('has whole examples of all JSON that comes and goes', () => {
    const lacking = ({ operation: { requestBody, responses } }: (typeof operations)[number]) =>
      [requestBody, ...Object.values(responses)].some((message) =>
        Object.entries(message?.content ?? {}).some(
          ([type, { examples = {}, schema }]) =>
            /json/.test(type) &&
            (!schema || !Object.values(examples).some(({ value }) => value !== undefined)),
        ),
      )
    expect(each((one) => !lacking(one))).toEqual([])
  })

  it('has problem+json for every error and `default`, with its members', () => {
    const isProblem = ({ content = {} }: Answer) =>
      Object.keys(content).join() === 'application/problem+json' &&
      content['application/problem+json']?.schema?.$ref === '#/components/schemas/Problem'
    expect(
      each(({ operation: { responses } }) =>
        Object.entries(responses).every(([status, answer]) => /^[1-3]/.test(status) || isProblem(answer)),
      ),
    ).toEqual([])
    expect(Object.keys(document.components.schemas.Problem.properties)).toEqual(
      expect.arrayContaining(['type', 'title', 'status', 'detail', 'instance']),
    )
  })

  it('lists the codes that a key, a body and a query bring', () => {
    const has = (one: (typeof operations)[number], ...codes: number[]) =>
      codes.every((code) => one.operation.responses[code])
    expect(each((one) => has(one, 401, 406, 429, 500, 503))).toEqual([])
    expect(each((one) => !one.operation.security || has(one, 403))).toEqual([])
    expect(each((one) => !one.operation.requestBody || has(one, 400, 413, 415, 422))).toEqual([])
    expect(each((one) => !one.operation.parameters?.some((p) => p.in === 'query') || has(one, 400))).toEqual(
      [],
    )
    expect(each((one) => !one.path.includes('{id}') || has(one, 404))).toEqual([])
  })

  it('asks for a key to write, none to read, and never Basic', () => {
    expect(document.components.securitySchemes).toEqual({
      key: expect.objectContaining({ type: 'http', scheme: 'bearer' }),
    })
    expect(each(({ method, operation }) => method === 'get' || operation.security)).toEqual([])
  })

  it('takes no body to GET, nor to DELETE', () => {
    expect(
      each(({ method, operation }) => !['get', 'delete'].includes(method) || !operation.requestBody),
    ).toEqual([])
  })

  it('names all properties in camelCase', () => {
    const schemas: Schema[] = Object.values(document.components.schemas)
    const names = schemas.flatMap((schema) => properties(schema)).map(([name]) => name)
    expect(names.filter((name) => !/^[a-z][a-zA-Z0-9]*$/.test(name))).toEqual([])
  })

  it('describes what a dry run answers, wherever one is taken', () => {
    const takesDryRun = operations.filter(({ operation }) =>
      operation.parameters?.some(({ name }) => name === 'dryRun'),
    )
    expect(takesDryRun.length).toBeGreaterThan(10)
    const marked = ({ operation }: (typeof operations)[number]) => {
      const { schema } = operation.responses['200']?.content?.['application/json'] ?? {}
      const either: Schema[] = Array.isArray(schema?.anyOf) ? schema.anyOf : [schema]
      return either.some((one) => resolved(one)?.properties?.dryRun)
    }
    expect(takesDryRun.filter((one) => !marked(one)).map(({ name }) => name)).toEqual([])
  })

  it('pages with a limit and a page or cursor', () => {
    const paged = operations.filter(({ operation: { parameters = [] } }) =>
      parameters.some((p) => p.name === 'cursor'),
    )
    expect(paged.length).toBeGreaterThan(0)
    expect(
      paged.filter(
        ({ operation: { parameters = [] } }) =>
          !['limit', 'page'].every((name) => parameters.some((p) => p.name === name)),
      ),
    ).toEqual([])
  })

  it('points only to what it has', () => {
    const text = JSON.stringify(document)
    const refs = new Set(
      [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? ''),
    )
    expect([...refs].filter((name) => !(name in document.components.schemas))).toEqual([])
  })

  it('mounts what it documents, and documents what is mounted', () => {
    const documented = new Set(operations.map(({ method, path }) => `${method.toUpperCase()} /api/v1${path}`))
    const mounted = app.routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/v1/'))
    const known = new Set(
      mounted.map(({ method, path }) => `${method} ${path.replaceAll(/:([\w-]+)/g, '{$1}')}`),
    )
    expect([...known].filter((one) => !documented.has(one))).toEqual(['GET /api/v1/openapi.json'])
    expect([...documented].filter((one) => !known.has(one))).toEqual([])
  })
})

describe('/api-info', () => {
  it('says what the profile asks', async () => {
    expect(await (await app.request('/api/v1/api-info')).json()).toEqual({
      apiName: 'kalendarium',
      apiVersion: VERSION,
      apiReleased: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      apiDocumentation: 'https://calendar.example.org/docs',
      apiStatus: 'active',
    })
  })
})
