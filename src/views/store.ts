import type { Db } from '../deps.ts'
import type { Localized } from '../events/model.ts'

/** A filter with a name and an address of its own. `query` is a query string, without a question mark. */
export interface View {
  slug: string
  name: Localized
  query: string
  description: Localized | null
}

const COLUMNS = ['slug', 'name', 'query', 'description'] as const

/** All, by slug. */
export function readViews(db: Db): Promise<View[]> {
  return db.selectFrom('views').select(COLUMNS).orderBy('slug').execute()
}

export async function readView(db: Db, slug: string): Promise<View | null> {
  return (await db.selectFrom('views').select(COLUMNS).where('slug', '=', slug).executeTakeFirst()) ?? null
}

export async function storeView(db: Db, { slug, name, query, description }: View): Promise<void> {
  const row = { name: JSON.stringify(name), query, description: description && JSON.stringify(description) }
  await db
    .insertInto('views')
    .values({ slug, ...row })
    .onConflict((conflict) => conflict.column('slug').doUpdateSet(row))
    .execute()
}

/** What it was; null where there is none. */
export async function removeView(db: Db, slug: string): Promise<View | null> {
  return (await db.deleteFrom('views').where('slug', '=', slug).returning(COLUMNS).executeTakeFirst()) ?? null
}
