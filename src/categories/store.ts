import { sql } from 'kysely'
import { term } from '../calendar/terms.ts'
import type { Db } from '../deps.ts'
import type { Localized } from '../events/model.ts'

/** One of the calendar's own subjects. `color` is `#rrggbb`. */
export interface Category {
  slug: string
  name: Localized
  color: string | null
}

/** All, in no order that a reader could use: names are sorted by language. */
export function readCategories(db: Db): Promise<Category[]> {
  return db.selectFrom('categories').select(['slug', 'name', 'color']).execute()
}

export async function readCategory(db: Db, slug: string): Promise<Category | null> {
  const found = db.selectFrom('categories').select(['slug', 'name', 'color']).where('slug', '=', slug)
  return (await found.executeTakeFirst()) ?? null
}

export async function storeCategory(db: Db, { slug, name, color }: Category): Promise<void> {
  const row = { name: JSON.stringify(name), color }
  await db
    .insertInto('categories')
    .values({ slug, ...row })
    .onConflict((conflict) => conflict.column('slug').doUpdateSet(row))
    .execute()
}

export async function removeCategory(db: Db, slug: string): Promise<void> {
  await db.deleteFrom('categories').where('slug', '=', slug).execute()
}

/** The ids, sorted, of the events that carry the category, be it in one changed occurrence alone. */
export async function eventsIn(db: Db, slug: string, which: 'all' | 'published' = 'all'): Promise<string[]> {
  const wanted = sql`array[${term('category', slug)}]::text[]`
  const prefix = which === 'all' ? '' : 'published_'
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(`${prefix}events`)} where terms @> ${wanted}
    union select event_id from ${sql.table(`${prefix}occurrences`)} where changed and terms @> ${wanted}
    order by id`.execute(db)
  return rows.map(({ id }) => id)
}
