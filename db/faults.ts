import { BusyError } from './gate.ts'

/**
 * What a failure of the database means to the one who asked:
 * `conflict`: it contradicts what is stored (409); `unacceptable`: a value that the database cannot hold
 * (422); `retry`: lost a race against another transaction, the same again may succeed; `unavailable`: the
 * database cannot answer now (503); `busy`: so many ask that it was not asked (503). Anything else is a fault of
 * ours: null.
 */
export type DatabaseFault = 'conflict' | 'unacceptable' | 'retry' | 'unavailable' | 'busy'

/** Reads SQLSTATE (PostgreSQL, appendix A), the network's codes and the drivers' own words, through causes. */
export function databaseFault(error: unknown): DatabaseFault | null {
  for (let depth = 0, at = error; at instanceof Error && depth < 5; depth++, at = at.cause) {
    const fault =
      at instanceof BusyError ? 'busy' : isOfPreparing(at) ? 'retry' : (ofCode(at) ?? ofMessage(at.message))
    if (fault) return fault
  }
  return null
}

/** Whether the database answers nobody now, or no more than it does: what is asked next would fare no better. */
export function isAway(error: unknown): boolean {
  const fault = databaseFault(error)
  return fault === 'unavailable' || fault === 'busy'
}

/** Whether a statement was given up, as nothing was heard of it. */
export function isSilence(error: unknown): boolean {
  return error instanceof Error && SILENCE.test(error.message)
}

/** The name of the constraint that a `conflict` broke, to tell which. */
export function brokenConstraint(error: unknown): string | null {
  const name = error instanceof Error && 'constraint' in error ? error.constraint : null
  return typeof name === 'string' ? name : null
}

/**
 * Whether a statement failed because it was prepared: what it gives has changed by a migration since, or the session does
 * not hold it. (26000 and 42P05 tell of prepared statements alone; of all that 0A000 tells, the routine.)
 */
export function isOfPreparing(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error)) return false
  if (error.code === '26000' || error.code === '42P05') return true
  return error.code === '0A000' && 'routine' in error && error.routine === 'RevalidateCachedQuery'
}

const CODES: readonly [RegExp, DatabaseFault][] = [
  [/^23(505|P01|503)$/, 'conflict'],
  [/^22...$/, 'unacceptable'],
  // A value too long for an index or a text search vector.
  [/^54000$/, 'unacceptable'],
  [/^40(001|P01)$/, 'retry'],
  // Connection exceptions, insufficient resources, operator intervention (57014: a timeout), a lock not
  // had in time, a session ended by its timeout, a primary that became a replica.
  [/^(08...|53...|57P..|57014|55P03|25P0[34]|25006)$/, 'unavailable'],
  [
    /^E(CONN(REFUSED|RESET|ABORTED)|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN|NOENT)$/,
    'unavailable',
  ],
]

const NETWORK_CALL = /^(connect|read|write|getaddrinfo)$/

function ofCode(error: Error): DatabaseFault | null {
  const code = 'code' in error ? error.code : null
  if (typeof code !== 'string') return null
  // ENOENT is a missing socket only where connecting said so.
  const isFile = code === 'ENOENT' && !('syscall' in error && NETWORK_CALL.test(String(error.syscall)))
  return isFile ? null : (CODES.find(([pattern]) => pattern.test(code))?.[1] ?? null)
}

const SILENCE = /^Query read timeout/

/** The drivers' errors without a code: pg's pool and client, PGlite after close, the sockets of Workers. */
function ofMessage(message: string): DatabaseFault | null {
  const lost =
    /^Connection terminated|^connection attempt failed|^timeout exceeded when trying to connect|connection error and is not queryable|pool after calling end|^Connection ended|PGlite is clos/
  return lost.test(message) || SILENCE.test(message) ? 'unavailable' : null
}
