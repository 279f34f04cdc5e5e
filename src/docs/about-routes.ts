import { z } from '@hono/zod-openapi'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/env.ts'
import { operation } from '../http/operation.ts'
import { type Representation, representationOf, send } from '../http/representation.ts'
import { JSON_TYPE, respond } from '../http/respond.ts'
import { once } from '../once.ts'
import { RELEASED, VERSION } from '../version.ts'
import { API_ROOT, type OpenApiDocument } from './openapi.ts'

/** What the API says of itself. */
export function aboutRoutes(api: Api, deps: Deps, describe: () => OpenApiDocument): void {
  const { config } = deps
  let info: Representation | undefined
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
    (c) => {
      const about = {
        apiName: 'kalendarium',
        apiVersion: VERSION,
        apiReleased: RELEASED,
        apiDocumentation: `${config.publicUrl}/docs`,
        apiStatus: 'active',
      } satisfies z.infer<ReturnType<typeof ApiInfo>>
      info ??= representationOf(deps, JSON.stringify(about), new Date(RELEASED))
      return send(c, info, { type: JSON_TYPE })
    },
  )

  let document: Representation | undefined
  api.get(`${API_ROOT}/openapi.json`, (c) => {
    document ??= representationOf(deps, JSON.stringify(describe()), new Date(RELEASED))
    return send(c, document, { type: JSON_TYPE })
  })
  api.get('/openapi.json', (c) =>
    respond(c, null, { status: 308, headers: { Location: `${config.publicUrl}${API_ROOT}/openapi.json` } }),
  )
}

const ApiInfo = once(() =>
  z
    .object({
      apiName: z.string(),
      apiVersion: z.string(),
      apiReleased: z.iso.date(),
      apiDocumentation: z.url(),
      apiStatus: z.enum(['active', 'deprecated', 'retired']),
    })
    .openapi('ApiInfo'),
)

const EXAMPLE_INFO = {
  apiName: 'kalendarium',
  apiVersion: '1.0.0',
  apiReleased: '2026-11-24',
  apiDocumentation: 'https://calendar.example.org/docs',
  apiStatus: 'active',
}
