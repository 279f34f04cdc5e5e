import type { Db } from '../deps.ts'

/** An organisation that posts events. The house's name is '' until it is given one. */
export interface Partner {
  slug: string
  name: string
  url: string | null
  email: string | null
  /** Whether what it posts is published at once. */
  trusted: boolean
}

const COLUMNS = ['slug', 'name', 'url', 'email', 'trusted'] as const

/** All, in no order that a reader could use: names are sorted by language. */
export function readPartners(db: Db): Promise<Partner[]> {
  return db.selectFrom('partners').select(COLUMNS).execute()
}

export async function readPartner(db: Db, slug: string): Promise<Partner | null> {
  return (await db.selectFrom('partners').select(COLUMNS).where('slug', '=', slug).executeTakeFirst()) ?? null
}

export async function storePartner(db: Db, partner: Partner): Promise<void> {
  const { slug, ...row } = partner
  await db
    .insertInto('partners')
    .values(partner)
    .onConflict((conflict) => conflict.column('slug').doUpdateSet(row))
    .execute()
}

/** The ids, sorted, of the partner's events of any state. */
export async function eventsOf(db: Db, slug: string): Promise<string[]> {
  const rows = await db.selectFrom('events').select('id').where('partner', '=', slug).orderBy('id').execute()
  return rows.map(({ id }) => id)
}
