import { type Kysely, sql } from 'kysely'

/** Named views: filters that have an address of their own and can be pointed elsewhere. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table views (
    slug text primary key,
    name jsonb not null,
    query text not null,
    description jsonb
  )`.execute(db)
}
