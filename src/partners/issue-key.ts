import type { Db, Deps } from '../deps.ts'
import type { Scope } from './auth.ts'
import { KEY_BYTES, keyOf } from './key.ts'
import { insertKey, type Key } from './key-store.ts'

/** What is decided of a key before it is made. */
export interface NewKey {
  name: string
  scopes: Scope[]
  expires: Date | null
}

/** Makes a key of a partner that exists, and stores its digest. The key is in the result and nowhere else. */
export async function issueKey(
  db: Db,
  { newId, now, sha256 }: Pick<Deps, 'newId' | 'now' | 'sha256'>,
  partner: string,
  wanted: NewKey,
): Promise<Omit<Key, 'lastUsed'> & { key: string }> {
  const key = keyOf(crypto.getRandomValues(new Uint8Array(KEY_BYTES)))
  const stored = { id: newId(), ...wanted, created: now() }
  await insertKey(db, { ...stored, partner, digest: sha256(key) })
  return { ...stored, key }
}
