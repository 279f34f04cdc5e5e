import type { MiddlewareHandler } from 'hono'
import { isOfReadDatabase } from '../../db/reading.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import type { Api, Ctx, Env } from './env.ts'
import { LEAST_REVISION, REVISION } from './respond.ts'

/**
 * Sends public reads to the read database, where there is one, and again to the primary where that fails. What comes
 * with a key, and all that writes, is the primary's alone.
 */
export function publicReads(app: Api, deps: Deps): MiddlewareHandler<Env> {
  const { reads } = deps
  return async (c, next) => {
    const least = readLeast(c)
    if (reads && isPublicRead(c) && !c.env?.again) {
      await reads.during(least, next)
      if (c.error && isOfReadDatabase(c.error)) await again(c)
      return
    }
    if (least > 0) await deps.revision(least)
    await next()
  }

  /** The whole answer anew: part of one and part of the other would be no state that there was. */
  async function again(c: Ctx): Promise<void> {
    const { requestId, limits } = c.var
    const answer = await app.fetch(c.req.raw, { ...c.env, again: { requestId, limits } })
    c.error = undefined
    c.res = undefined
    c.res = answer
    // It has all headers already.
    c.set('bytes', Number(answer.headers.get('content-length') ?? 0))
  }
}

function isPublicRead(c: Ctx): boolean {
  return c.var.principal === null && (c.req.method === 'GET' || c.req.method === 'HEAD')
}

/** @throws Problem 400 on what is no revision */
function readLeast(c: Ctx): number {
  const text = c.req.header(LEAST_REVISION)
  if (text === undefined) return 0
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new Problem('malformed', `${LEAST_REVISION} must be a number that ${REVISION} gave.`)
}
