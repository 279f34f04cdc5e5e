import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import { createAccount } from './account.ts'
import type { Env } from './env.ts'
import { answerProblem } from './problem.ts'
import { commonHeaders } from './respond.ts'

/** How long a request may take, in milliseconds. */
export interface Timeouts {
  /** Until its body is there. Node has the same limit for all of a request (`listen`). */
  body: number
  /** To do what it asks for. */
  work: number
}
const TIMEOUTS: Timeouts = { body: 60_000, work: 30_000 }

/**
 * Around everything: the request's id, its longest time (then 503; what it began in the database is left to
 * the statement timeout), a line in the log without the query, and the metrics.
 */
export function observe(deps: Deps, timeouts = TIMEOUTS): MiddlewareHandler<Env> {
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

    const limit = createLimit(timeouts)
    c.set('limit', limit)
    const late = await Promise.race([next().then(() => null), limit.passed]).finally(limit.end)
    if (late) {
      c.res = answerProblem(c, new Problem('unavailable', LATE[late]), deps)
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

const LATE: Record<keyof Timeouts, string> = {
  body: 'The body took too long to come.',
  work: 'This took too long. Try again.',
}

/** `passed` resolves with what a request has taken too long for. Each thing has its own time, from its beginning. */
function createLimit(timeouts: Timeouts) {
  const { promise: passed, resolve } = Promise.withResolvers<keyof Timeouts>()
  const begin = (what: keyof Timeouts) => setTimeout(() => resolve(what), timeouts[what])
  let timer = begin('work')
  const end = () => clearTimeout(timer)
  return {
    passed,
    begin(what: keyof Timeouts) {
      end()
      timer = begin(what)
    },
    end,
  }
}
