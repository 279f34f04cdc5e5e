import { sql } from 'kysely'
import type { Db } from '../deps.ts'
import type { Difference } from '../events/diff.ts'
import { changesBetween } from '../events/save.ts'
import type { StoredEvent } from '../events/store.ts'
import { formatInstant } from '../events/times.ts'
import { etagOf } from '../events/write.ts'
import { mayChange, type Viewer, viewerOf } from '../partners/access.ts'
import { moderates, type Principal } from '../partners/auth.ts'
import { type Duplicate, findDuplicates } from './duplicates.ts'
import { type Pending, readPending, waitingVersion } from './held.ts'
import { mergeContents } from './merge.ts'

/** What an event's owner and the moderators see beside it. A field that is not there has nothing to say. */
export interface Moderation {
  /** What was said to its last step, or to the last decision. */
  note?: string
  held?: HeldJson
  /** For moderators only. */
  duplicates?: Duplicate[]
}

/** The change that waits for review. */
export interface HeldJson {
  /** For If-Match: further changes by the owner go on from it, a moderator decides on it. */
  etag: string
  action: 'update' | 'remove'
  at: string
  by: { partner: string; key: string }
  changes: Difference[]
  /** Where the published version was changed otherwise meanwhile. */
  conflicts: string[]
}

/** Those of the events, as they are in force, on which there is something to say to this viewer. */
export async function moderationOf(
  db: Db,
  events: readonly StoredEvent[],
  viewer: Viewer | null,
): Promise<Map<string, Moderation>> {
  const open = events.filter((event) => mayChange(viewer, event))
  const ids = open.map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const notes = await readNotes(db, ids)
  const pending = await readPending(db, ids)
  const proposed = open.map((event) => {
    const waiting = pending.get(event.id)
    return waiting ? waitingVersion(event, waiting) : event
  })
  const duplicates = viewer?.moderates ? await findDuplicates(db, proposed) : new Map<string, Duplicate[]>()
  return new Map(
    open.flatMap((event) => {
      const note = notes.get(event.id)
      const waiting = pending.get(event.id)
      const alike = duplicates.get(event.id)
      const facts: Moderation = {
        ...(note ? { note } : {}),
        ...(waiting ? { held: heldJson(event, waiting) } : {}),
        ...(alike ? { duplicates: alike } : {}),
      }
      return Object.keys(facts).length > 0 ? [[event.id, facts]] : []
    }),
  )
}

/** The same of events that have just been created, for who created each: nobody has said anything of them yet. */
export async function moderationOfNew(
  db: Db,
  created: readonly { event: StoredEvent; by: Principal }[],
): Promise<Map<string, Moderation>> {
  const open = created.filter(({ event, by }) => moderates(by) && mayChange(viewerOf(by), event))
  const found = await findDuplicates(
    db,
    open.map(({ event }) => event),
  )
  return new Map([...found].map(([id, duplicates]) => [id, { duplicates }]))
}

function heldJson(event: StoredEvent, pending: Pending): HeldJson {
  const { content, base, at, partner, keyId } = pending
  const waiting = waitingVersion(event, pending)
  return {
    etag: etagOf(waiting),
    action: content ? 'update' : 'remove',
    at: formatInstant(at.getTime()),
    by: { partner, key: keyId },
    changes: content ? changesBetween(event, waiting) : [],
    conflicts: content ? mergeContents(base, content, event.content).conflicts : [],
  }
}

async function readNotes(db: Db, ids: readonly string[]): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ id: string; note: string | null }>`
    select distinct on (event_id) event_id as id, note from history
    where event_id = any(${[...ids]}::uuid[]) and action in ('stepped', 'approved', 'declined')
    order by event_id, version desc`.execute(db)
  return new Map(rows.map(({ id, note }) => [id, note]))
}
