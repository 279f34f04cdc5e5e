import { type Kysely, sql } from 'kysely'

/**
 * What a window looks at stands in its indexes: what began before and still runs is mostly what has ended, and telling
 * that cost a look into the table for each, at a place of its own.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create index occurrences_window on occurrences (starts_at, event_id, recurrence_id)
    include (ends_at, span, changed) where public`,
  `drop index occurrences_start`,
  `create index occurrences_long_window on occurrences (span, starts_at, event_id, recurrence_id)
    include (ends_at, changed) where public and span > 0`,
  `drop index occurrences_long`,
]
