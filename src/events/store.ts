import { type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely'
import type { EventTable, FeedEntryTable } from '../../db/schema.ts'
import type { Db } from '../deps.ts'
import type { Derived } from './derive.ts'
import type { CalendarEvent, Localized } from './model.ts'
import { EVENT_NAMES, EVENT_SETS, eventRows } from './rows.ts'

/** An event with everything that is stored beside it. */
export interface PreparedEvent {
  event: StoredEvent
  derived: Derived
  /** VEVENTs per language; none for an event that is not public. */
  entries: Omit<Selectable<FeedEntryTable>, 'event_id'>[]
  tzdata: string
}

/** With its descriptions as sanitised HTML, made when it was written. */
export type StoredEvent = CalendarEvent & { html: Localized | null }

/** Which events: by id, by what is unique in a partner, or by the UID that feeds give. */
export type EventKeys =
  | { ids: readonly string[] }
  | { partner: string; externalIds: readonly string[] }
  | { partner: string; uids: readonly string[] }
  | { feedUids: readonly string[] }

/** `wait` locks the rows until the transaction ends, so that what is written follows from what was read. */
export async function readEvents(db: Db, by: EventKeys, wait = false): Promise<StoredEvent[]> {
  const condition = conditionOf(by)
  if (condition === null) return []
  const query = db.selectFrom('events').select(READ).where(condition)
  // Always in the same order: two batches that overlap wait for one another instead of deadlocking.
  const rows = await (wait ? query.orderBy('id').forUpdate() : query).execute()
  return rows.map(toEvent)
}

/** Null where nothing is asked for. */
function conditionOf(by: EventKeys): RawBuilder<SqlBool> | null {
  const texts = (values: readonly string[]) => sql`any(${[...values]}::text[])`
  if ('ids' in by) return by.ids.length === 0 ? null : sql`id = any(${[...by.ids]}::uuid[])`
  if ('feedUids' in by) return by.feedUids.length === 0 ? null : sql`feed_uid = ${texts(by.feedUids)}`
  const { partner } = by
  if ('uids' in by) return by.uids.length === 0 ? null : sql`partner = ${partner} and uid = ${texts(by.uids)}`
  return by.externalIds.length === 0
    ? null
    : sql`partner = ${partner} and external_id = ${texts(by.externalIds)}`
}

export async function readEvent(db: Db, id: string, wait = false): Promise<StoredEvent | null> {
  const [event] = await readEvents(db, { ids: [id] }, wait)
  return event ?? null
}

/**
 * Inserts new events with all that is stored beside them, in one statement; those whose partner already has the external
 * id are left out. Returns the ids that are in.
 */
export async function insertEvents(db: Db, prepared: readonly PreparedEvent[]): Promise<Set<string>> {
  if (prepared.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    with e as (
      insert into events (${EVENT_NAMES}) ${eventRows(prepared)}
      on conflict on constraint events_partner_external_id do nothing
      returning id, state, terms, content
    ), ${sql.join(besides(prepared, sql`e`))}
    select id from e`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** @param times whether occurrences must be written anew; false where neither times nor terms differ */
export async function updateEvent(db: Db, prepared: PreparedEvent, times: boolean): Promise<void> {
  const { id } = prepared.event
  await sql`
    with gone as (delete from occurrences where event_id = ${id} and ${times}::boolean),
      old as (delete from feed_entries where event_id = ${id})
    update events e set ${EVENT_SETS} from (${eventRows([prepared])}) g where e.id = g.id`.execute(db)
  const { derived } = prepared
  const written = times ? prepared : { ...prepared, derived: { ...derived, occurrences: [] } }
  await sql`with ${sql.join(besides([written], sql`events`))} select`.execute(db)
}

/** What is stored beside events, as parts of a statement. @param source the rows of the events themselves */
function besides(prepared: readonly PreparedEvent[], source: RawBuilder<unknown>): RawBuilder<unknown>[] {
  const changed = changedRows(prepared)
  return [
    sql`plain as (${plainOccurrences(prepared, source)})`,
    ...(changed.length > 0 ? [sql`changed as (${changedOccurrences(changed, source)})`] : []),
    sql`entries as (${feedEntries(prepared, source)})`,
    sql`labelled as (${labels(prepared, source)})`,
  ]
}

/** Those that show what their event shows. */
function plainOccurrences(prepared: readonly PreparedEvent[], source: RawBuilder<unknown>) {
  const rows = prepared.flatMap(({ event, derived }) =>
    derived.occurrences.filter(({ change }) => change === null).map((row) => ({ ...row, id: event.id })),
  )
  return sql`
    insert into occurrences
      (event_id, recurrence_id, starts_at, ends_at, span, public, changed, terms, latitude, longitude)
    select e.id, o.recurrence_id, to_timestamp(o.starts / 1000), to_timestamp(o.ends / 1000), o.span,
      e.state = 'published', false, e.terms,
      (e.content #>> '{location,latitude}')::float8, (e.content #>> '{location,longitude}')::float8
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map((row) => row.recurrenceId)}::text[],
      ${rows.map((row) => row.start)}::float8[], ${rows.map((row) => row.end)}::float8[],
      ${rows.map((row) => row.span)}::smallint[]) as o (event_id, recurrence_id, starts, ends, span)
    join ${source} e on e.id = o.event_id`
}

function changedRows(prepared: readonly PreparedEvent[]) {
  return prepared.flatMap(({ event, derived }) =>
    derived.occurrences.flatMap(({ change, recurrenceId, start, end, span }) =>
      change
        ? [{ event_id: event.id, recurrence_id: recurrenceId, starts: start, ends: end, span, ...change }]
        : [],
    ),
  )
}

function changedOccurrences(rows: ReturnType<typeof changedRows>, source: RawBuilder<unknown>) {
  return sql`
    insert into occurrences
      (event_id, recurrence_id, starts_at, ends_at, span, public, changed, terms, latitude, longitude)
    select e.id, o.recurrence_id, to_timestamp(o.starts / 1000), to_timestamp(o.ends / 1000), o.span,
      e.state = 'published', true, o.terms, o.latitude, o.longitude
    from json_to_recordset(${JSON.stringify(rows)}::json) as o (event_id uuid, recurrence_id text,
      starts float8, ends float8, span smallint, terms text[], latitude float8, longitude float8)
    join ${source} e on e.id = o.event_id`
}

/** Writes the feed entries of events anew, in chunks of a few hundred; the events' versions grow with them. */
export async function replaceEntries(
  db: Db,
  prepared: readonly Pick<PreparedEvent, 'event' | 'entries'>[],
): Promise<void> {
  if (prepared.length === 0) return
  const ids = sql<string>`any(${prepared.map(({ event }) => event.id)}::uuid[])`
  await db
    .updateTable('events')
    .set(({ eb }) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', ids)
    .execute()
  await db.deleteFrom('feed_entries').where('event_id', '=', ids).execute()
  await feedEntries(prepared, sql`events`).execute(db)
}

function feedEntries(
  prepared: readonly Pick<PreparedEvent, 'event' | 'entries'>[],
  source: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const rows = prepared.flatMap(({ event, entries }) =>
    entries.map((entry) => ({ event_id: event.id, ...entry })),
  )
  return sql`
    insert into feed_entries (event_id, lang, mark, status_mode, omit_mode)
    select e.id, f.lang, f.mark, f.status_mode, f.omit_mode
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as f (event_id uuid, lang text, mark text, status_mode text, omit_mode text)
    join ${source} e on e.id = f.event_id`
}

/**
 * Only those of public events: the spelling of another's draft is nobody's business.
 * Sorted, so that two transactions with the same new labels wait for one another instead of deadlocking.
 */
function labels(prepared: readonly PreparedEvent[], source: RawBuilder<unknown>): RawBuilder<unknown> {
  const rows = prepared
    .filter(({ event }) => event.state === 'published')
    .flatMap(({ event, derived }) => derived.labels.map((label) => ({ ...label, id: event.id })))
  const texts = (of: (row: (typeof rows)[number]) => string) => sql`${rows.map(of)}`
  return sql`
    insert into labels (term, label)
    select distinct on (l.term) l.term, l.label
    from unnest(${texts(({ id }) => id)}::uuid[], ${texts(({ term }) => term)}::text[],
      ${texts(({ label }) => label)}::text[]) with ordinality as l (event_id, term, label, ordinal)
    join ${source} e on e.id = l.event_id
    order by l.term, l.ordinal
    on conflict do nothing`
}

/** Tells every reader that what the public sees has changed. Last in a transaction: it holds the others up. */
export async function bumpRevision(db: Db): Promise<void> {
  await db
    .updateTable('calendar')
    .set(({ eb }) => ({ revision: eb('revision', '+', 1), changed: sql<Date>`now()` }))
    .execute()
}

/**
 * Takes for each event the first address among its candidates that is free or its own already.
 * @returns the address by event id
 * @throws where even an event's last candidate is another's, which carries the event's own id
 */
export async function claimSlugs(
  db: Db,
  wishes: readonly { id: string; candidates: readonly string[] }[],
): Promise<Map<string, string>> {
  const claimed = new Map<string, string>()
  for (let round = 0; claimed.size < wishes.length; round++) {
    // Sorted, so that two batches that want the same wait for one another instead of deadlocking.
    const asked = wishes
      .flatMap(({ id, candidates }) =>
        claimed.has(id) ? [] : [{ event_id: id, slug: candidates[round] ?? '' }],
      )
      .sort((a, b) => (a.slug < b.slug ? -1 : 1))
    if (asked.some(({ slug }) => slug === '')) throw new Error('no address is free for an event')
    const slugs = asked.map(({ slug }) => slug)
    const ids = asked.map(({ event_id }) => event_id)
    // What another took since the statement began is neither in `free` nor seen below: it is another's.
    const { rows: owners } = await sql<{ slug: string; event_id: string }>`
      with free as (
        insert into slugs (slug, event_id) select * from unnest(${slugs}::text[], ${ids}::uuid[])
        on conflict do nothing returning slug, event_id
      )
      select slug, event_id from free
      union all select slug, event_id from slugs where slug = any(${slugs}::text[])`.execute(db)
    const bySlug = new Map(owners.map(({ slug, event_id }) => [slug, event_id]))
    for (const { slug, event_id } of asked) if (bySlug.get(slug) === event_id) claimed.set(event_id, slug)
  }
  return claimed
}

/** Gives back the addresses that were claimed for events that are not stored after all. */
export async function releaseSlugs(db: Db, ids: readonly string[]): Promise<void> {
  await db
    .deleteFrom('slugs')
    .where('event_id', 'in', [...ids])
    .execute()
}

const READ = [
  'id',
  'uid',
  'feed_uid',
  'slug',
  'partner',
  'state',
  'sequence',
  'version',
  'created',
  'updated',
  'published',
  'content',
  'html',
] as const

type EventRow = Pick<Selectable<EventTable>, (typeof READ)[number]>

export function toEvent({ feed_uid, ...row }: EventRow): StoredEvent {
  return { ...row, feedUid: feed_uid }
}
