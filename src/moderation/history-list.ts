import { sql } from 'kysely'
import type { Db } from '../deps.ts'
import type { Difference } from '../events/diff.ts'
import type { EventContent, State } from '../events/model.ts'
import { changesBetween } from '../events/save.ts'
import { readEvent } from '../events/store.ts'
import { formatInstant } from '../events/times.ts'
import { mayChange, noSuchEvent, type Viewer } from '../partners/access.ts'
import type { Action } from './actions.ts'

/** One version of an event's history, as JSON shows it. */
export interface HistoryItem {
  version: number
  action: Action
  at: string
  /** `name` is null of a key that is not in the database, as the one of the configuration. */
  by: { partner: string; key: { id: string; name: string | null } }
  state: State | null
  note: string | null
  /** Against the version that was in force. */
  changes: Difference[]
}

/**
 * What was done to an event, the latest first. It outlives the event, for the same readers.
 * @param before only earlier versions than this one
 * @throws Problem 404 for everybody but the event's owner and moderators
 */
export async function readHistory(
  db: Db,
  viewer: Viewer | null,
  id: string,
  { before, skip, limit }: { before: number | null; skip: number; limit: number },
): Promise<HistoryItem[]> {
  const event = (await readEvent(db, id)) ?? (await readRemoved(db, id))
  if (!event || !mayChange(viewer, event)) throw noSuchEvent()
  const { rows } = await sql<HistoryRow>`
    select h.version, h.action, h.at, h.owner, h.partner, h.key_id, k.name as key_name, h.state, h.note, h.content,
      b.owner as base_owner, b.state as base_state, b.content as base_content
    from history h
    left join history b on b.event_id = h.event_id and b.version = h.base
    left join keys k on k.id::text = h.key_id
    where h.event_id = ${id}::uuid and (${before}::int is null or h.version < ${before}::int)
    order by h.version desc offset ${skip} limit ${limit}`.execute(db)
  return rows.map(historyItem)
}

/** The content that an event had in a version; null where that version holds none, undefined where there is none. */
export async function readVersion(
  db: Db,
  id: string,
  version: number,
): Promise<EventContent | null | undefined> {
  const row = await db
    .selectFrom('history')
    .select('content')
    .where('event_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return row?.content
}

/** Whose event it was, and in which state it was removed. */
async function readRemoved(db: Db, id: string): Promise<{ partner: string; state: State } | null> {
  const last = await db
    .selectFrom('history')
    .select(['owner as partner', 'state'])
    .where('event_id', '=', id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.state ? { partner: last.partner, state: last.state } : null
}

interface HistoryRow {
  version: number
  action: Action
  at: Date
  owner: string
  partner: string
  key_id: string
  key_name: string | null
  state: State | null
  note: string | null
  content: EventContent | null
  base_owner: string | null
  base_state: State | null
  base_content: EventContent | null
}

function historyItem(row: HistoryRow): HistoryItem {
  const after = comparable(row.owner, row.state, row.content)
  return {
    version: row.version,
    action: row.action,
    at: formatInstant(row.at.getTime()),
    by: { partner: row.partner, key: { id: row.key_id, name: row.key_name } },
    state: row.state,
    note: row.note,
    changes: after ? changesBetween(comparable(row.base_owner, row.base_state, row.base_content), after) : [],
  }
}

function comparable(partner: string | null, state: State | null, content: EventContent | null) {
  return partner !== null && state !== null && content !== null ? { partner, state, content } : null
}
