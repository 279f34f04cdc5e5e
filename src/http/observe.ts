import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import { createAccount } from './account.ts'
import type { Env } from './env.ts'
import { answerProblem } from './problem.ts'
import { commonHeaders } from './respond.ts'

/** The longest that one request may take, in milliseconds. */
export const REQUEST_TIMEOUT = 30_000

/**
 * Around everything: the request's id, its longest time (then 503; what it began in the database is left to
 * the statement timeout), a line in the log without the query, and the metrics.
 */
export function observe(deps: Deps, timeout = REQUEST_TIMEOUT): MiddlewareHandler<Env> {
  const account = createAccount(deps)
  return async (c, next) => {
    if (c.env?.again) {
      c.set('requestId', c.env.again.requestId)
      return next()
    }
    const began = performance.now()
    const { method, path } = c.req
    const requestId = requestIdOf(c.req.header('x-request-id'), deps)
    c.set('requestId', requestId)

    if (await isLate(next(), timeout)) {
      c.res = answerProblem(c, new Problem('unavailable', 'This took too long. Try again.'), deps)
    } else if (c.var.bytes === undefined) {
      // Made elsewhere than in `respond`: an answer of a library.
      for (const [name, value] of Object.entries(commonHeaders(c, c.res.status)))
        c.res.headers.set(name, value)
    }

    const took = performance.now() - began
    const { status } = c.res
    const route = matchedRoutes(c).findLast((matched) => matched.method !== 'ALL')?.path ?? 'none'
    account({ requestId, method, path, route, status, bytes: c.var.bytes, took })
  }
}

/** The id that a proxy in front gave, if it is one; else a new one. */
export function requestIdOf(given: string | undefined, { newId }: Pick<Deps, 'newId'>): string {
  return given !== undefined && /^[\w.:-]{1,100}$/.test(given) ? given : newId()
}

async function isLate(work: Promise<void>, timeout: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<true>()
  const timer = setTimeout(() => resolve(true), timeout)
  try {
    return (await Promise.race([work, promise])) === true
  } finally {
    clearTimeout(timer)
  }
}
