import { type Kysely, sql } from 'kysely'

/** The change log, answers kept for idempotency keys, webhooks with their outbox. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `alter table calendar add column log uuid not null default gen_random_uuid()`,
  `alter table calendar add column pruned bigint not null default 0`,
  `comment on column calendar.log is 'names this log, so that a cursor of another is told from one of ours'`,
  `comment on column calendar.pruned is 'removals up to this revision are no longer in the log'`,

  // One row for each change of what the public sees. Revisions are given out under the lock of the calendar's row,
  // which lasts until the commit: their order is the order of commits.
  `create table changes (
    revision bigint primary key,
    event_id uuid not null,
    type text not null,
    terms text[] not null,
    at timestamptz not null default now()
  )`,
  `comment on column changes.terms is 'of the event before and after: whoever filters by one of these must hear of it'`,
  // What is public already is as if it were published now, in the order in which it changed.
  `insert into changes (revision, event_id, type, terms, at)
    select c.revision + row_number() over (order by e.updated, e.id), e.id, 'event.published', e.terms, e.updated
    from calendar c, events e where e.state = 'published'`,
  `update calendar set revision = revision + (select count(*) from changes)`,

  `create table idempotency (
    id text primary key,
    request text not null,
    status smallint not null,
    headers jsonb not null,
    body text not null,
    created timestamptz not null default now()
  )`,
  `comment on column idempotency.id is 'SHA-256 of partner, method, path and key'`,
  `comment on column idempotency.request is 'SHA-256 of what was asked'`,
  `create index idempotency_created on idempotency (created)`,

  `create table webhooks (
    id uuid primary key,
    partner text not null references partners (slug),
    slug text not null,
    url text not null,
    types text[] not null,
    hears_all boolean not null,
    secret text not null,
    old_secret text,
    old_secret_until timestamptz,
    disabled text,
    failures integer not null default 0,
    created timestamptz not null default now(),
    unique (partner, slug)
  )`,
  `comment on column webhooks.hears_all is 'of the events of every partner, not of its own alone'`,
  `comment on column webhooks.disabled is 'why nothing is sent any more; null: it is'`,
  `comment on column webhooks.failures is 'attempts that failed since the last that did not'`,

  `create table deliveries (
    id bigint generated always as identity primary key,
    webhook_id uuid not null references webhooks (id) on delete cascade,
    message_id text not null,
    event_id uuid not null,
    type text not null,
    body text not null,
    state text not null default 'pending' check (state in ('pending', 'delivered', 'failed')),
    attempts integer not null default 0,
    created timestamptz not null default now(),
    since timestamptz not null default now(),
    due timestamptz not null default now(),
    claim uuid,
    finished timestamptz,
    last_status smallint,
    last_error text,
    unique (webhook_id, message_id)
  )`,
  `comment on column deliveries.body is 'what is signed and sent, to the octet'`,
  `comment on column deliveries.since is 'when the days of trying began'`,
  `comment on column deliveries.due is 'when it is tried next; while it is being sent, when that counts as lost'`,
  `comment on column deliveries.claim is 'who sends it: only the latest may write down what came of it'`,
  `create index deliveries_due on deliveries (webhook_id, due) where state = 'pending'`,
  `create index deliveries_order on deliveries (webhook_id, event_id, id) where state = 'pending'`,
  `create index deliveries_finished on deliveries (finished) where state <> 'pending'`,
]
