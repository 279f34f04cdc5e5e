import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Parts } from '../bytes.ts'
import type { Principal } from '../partners/auth.ts'
import type { Timeouts } from './observe.ts'

/** An answer that depends on nothing but the address, what the client accepts, the revision and the minute. */
export interface Sent {
  status: number
  /** As the application mounts it. */
  route: string
  etag: string
  headers: Record<string, string>
  body: Parts | null
}

/** What the middleware leaves for handlers, as `c.var`. */
export interface Env {
  Bindings: {
    /** Where the connection comes from; undefined where that is not known. */
    address?: string | undefined
    /** Whether a body in parts is sent part by part, which spares a copy of all. */
    isSentInParts?: boolean
    /** Where a request is done again within itself: what was found out about it. */
    again?: { requestId: string; limits: Record<string, string> | undefined }
    /** To be told of an answer that may be sent again as it is, while revision and minute stand. */
    remember?: ((answer: Sent) => void) | undefined
  }
  Variables: {
    requestId: string
    /** Says what the request waits for from now on, each of which has its own time. */
    limit?: { begin(what: keyof Timeouts): void }
    /** Null without a key. */
    principal: Principal | null
    /** Header fields that tell of the client's limit; set where one is on. */
    limits?: Record<string, string>
    /** Which state of the calendar the answer shows at least. */
    revision?: number
    /** Octets of the answer's body; set by `respond`. */
    bytes?: number
    /** The same body, where it is text; set by `respond`. */
    text?: string
  }
}
export type Ctx = Context<Env>
export type Api = OpenAPIHono<Env>
