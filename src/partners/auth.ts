import type { Config } from '../config.ts'
import { Problem } from '../errors.ts'

export const SCOPES = ['events:write', 'events:moderate', 'admin'] as const
export type Scope = (typeof SCOPES)[number]

/** Who a key speaks for. */
export interface Principal {
  /** The slug of the partner that the key belongs to; `house` is the calendar's own organisation. */
  partner: string
  scopes: readonly Scope[]
  /** Names the key in logs and history; not secret. */
  keyId: string
}

export interface AuthContext {
  config: Pick<Config, 'adminKey'>
  sha256(text: string): string
}

/**
 * Who sends the request, by its `Authorization: Bearer KEY` (RFC 6750 §2.1); null without the header.
 * Throws Problem `unauthorized` for any other scheme and for a key that is not known. The answer is a
 * promise as keys of partners are looked up in the database.
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
  throw new Problem('unauthorized', 'The key is not known, or is no longer valid.')
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
export function hasScope(principal: Principal, scope: Scope): boolean {
  return principal.scopes.some((own) => COVERS[own].includes(scope))
}

const COVERS: Record<Scope, readonly Scope[]> = {
  'events:write': ['events:write'],
  'events:moderate': ['events:write', 'events:moderate'],
  admin: SCOPES,
}

const ADMIN: Principal = { partner: 'house', scopes: ['admin'], keyId: 'ADMIN_KEY' }

/** Compares two digests in a time that does not tell where they differ. */
function isSame(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}
