import { type Selectable, sql } from 'kysely'
import type { WebhookTable } from '../../db/schema.ts'
import type { Db } from '../deps.ts'

/** A hook, its secrets apart. */
export type Webhook = Omit<Selectable<WebhookTable>, 'secret' | 'old_secret' | 'old_secret_until'>

const COLUMNS = [
  'id',
  'partner',
  'slug',
  'url',
  'types',
  'hears_all',
  'disabled',
  'failures',
  'created',
] as const

export function readHooks(db: Db, partner: string): Promise<Webhook[]> {
  return db.selectFrom('webhooks').select(COLUMNS).where('partner', '=', partner).orderBy('slug').execute()
}

export async function readHook(db: Db, partner: string, slug: string): Promise<Webhook | null> {
  const found = db
    .selectFrom('webhooks')
    .select(COLUMNS)
    .where('partner', '=', partner)
    .where('slug', '=', slug)
  return (await found.executeTakeFirst()) ?? null
}

type Wanted = Pick<Webhook, 'partner' | 'slug' | 'url' | 'types' | 'hears_all'>

/** @returns null where the partner has one of this slug already */
export async function insertHook(
  db: Db,
  wanted: Wanted & { id: string; secret: string },
): Promise<Webhook | null> {
  const inserted = db
    .insertInto('webhooks')
    .values(wanted)
    .onConflict((conflict) => conflict.columns(['partner', 'slug']).doNothing())
    .returning(COLUMNS)
  return (await inserted.executeTakeFirst()) ?? null
}

/** Sends again, too, where sending had stopped. */
export async function changeHook(db: Db, { partner, slug, url, types, hears_all }: Wanted): Promise<void> {
  await db
    .updateTable('webhooks')
    .set({ url, types, hears_all, disabled: null, failures: 0 })
    .where('partner', '=', partner)
    .where('slug', '=', slug)
    .execute()
}

/** @returns false where there is none */
export async function removeHook(db: Db, partner: string, slug: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('webhooks')
    .where('partner', '=', partner)
    .where('slug', '=', slug)
    .executeTakeFirst()
  return numDeletedRows > 0
}

/** For a day both secrets sign; the one before the last signs no more. @returns false where there is no such hook */
export async function rotateSecret(db: Db, partner: string, slug: string, secret: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('webhooks')
    .set((eb) => ({
      secret,
      old_secret: eb.ref('secret'),
      old_secret_until: sql<Date>`now() + interval '24 hours'`,
    }))
    .where('partner', '=', partner)
    .where('slug', '=', slug)
    .executeTakeFirst()
  return numUpdatedRows > 0
}

export type Delivery = Awaited<ReturnType<typeof readDeliveries>>[number]

const DELIVERY_COLUMNS = [
  'id', 'message_id', 'event_id', 'type', 'state', 'attempts', 'created', 'due', 'finished', 'last_status',
  'last_error',
] as const // biome-ignore format: a list to read

/** The newest first. @param before a delivery's number, to go on after it */
export function readDeliveries(
  db: Db,
  webhookId: string,
  { before, limit, messageId }: { before?: number; limit: number; messageId?: string },
) {
  let query = db.selectFrom('deliveries').select(DELIVERY_COLUMNS).where('webhook_id', '=', webhookId)
  if (before !== undefined) query = query.where('id', '<', before)
  if (messageId !== undefined) query = query.where('message_id', '=', messageId)
  return query.orderBy('id', 'desc').limit(limit).execute()
}

/** Sends a message again, at once, and then for three days more; one that is under way is left alone. */
export async function replay(db: Db, webhookId: string, messageId: string): Promise<void> {
  await sql`
    update deliveries set state = 'pending', attempts = 0, since = now(), due = now(), claim = null, finished = null
    where webhook_id = ${webhookId}::uuid and message_id = ${messageId}
      and not (state = 'pending' and claim is not null and due > now())`.execute(db)
}
