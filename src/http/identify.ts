import type { MiddlewareHandler } from 'hono'
import { type AuthContext, authenticate } from '../partners/auth.ts'
import type { Env } from './env.ts'

/**
 * Whose key it is, as `c.var.principal`. A key that is not known is refused on reads too, so that nobody takes
 * a public answer for what the key may see.
 */
export function identify(context: AuthContext): MiddlewareHandler<Env> {
  return async (c, next) => {
    c.set('principal', await authenticate(c.req.header('authorization'), context))
    await next()
  }
}
