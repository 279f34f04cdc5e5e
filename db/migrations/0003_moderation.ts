import { type Kysely, sql } from 'kysely'

/** Moderation: who changed what, the changes that wait for review, and the search for duplicates. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // One row for everything that was done to an event, from version 1 on without holes. It outlives the event.
  `create table history (
    event_id uuid not null,
    version integer not null,
    base integer,
    action text not null check (action in
      ('created', 'updated', 'stepped', 'approved', 'removed', 'held', 'heldRemoval', 'declined', 'withdrawn')),
    at timestamptz not null,
    owner text not null,
    partner text not null,
    key_id text not null,
    state text,
    note text,
    content jsonb,
    primary key (event_id, version),
    foreign key (event_id, base) references history (event_id, version)
  )`,
  `comment on column history.base is 'the version that was in force: what differs from it was changed'`,
  `comment on column history.owner is 'the partner whose event it was'`,
  `comment on column history.partner is 'the partner whose key did it'`,
  `comment on column history.state is 'as it was left; of a removal, as it was'`,
  `comment on column history.content is 'as it was left or would be; null where it is as before, or gone'`,
  `insert into history (event_id, version, action, at, owner, partner, key_id, state, content)
    select id, 1, 'created', updated, partner, partner, '', state, content from events`,

  // The one version of a published event that waits for review; its content is in the history.
  `create table held (
    event_id uuid primary key references events (id) on delete cascade,
    version integer not null,
    foreign key (event_id, version) references history (event_id, version)
  )`,

  // What a new event may be a duplicate of.
  `create index events_near on events (next_start) where state in ('submitted', 'published')`,
]
