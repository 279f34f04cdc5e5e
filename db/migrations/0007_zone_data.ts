import { type Kysely, sql } from 'kysely'

/** Finds the few events that were made with other time-zone data without looking at all of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index events_tzdata on events (tzdata)`.execute(db)
}
