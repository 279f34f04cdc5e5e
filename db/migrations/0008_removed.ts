import { type Kysely, sql } from 'kysely'

/** Finds the events that went, so that their histories go after a while. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index history_removed on history (at) where action = 'removed'`.execute(db)
}
