import { z } from '@hono/zod-openapi'
import type { Deps } from '../deps.ts'
import { etag } from '../http/conditional.ts'
import type { Api } from '../http/env.ts'
import { json, operation } from '../http/operation.ts'
import { JSON_TYPE, respond } from '../http/respond.ts'
import { unchanged } from '../http/unchanged.ts'
import { RELEASED, VERSION } from '../version.ts'
import { API_ROOT, openApiDocument } from './openapi.ts'

/** What the API says of itself. */
export function aboutRoutes(api: Api, { config, sha256 }: Deps): void {
  operation(
    api,
    {
      method: 'get',
      path: `${API_ROOT}/api-info`,
      operationId: 'getApiInfo',
      tag: 'About',
      summary: 'About this API',
      description: 'Name, version, release and status, as the national REST API profile asks.',
      responses: { 200: { description: 'About this API.', schema: ApiInfo, example: EXAMPLE_INFO } },
      problems: [],
    },
    (c) =>
      json(c, {
        apiName: 'kalendarium',
        apiVersion: VERSION,
        apiReleased: RELEASED,
        apiDocumentation: `${config.publicUrl}/docs`,
        apiStatus: 'active',
      } satisfies z.infer<typeof ApiInfo>),
  )

  let document: { text: string; tag: string } | undefined
  const describe = () => {
    const text = JSON.stringify(openApiDocument(api, config))
    return { text, tag: etag(sha256(text).slice(0, 20)) }
  }
  api.get(`${API_ROOT}/openapi.json`, (c) => {
    // Made at the first request, when all is mounted.
    document ??= describe()
    const answer = { type: JSON_TYPE, etag: document.tag, cacheControl: 'public, max-age=300' }
    return unchanged(c, { etag: document.tag }, answer) ?? respond(c, document.text, answer)
  })
  api.get('/openapi.json', (c) =>
    respond(c, null, { status: 308, headers: { Location: `${config.publicUrl}${API_ROOT}/openapi.json` } }),
  )
}

const ApiInfo = z
  .object({
    apiName: z.string(),
    apiVersion: z.string(),
    apiReleased: z.iso.date(),
    apiDocumentation: z.url(),
    apiStatus: z.enum(['active', 'deprecated', 'retired']),
  })
  .openapi('ApiInfo')

const EXAMPLE_INFO = {
  apiName: 'kalendarium',
  apiVersion: '1.0.0',
  apiReleased: '2026-11-24',
  apiDocumentation: 'https://calendar.example.org/docs',
  apiStatus: 'active',
}
