import { type Kysely, sql } from 'kysely'

/** The core: organisations, categories, events, their occurrences, rendered feed entries, tombstones. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // One row: the revision grows with every change of what the public sees, in the change's transaction.
  `create table calendar (
    id smallint primary key default 1 check (id = 1),
    revision bigint not null default 1,
    changed timestamptz not null default now()
  )`,
  `insert into calendar default values`,

  `create table partners (
    slug text primary key,
    name text not null,
    url text,
    email text,
    trusted boolean not null default false,
    created timestamptz not null default now()
  )`,
  `insert into partners (slug, name, trusted) values ('house', '', true)`,

  `create table categories (slug text primary key, name jsonb not null, color text)`,

  `create table events (
    id uuid primary key,
    partner text not null references partners (slug),
    external_id text,
    uid text not null,
    feed_uid text not null unique,
    slug text not null,
    state text not null check (state in ('draft', 'submitted', 'published', 'rejected', 'archived')),
    sequence integer not null default 0,
    version integer not null default 1,
    created timestamptz not null,
    updated timestamptz not null,
    published timestamptz,
    content jsonb not null,
    html jsonb,
    terms text[] not null,
    search tsvector not null,
    time_zone text not null,
    next_start timestamptz not null,
    last_end timestamptz,
    kept_from timestamptz,
    kept_until timestamptz,
    renew timestamptz,
    tzdata text not null,
    constraint events_partner_external_id unique (partner, external_id),
    constraint events_partner_uid unique (partner, uid)
  )`,
  `comment on column events.next_start is 'start of the first occurrence'`,
  `comment on column events.last_end is 'end of the last occurrence; null for an endless series'`,
  `comment on column events.kept_from is 'occurrences starting before are not in the table; null: all are'`,
  `comment on column events.kept_until is 'occurrences starting then or later are not in the table; null: all are'`,
  `comment on column events.renew is 'when the kept window is to be moved on'`,
  `create index events_start on events (next_start, id) where state = 'published'`,
  `create index events_updated on events (updated, id) where state = 'published'`,
  `create index events_last_end on events (last_end) where state = 'published'`,
  `create index events_state on events (state, updated) where state <> 'published'`,
  `create index events_search on events using gin (search)`,
  `create index events_terms on events using gin (terms)`,
  `create index events_renew on events (renew) where renew is not null`,
  `create index events_kept_until on events (kept_until) where kept_until is not null`,
  `create index events_kept_from on events (kept_from) where kept_from is not null`,
  `create view published_events as select * from events where state = 'published'`,

  // A cache of what the schedules say, in UTC, made when an event is written. span is the class of the
  // occurrence's length (src/events/span.ts): how far back a window must look for what still runs.
  `create table occurrences (
    event_id uuid not null references events (id) on delete cascade,
    recurrence_id text not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    span smallint not null,
    public boolean not null,
    changed boolean not null,
    terms text[] not null,
    latitude double precision,
    longitude double precision,
    primary key (event_id, recurrence_id)
  )`,
  `create index occurrences_start on occurrences (starts_at, event_id, recurrence_id) where public`,
  `create index occurrences_long on occurrences (span, starts_at) where public and span > 0`,
  `create index occurrences_terms on occurrences using gin (terms) where public`,
  `create view published_occurrences as select * from occurrences where public`,

  // Display spelling of folded terms (tag:jazz → Jazz).
  `create table labels (term text primary key, label text not null)`,

  // The VEVENTs of a published event in one language. status_mode and omit_mode are null where they equal mark.
  `create table feed_entries (
    event_id uuid not null references events (id) on delete cascade,
    lang text not null,
    mark text not null,
    status_mode text,
    omit_mode text,
    primary key (event_id, lang)
  )`,

  // Every address an event ever had; the current one is events.slug.
  `create table slugs (slug text primary key, event_id uuid not null)`,
  `create index slugs_event on slugs (event_id)`,

  // What was public and is no more: UID, times and CANCELLED, for the feeds.
  `create table tombstones (
    event_id uuid primary key,
    partner text not null,
    uid text not null,
    feed_uid text not null,
    sequence integer not null,
    removed timestamptz not null,
    time_zone text not null,
    last_end timestamptz,
    terms text[] not null,
    entry text not null
  )`,
  `create index tombstones_removed on tombstones (removed)`,
  `create index tombstones_feed_uid on tombstones (feed_uid)`,
]
