import { type DatabaseFault, databaseFault } from '../../db/faults.ts'
import type { Config } from '../config.ts'
import { fewOf, PROBLEMS, Problem, type ProblemCode } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Ctx } from './env.ts'
import { respond } from './respond.ts'

export const PROBLEM_TYPE = 'application/problem+json'

export interface ProblemContext {
  config: Pick<Config, 'publicUrl'>
  log: Log
}

/**
 * The answer to whatever was thrown: a Problem as it is, a failure of the database by its meaning, anything
 * else as a 500 that tells an id, under which the log has the rest.
 */
export function answerError(c: Ctx, error: unknown, context: ProblemContext): Response {
  if (error instanceof Problem) return answerProblem(c, error, context)
  const fault = databaseFault(error)
  if (fault !== null) {
    // Where too much is asked, a line for each refusal would be more of the same; the metrics count them.
    const level = fault === 'busy' ? 'debug' : 'warn'
    context.log[level]({ requestId: c.var.requestId, fault, error }, 'the database refused')
    return answerProblem(c, DATABASE_PROBLEMS[fault], context)
  }
  context.log.error({ requestId: c.var.requestId, error }, 'request failed')
  const id = c.var.requestId
  return answerProblem(
    c,
    new Problem('internal', `Tell its id to those who run this calendar: ${id}`),
    context,
  )
}

/** RFC 9457: the problem as application/problem+json. `headers` are those that its kind does not imply. */
export function answerProblem(
  c: Ctx,
  problem: Problem,
  context: ProblemContext,
  headers: Record<string, string> = {},
): Response {
  const { status } = PROBLEMS[problem.code]
  const body = problemBody(problem, new URL(c.req.url).pathname, context.config.publicUrl, c.var.requestId)
  return respond(c, JSON.stringify(body), {
    status,
    type: PROBLEM_TYPE,
    headers: { ...HEADERS[problem.code], ...headers },
  })
}

/** Faults that one answer tells of. */
const MOST_TOLD = 50

/** The members of a problem, also where it is one of many in an answer (batch, import). */
export function problemBody(problem: Problem, instance: string, publicUrl: string, id?: string) {
  const { status, title } = PROBLEMS[problem.code]
  return {
    type: problemType(problem.code, publicUrl),
    title,
    status,
    detail: problem.message,
    instance,
    ...(problem.code === 'internal' && id !== undefined ? { id } : {}),
    ...(problem.errors.length > 0 ? { errors: fewOf(problem.errors, MOST_TOLD) } : {}),
  }
}

/** The URI that names a kind of problem; it leads to its explanation. */
export function problemType(code: ProblemCode, publicUrl: string): string {
  return `${publicUrl}/problems/${problemSlug(code)}`
}

/** `notFound` → `not-found`. */
export function problemSlug(code: string): string {
  return code.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

const DATABASE_PROBLEMS: Record<DatabaseFault, Problem> = {
  conflict: new Problem('conflict', 'It contradicts what is stored. Read again, and retry.'),
  unacceptable: new Problem('unprocessable', 'It holds a value that cannot be stored.'),
  retry: new Problem('unavailable', 'It lost a race against another request. Send it again.'),
  unavailable: new Problem('unavailable', 'The database cannot answer now. Try again soon.'),
  busy: new Problem('unavailable', 'More is asked now than can be answered soon. Try again soon.'),
}

/** What RFC 9110 (and 6750 §3) asks to stand beside a status. */
const HEADERS: Partial<Record<ProblemCode, Record<string, string>>> = {
  unauthorized: { 'WWW-Authenticate': 'Bearer realm="kalendarium"' },
  unavailable: { 'Retry-After': '5' },
  stillRunning: { 'Retry-After': '1' },
}
