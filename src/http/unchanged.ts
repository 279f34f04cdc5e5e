import { isNotModified, type Validators } from './conditional.ts'
import type { Ctx } from './env.ts'
import { type Answer, respond } from './respond.ts'

/**
 * The 304 where the request's conditions ask for it, else null. Throws Problem `preconditionFailed`.
 * To be asked before the representation is made. `answer` is what the 200 would have (RFC 9110 §15.4.5).
 */
export function unchanged(c: Ctx, validators: Validators, answer: Answer = {}): Response | null {
  if (!isNotModified(c, validators)) return null
  return respond(c, null, { ...answer, ...validators, type: undefined, status: 304 })
}
