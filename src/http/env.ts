import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Principal } from '../partners/auth.ts'

/** What the middleware leaves for handlers, as `c.var`. */
export interface Env {
  Variables: {
    requestId: string
    /** Null without a key. */
    principal: Principal | null
    /** Octets of the answer's body; set by `respond`. */
    bytes?: number
  }
}
export type Ctx = Context<Env>
export type Api = OpenAPIHono<Env>
