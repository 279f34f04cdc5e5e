import { OpenAPIHono, z } from '@hono/zod-openapi'
import { expect, test } from 'vitest'
import type { Env } from '../../src/http/env.ts'
import { describeOperations, operation } from '../../src/http/operation.ts'
import { once } from '../../src/once.ts'

test('schemas that are made when they are needed are made for the description alone, and of a request never', async () => {
  let made = 0
  const Thing = once(() => {
    made++
    return z.object({ name: z.string() }).openapi('Thing')
  })
  const api = new OpenAPIHono<Env>()
  operation(
    api,
    {
      method: 'put',
      path: '/things',
      operationId: 'putThing',
      tag: 'Things',
      summary: 'A thing',
      description: 'As it is now.',
      body: { schema: Thing, example: { name: 'a' } },
      responses: { 200: { description: 'The thing.', schema: Thing, example: { name: 'a' } } },
      problems: [],
    },
    (c) => c.json({ name: 'a' }),
  )
  expect((await api.request('/things', { method: 'PUT' })).status).toBe(200)
  expect(made).toBe(0)
  describeOperations(api)
  const { components } = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
  })
  expect(made).toBe(1)
  expect(components?.schemas?.Thing).toMatchObject({ properties: { name: { type: 'string' } } })
})
