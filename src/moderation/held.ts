import { sql } from 'kysely'
import type { Db } from '../deps.ts'
import { isPublic } from '../events/content.ts'
import { equal } from '../events/diff.ts'
import { renderLocalized } from '../events/markdown.ts'
import type { EventContent } from '../events/model.ts'
import type { Unit, Writer } from '../events/settle.ts'
import type { StoredEvent } from '../events/store.ts'
import { recordOne } from './history.ts'
import { mergeContents } from './merge.ts'

/** A change to a published event, or its removal, that waits for a moderator. */
export interface Pending {
  eventId: string
  /** Its number in the event's history. */
  version: number
  at: Date
  partner: string
  keyId: string
  /** Null where the event is to be removed. */
  content: EventContent | null
  /** What it was made from. */
  base: EventContent
}

/**
 * An event as its writer changes it. Where the writer may not publish, `review` tells what is served meanwhile, and the
 * event itself is the version that waits, if one does: further changes go on from there.
 */
export interface Editable extends StoredEvent {
  review: { published: StoredEvent; pending: Pending | null } | null
}

/** Locked events as their writer changes them. */
export async function asEditable(
  tx: Db,
  { principal }: Writer,
  events: readonly StoredEvent[],
): Promise<Editable[]> {
  const isReviewed = !principal.trusted
  const served = isReviewed ? events.filter(isPublic) : []
  const pending = await readPending(
    tx,
    served.map(({ id }) => id),
  )
  return events.map((event) => {
    if (!isReviewed || !isPublic(event)) return { ...event, review: null }
    const own = pending.get(event.id) ?? null
    return { ...(own ? waitingVersion(event, own) : event), review: { published: event, pending: own } }
  })
}

/** The changes that wait, by event. */
export async function readPending(db: Db, ids: readonly string[]): Promise<Map<string, Pending>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('held as w')
    .innerJoin('history as h', (join) =>
      join.onRef('h.event_id', '=', 'w.event_id').onRef('h.version', '=', 'w.version'),
    )
    .innerJoin('history as b', (join) =>
      join.onRef('b.event_id', '=', 'h.event_id').onRef('b.version', '=', 'h.base'),
    )
    .select(['h.event_id', 'h.version', 'h.at', 'h.partner', 'h.key_id', 'h.content', 'b.content as base'])
    .where('w.event_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()
  return new Map(
    rows.flatMap(({ event_id: eventId, key_id: keyId, base, ...row }) =>
      base ? [[eventId, { ...row, eventId, keyId, base }]] : [],
    ),
  )
}

/** The version that waits, on top of what is published now. A removal looks as what it removes. */
export function waitingVersion(published: StoredEvent, { content, base, version }: Pending): StoredEvent {
  if (!content) return { ...published, held: version }
  const merged = mergeContents(base, content, published.content).content
  const { description } = merged
  const html = description ? renderLocalized(description) : null
  return { ...published, content: merged, html, held: version }
}

/**
 * Lets a change wait, in the place of the one that waited before.
 * @param content null to remove the event
 * @returns the version that waits; null where it is what is published, so that nothing waits any more
 */
export async function hold(
  unit: Unit,
  writer: Writer,
  { review, ...seen }: Editable & { review: NonNullable<Editable['review']> },
  content: EventContent | null,
): Promise<StoredEvent | null> {
  const { published, pending } = review
  if (content && equal(content, published.content)) {
    if (pending) await withdraw(unit, writer, published)
    return null
  }
  const isSame = pending && (content ? pending.content && equal(content, seen.content) : !pending.content)
  if (isSame) return seen
  const action = content ? 'held' : 'heldRemoval'
  const version = await recordOne(unit, writer, published, action, { content })
  await unit.tx
    .insertInto('held')
    .values({ event_id: published.id, version })
    .onConflict((conflict) => conflict.column('event_id').doUpdateSet({ version }))
    .execute()
  if (!content) return { ...published, held: version }
  const html = content.description ? renderLocalized(content.description) : null
  return { ...published, content, html, held: version }
}

async function withdraw(unit: Unit, writer: Writer, published: StoredEvent): Promise<void> {
  await release(unit.tx, [published.id])
  await recordOne(unit, writer, published, 'withdrawn')
}

/** What waited for these events waits no more; the history keeps it. */
export async function release(tx: Db, ids: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('held')
    .where('event_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()
}
