import type { Hono } from 'hono'
import { TrieRouter } from 'hono/router/trie-router'
import { Problem } from '../errors.ts'
import type { Ctx, Env } from './env.ts'
import { answerProblem, type ProblemContext } from './problem.ts'
import { respond } from './respond.ts'

/**
 * The answer where no route matched: 204 to OPTIONS and 405 to any other method, both with `Allow`, where the
 * path is known for other methods; else 404. To be made when all routes are mounted.
 */
export function unmatched(app: Hono<Env>, context: ProblemContext): (c: Ctx) => Response {
  const router = new TrieRouter<string>()
  for (const { method, path } of app.routes) if (method !== 'ALL') router.add('ALL', path, method)

  return (c) => {
    const known = new Set(router.match('GET', c.req.path)[0].map(([method]) => method))
    if (known.size === 0)
      return answerProblem(c, new Problem('notFound', 'There is nothing at this address.'), context)
    if (known.has('GET')) known.add('HEAD')
    const Allow = [...known.add('OPTIONS')].sort().join(', ')
    if (c.req.method === 'OPTIONS')
      return respond(c, null, { status: 204, headers: { Allow, ...preflight(known) } })
    const problem = new Problem(
      'methodNotAllowed',
      `${c.req.method} is not for this address. It takes ${Allow}.`,
    )
    return answerProblem(c, problem, context, { Allow })
  }
}

/** Reading is open to the scripts of every site; writing with a key is for servers (Fetch, CORS preflight). */
function preflight(known: ReadonlySet<string>): Record<string, string> {
  if (!known.has('GET')) return {}
  return {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'GET, HEAD',
    'Access-Control-Allow-Headers':
      'If-None-Match, If-Modified-Since, Kalendarium-Min-Revision, X-Request-Id',
    'Access-Control-Max-Age': '86400',
  }
}
