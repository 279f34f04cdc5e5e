import { type Kysely, sql } from 'kysely'

/** Feeds that are fetched again and again, and which events came of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table sources (
    id uuid primary key,
    partner text not null references partners (slug),
    slug text not null,
    url text not null,
    interval text not null,
    interval_seconds integer not null,
    remove_missing boolean not null,
    created timestamptz not null default now(),
    next_run timestamptz not null default now(),
    lease uuid,
    leased_until timestamptz,
    last_run timestamptz,
    last_success timestamptz,
    runs integer not null default 0,
    failed_runs integer not null default 0,
    failures integer not null default 0,
    error text,
    result jsonb,
    etag text,
    last_modified text,
    digest text,
    constraint sources_partner_slug unique (partner, slug)
  )`,
  `comment on column sources.lease is 'names the run that is under way'`,
  `comment on column sources.failures is 'failed runs in a row'`,
  `comment on column sources.digest is 'SHA-256 of the file that was last taken'`,
  `create index sources_next_run on sources (next_run)`,

  // Only what a source created is its own: the partner's other events are never archived for it.
  `create table source_events (
    event_id uuid primary key references events (id) on delete cascade,
    source_id uuid not null references sources (id) on delete cascade,
    archived boolean not null default false
  )`,
  `comment on column source_events.archived is 'archived since it vanished from the source'`,
  `create index source_events_source on source_events (source_id)`,
]
