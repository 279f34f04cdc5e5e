import { sql } from 'kysely'
import type { Db } from '../deps.ts'
import type { Scope } from './auth.ts'

/** A key as its administrators see it: never the key itself. */
export interface Key {
  id: string
  name: string
  scopes: Scope[]
  created: Date
  expires: Date | null
  lastUsed: Date | null
}

/** A key that is valid now, and what it may do. */
export interface ValidKey {
  id: string
  partner: string
  /** Whether what the partner posts is published at once. */
  trusted: boolean
  scopes: Scope[]
  lastUsed: Date | null
}

/**
 * The key with that digest, if it is neither revoked nor expired. Read anew for every request and from the primary, so
 * that a revoked key is refused at the next request wherever it arrives.
 */
export async function readValidKey(db: Db, digest: string, now: Date): Promise<ValidKey | null> {
  const row = await db
    .selectFrom('keys as k')
    .innerJoin('partners as p', 'p.slug', 'k.partner')
    .select(['k.id', 'k.partner', 'p.trusted', 'k.scopes', 'k.last_used as lastUsed'])
    .where('k.digest', '=', digest)
    .where('k.revoked', 'is', null)
    .where(({ eb, or }) => or([eb('k.expires', 'is', null), eb('k.expires', '>', now)]))
    .executeTakeFirst()
  return row ?? null
}

const USE_NOTED_EVERY = 60_000

/** Whether `noteUse` has something to do. */
export function isUseDue({ lastUsed }: Pick<ValidKey, 'lastUsed'>, now: Date): boolean {
  return lastUsed === null || now.getTime() - lastUsed.getTime() >= USE_NOTED_EVERY
}

/** Notes that the key was used, unless another request did within the minute or is about to. Waits for nobody. */
export async function noteUse(db: Db, id: string, now: Date): Promise<void> {
  const before = new Date(now.getTime() - USE_NOTED_EVERY)
  await sql`update keys set last_used = ${now} where id = (
    select id from keys where id = ${id} and (last_used is null or last_used <= ${before})
    for update skip locked)`.execute(db)
}

export async function insertKey(
  db: Db,
  key: Omit<Key, 'lastUsed'> & { partner: string; digest: string },
): Promise<void> {
  await db.insertInto('keys').values(key).execute()
}

/** The keys of a partner that are not revoked, the oldest first. */
export function readKeys(db: Db, partner: string): Promise<Key[]> {
  return db
    .selectFrom('keys')
    .select(['id', 'name', 'scopes', 'created', 'expires', 'last_used as lastUsed'])
    .where('partner', '=', partner)
    .where('revoked', 'is', null)
    .orderBy('created')
    .orderBy('id')
    .execute()
}

/** Returns the key, or null where the partner has none of that id that is not revoked already. */
export async function revokeKey(db: Db, partner: string, id: string, now: Date): Promise<Key | null> {
  const row = await db
    .updateTable('keys')
    .set({ revoked: now })
    .where('id', '=', id)
    .where('partner', '=', partner)
    .where('revoked', 'is', null)
    .returning(['id', 'name', 'scopes', 'created', 'expires', 'last_used as lastUsed'])
    .executeTakeFirst()
  return row ?? null
}
