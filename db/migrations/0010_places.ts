import { type Kysely, sql } from 'kysely'

/**
 * Where events are, so that what is near a place, or that nothing is, needs no look at all that comes before it in time. By
 * event, as an occurrence is elsewhere only where a change says so.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const OF_EVENT = `point((content -> 'location' ->> 'longitude')::float8, (content -> 'location' ->> 'latitude')::float8)`
const OF_OCCURRENCE = 'point(longitude, latitude)'

const STATEMENTS = [
  `create index events_place on events using gist (${OF_EVENT}) where ${OF_EVENT} is not null`,
  `create index occurrences_changed_place on occurrences using gist (${OF_OCCURRENCE})
    where changed and ${OF_OCCURRENCE} is not null`,
]
