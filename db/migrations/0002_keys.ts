import { type Kysely, sql } from 'kysely'

/** Keys of partners, and the counts of requests that replicas share. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // A revoked key stays, as the history names it. Of the key itself only the SHA-256 is kept, in hexadecimal.
  `create table keys (
    id uuid primary key,
    partner text not null references partners (slug),
    name text not null,
    digest text not null unique,
    scopes text[] not null,
    created timestamptz not null,
    expires timestamptz,
    revoked timestamptz,
    last_used timestamptz
  )`,
  `create index keys_partner on keys (partner)`,

  // Requests that replicas have taken for themselves of what a key or an address may send until ends. After a crash
  // of the database it is empty, and all begin anew.
  `create unlogged table request_counts (
    subject text primary key,
    taken integer not null,
    ends timestamptz not null
  )`,
  `create index request_counts_ends on request_counts (ends)`,
]
