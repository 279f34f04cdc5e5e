import { databaseFault } from '../../db/faults.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import { isWellFormedKey } from './key.ts'
import { isUseDue, noteUse, readValidKey, type ValidKey } from './key-store.ts'

export const SCOPES = ['events:write', 'events:moderate', 'admin'] as const
export type Scope = (typeof SCOPES)[number]

/** The calendar's own organisation. */
export const HOUSE = 'house'

/** Who a key speaks for. */
export interface Principal {
  /** The slug of the partner that the key acts for; a key that moderates acts for `house`. */
  partner: string
  /** Whether what it posts is published at once: a trusted partner's, and a moderator's always. */
  trusted: boolean
  scopes: readonly Scope[]
  /** Names the key in logs and history; not secret. */
  keyId: string
}

export type AuthContext = Pick<Deps, 'db' | 'now' | 'sha256' | 'background' | 'log'> & {
  config: Pick<Deps['config'], 'adminKey'>
}

/**
 * Who sends the request, by its `Authorization: Bearer KEY` (RFC 6750 §2.1); null without the header.
 * Throws Problem `unauthorized` for any other scheme and for a key that is not known, revoked or expired: all in
 * the same words.
 */
export async function authenticate(
  header: string | undefined,
  context: AuthContext,
): Promise<Principal | null> {
  if (header === undefined) return null
  const key = /^Bearer +([\x21-\x7e]{1,512})$/i.exec(header)?.[1]
  if (key === undefined) throw new Problem('unauthorized', 'Send the key as "Authorization: Bearer KEY".')
  const digest = context.sha256(key)
  const { adminKey } = context.config
  if (adminKey !== undefined && isSame(digest, context.sha256(adminKey))) return ADMIN
  const now = context.now()
  const valid = isWellFormedKey(key) ? await readValidKey(context.db, digest, now) : null
  if (valid === null) throw new Problem('unauthorized', 'The key is not known, or is no longer valid.')
  if (isUseDue(valid, now)) context.background(noted(valid, now, context))
  return principalOf(valid)
}

/** Gives the principal back where it may act under one of the scopes; else throws `unauthorized` or `forbidden`. */
export function requireScope(
  principal: Principal | null,
  ...scopes: readonly [Scope, ...Scope[]]
): Principal {
  if (principal === null) throw new Problem('unauthorized', 'This needs "Authorization: Bearer KEY".')
  if (scopes.some((scope) => hasScope(principal, scope))) return principal
  throw new Problem('forbidden', `The key lacks the scope ${scopes.join(' or ')}.`)
}

/** Whether the principal may act under `scope`. `admin` covers all, `events:moderate` writing too. */
export function hasScope(principal: Pick<Principal, 'scopes'>, scope: Scope): boolean {
  return principal.scopes.some((own) => COVERS[own].includes(scope))
}

/** Whether a key acts for the whole calendar, and not for one partner alone. */
export function moderates(principal: Pick<Principal, 'scopes'>): boolean {
  return hasScope(principal, 'events:moderate')
}

const COVERS: Record<Scope, readonly Scope[]> = {
  'events:write': ['events:write'],
  'events:moderate': ['events:write', 'events:moderate'],
  admin: SCOPES,
}

const ADMIN: Principal = { partner: HOUSE, trusted: true, scopes: ['admin'], keyId: 'ADMIN_KEY' }

function principalOf({ id, partner, trusted, scopes }: ValidKey): Principal {
  if (moderates({ scopes })) return { partner: HOUSE, trusted: true, scopes, keyId: id }
  return { partner, trusted, scopes, keyId: id }
}

/** A note of use that fails costs nothing but the note. */
async function noted({ id }: ValidKey, now: Date, { db, log }: AuthContext): Promise<void> {
  try {
    await noteUse(db, id, now)
  } catch (error) {
    log.debug({ keyId: id, fault: databaseFault(error) }, 'the use of a key was not noted')
  }
}

/** Compares two digests in a time that does not tell where they differ. */
function isSame(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}
