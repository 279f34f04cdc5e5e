import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../deps.ts'
import type { EventContent, State } from '../events/model.ts'
import type { Saved, Unit, Writer } from '../events/settle.ts'
import type { StoredEvent } from '../events/store.ts'
import { type Action, WITHOUT_EFFECT } from './actions.ts'

/**
 * Enters what a transaction saved into the events' histories: one version for each event, however often it was saved.
 * The contents are copied within the database. Their rows are locked, so that versions have no holes.
 */
export async function recordSaved({ tx, saved, decision }: Unit, writer: Writer): Promise<void> {
  const byEvent = Map.groupBy(saved, ({ previous, next }) => next?.id ?? previous?.id ?? '')
  const entries = [...byEvent].map(([id, writes]) => {
    const previous = writes[0]?.previous ?? null
    const next = writes.at(-1)?.next ?? null
    const action = decision?.approves && next ? 'approved' : actionOf({ previous, next })
    return { id, action, event: next ?? previous }
  })
  await insert(tx, writer, decision?.note ?? null, sql`
    select s.id, l.version, l.base, s.action, s.owner, s.state, e.content
    from unnest(${entries.map(({ id }) => id)}::uuid[], ${entries.map(({ action }) => action)}::text[],
      ${entries.map(({ event }) => event?.partner ?? '')}::text[],
      ${entries.map(({ event }) => event?.state ?? null)}::text[]) s (id, action, owner, state)
    cross join lateral (${latest(sql`s.id`)}) l
    left join events e on e.id = s.id`) // biome-ignore format: SQL
}

/**
 * Enters what is not the saving of an event; its row is locked.
 * @param content what it would be
 * @returns its version
 */
export async function recordOne(
  { tx }: Unit,
  writer: Writer,
  { id, partner, state }: Pick<StoredEvent, 'id' | 'partner' | 'state'>,
  action: Action,
  { content = null, note = null }: { content?: EventContent | null; note?: string | null } = {},
): Promise<number> {
  const json = content && JSON.stringify(content)
  return insert(tx, writer, note, sql`
    select ${id}::uuid, l.version, l.base, ${action}::text, ${partner}::text, ${state satisfies State}::text, ${json}::jsonb
    from (${latest(sql`${id}::uuid`)}) l`) // biome-ignore format: SQL
}

/** The next version of an event, and the one that is in force. */
function latest(id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select coalesce(max(h.version), 0) + 1 as version,
    max(h.version) filter (where h.action <> all(${[...WITHOUT_EFFECT]}::text[])) as base
    from history h where h.event_id = ${id}`
}

async function insert(
  tx: Db,
  { deps, principal }: Writer,
  note: string | null,
  rows: RawBuilder<unknown>,
): Promise<number> {
  const inserted = await sql<{ version: number }>`
    insert into history (event_id, version, base, action, owner, state, content, at, partner, key_id, note)
    select r.*, ${deps.now()}::timestamptz, ${principal.partner}::text, ${principal.keyId}::text, ${note}::text
    from (${rows}) r (id, version, base, action, owner, state, content)
    returning version`.execute(tx)
  return inserted.rows[0]?.version ?? 0
}

function actionOf({ previous, next }: Pick<Saved, 'previous' | 'next'>): Action {
  if (!previous) return 'created'
  if (!next) return 'removed'
  return previous.state === next.state ? 'updated' : 'stepped'
}
