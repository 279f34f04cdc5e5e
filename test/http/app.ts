import { OpenAPIHono } from '@hono/zod-openapi'
import type { Deps } from '../../src/deps.ts'
import type { Api, Env } from '../../src/http/env.ts'
import { identify } from '../../src/http/identify.ts'
import { observe, type Timeouts } from '../../src/http/observe.ts'
import { answerError } from '../../src/http/problem.ts'
import { unmatched } from '../../src/http/unmatched.ts'
import { createMeters } from '../../src/limits/meters.ts'

/** An application of nothing but what stands around the routes. */
export function around(deps: Deps, mount: (api: Api) => void, timeouts?: Timeouts): Api {
  const api: Api = new OpenAPIHono<Env>()
  api.onError((error, c) => answerError(c, error, deps))
  api.use(observe(deps, timeouts), identify(deps, createMeters(deps)))
  mount(api)
  api.notFound(unmatched(api, deps))
  return api
}
