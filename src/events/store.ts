import { type InsertObject, type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely'
import type { EventTable, FeedEntryTable, Schema } from '../../db/schema.ts'
import { searchVector } from '../calendar/search.ts'
import type { Label } from '../calendar/terms.ts'
import type { Db } from '../deps.ts'
import type { Derived } from './derive.ts'
import type { CalendarEvent, Localized } from './model.ts'

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
  const query = db.selectFrom('events').select(EVENT_COLUMNS).where(condition)
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

/** Inserts new events; those whose partner already has the external id are left out. Returns the ids that are in. */
export async function insertEvents(db: Db, prepared: readonly PreparedEvent[]): Promise<Set<string>> {
  if (prepared.length === 0) return new Set()
  const rows = await db
    .insertInto('events')
    .values(prepared.map(eventRow))
    .onConflict((conflict) => conflict.constraint('events_partner_external_id').doNothing())
    .returning('id')
    .execute()
  const ids = new Set(rows.map(({ id }) => id))
  const inserted = prepared.filter(({ event }) => ids.has(event.id))
  await insertOccurrences(db, inserted)
  await insertEntries(db, inserted)
  await insertLabels(db, inserted)
  return ids
}

/** @param times whether occurrences must be written anew; false where neither times nor terms differ */
export async function updateEvent(db: Db, prepared: PreparedEvent, times: boolean): Promise<void> {
  const row = eventRow(prepared)
  await db.updateTable('events').set(row).where('id', '=', prepared.event.id).execute()
  if (times) {
    await db.deleteFrom('occurrences').where('event_id', '=', prepared.event.id).execute()
    await insertOccurrences(db, [prepared])
  }
  await db.deleteFrom('feed_entries').where('event_id', '=', prepared.event.id).execute()
  await insertEntries(db, [prepared])
  await insertLabels(db, [prepared])
}

/** One statement for all rows that show what their event shows, one more for the changed ones. */
async function insertOccurrences(db: Db, prepared: readonly PreparedEvent[]): Promise<void> {
  const all = prepared.flatMap(({ event, derived }) => derived.occurrences.map((row) => ({ ...row, event })))
  const plain = all.filter(({ change }) => change === null)
  if (plain.length > 0) {
    const facts = prepared.map(({ event }) => event.content.location)
    await sql`
      insert into occurrences
        (event_id, recurrence_id, starts_at, ends_at, span, public, changed, terms, latitude, longitude)
      select e.id, o.recurrence_id, to_timestamp(o.starts / 1000), to_timestamp(o.ends / 1000), o.span,
        e.state = 'published', false, e.terms, p.latitude, p.longitude
      from unnest(${plain.map(({ event }) => event.id)}::uuid[], ${plain.map((row) => row.recurrenceId)}::text[],
        ${plain.map((row) => row.start)}::float8[], ${plain.map((row) => row.end)}::float8[],
        ${plain.map((row) => row.span)}::smallint[]) as o (event_id, recurrence_id, starts, ends, span)
      join events e on e.id = o.event_id
      join unnest(${prepared.map(({ event }) => event.id)}::uuid[],
        ${facts.map((place) => place?.latitude ?? null)}::float8[],
        ${facts.map((place) => place?.longitude ?? null)}::float8[]) as p (id, latitude, longitude) on p.id = e.id
    `.execute(db)
  }
  const changed = all.flatMap(({ change, event, ...row }) =>
    change
      ? [
          {
            event_id: event.id,
            recurrence_id: row.recurrenceId,
            starts_at: new Date(row.start),
            ends_at: new Date(row.end),
            span: row.span,
            public: event.state === 'published',
            changed: true,
            ...change,
          },
        ]
      : [],
  )
  for (let i = 0; i < changed.length; i += 1000)
    await db
      .insertInto('occurrences')
      .values(changed.slice(i, i + 1000))
      .execute()
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
  await insertEntries(db, prepared)
}

async function insertEntries(
  db: Db,
  prepared: readonly Pick<PreparedEvent, 'event' | 'entries'>[],
): Promise<void> {
  const rows = prepared.flatMap(({ event, entries }) =>
    entries.map((entry) => ({ event_id: event.id, ...entry })),
  )
  if (rows.length > 0) await db.insertInto('feed_entries').values(rows).execute()
}

/**
 * Only those of public events: the spelling of another's draft is nobody's business.
 * Sorted, so that two transactions with the same new labels wait for one another instead of deadlocking.
 */
async function insertLabels(db: Db, prepared: readonly PreparedEvent[]): Promise<void> {
  const labels = new Map(
    prepared
      .filter(({ event }) => event.state === 'published')
      .flatMap(({ derived }) => derived.labels)
      .map((label: Label) => [label.term, label]),
  )
  const rows = [...labels.values()].sort((a, b) => (a.term < b.term ? -1 : 1))
  if (rows.length > 0)
    await db
      .insertInto('labels')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
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
    const rows = sql.join(asked.map(({ slug, event_id }) => sql`(${slug}, ${event_id}::uuid)`))
    // What another took since the statement began is neither in `free` nor seen below: it is another's.
    const { rows: owners } = await sql<{ slug: string; event_id: string }>`
      with free as (
        insert into slugs (slug, event_id) values ${rows} on conflict do nothing returning slug, event_id
      )
      select slug, event_id from free
      union all select slug, event_id from slugs where slug = any(${asked.map(({ slug }) => slug)}::text[])`.execute(
      db,
    )
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

const EVENT_COLUMNS = [
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

type EventRow = Pick<Selectable<EventTable>, (typeof EVENT_COLUMNS)[number]>

export function toEvent({ feed_uid, ...row }: EventRow): StoredEvent {
  return { ...row, feedUid: feed_uid }
}

function eventRow({ event, derived, tzdata }: PreparedEvent): InsertObject<Schema, 'events'> {
  const { content } = event
  return {
    id: event.id,
    partner: event.partner,
    external_id: content.externalId ?? null,
    uid: event.uid,
    feed_uid: event.feedUid,
    slug: event.slug,
    state: event.state,
    sequence: event.sequence,
    version: event.version,
    created: event.created,
    updated: event.updated,
    published: event.published,
    content: JSON.stringify(content),
    html: event.html ? JSON.stringify(event.html) : null,
    terms: derived.terms,
    search: searchVector(derived.searchable),
    time_zone: content.schedule.timeZone,
    next_start: new Date(derived.firstStart),
    last_end: dateOrNull(derived.lastEnd),
    kept_from: dateOrNull(derived.keptFrom),
    kept_until: dateOrNull(derived.keptUntil),
    renew: dateOrNull(derived.renew),
    tzdata,
  }
}

function dateOrNull(instant: number | null): Date | null {
  return instant === null ? null : new Date(instant)
}
