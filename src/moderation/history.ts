import { type RawBuilder, sql } from 'kysely'
import type { Deps } from '../deps.ts'
import type { EventContent, State } from '../events/model.ts'
import type { Saved, Unit, Writer } from '../events/settle.ts'
import type { StoredEvent } from '../events/store.ts'
import { type Action, WITHOUT_EFFECT } from './actions.ts'

/**
 * The statement that enters what a transaction saved into the events' histories: one version for each event, however often
 * it was saved. The contents are copied within the database. Their rows are locked, so that versions have no holes.
 */
export function recording({ saved, decision }: Unit, deps: Pick<Deps, 'now'>): RawBuilder<unknown> {
  const byEvent = Map.groupBy(saved, ({ previous, next }) => next?.id ?? previous?.id ?? '')
  const entries = [...byEvent].map(([id, writes]) => {
    const previous = writes[0]?.previous ?? null
    const last = writes.at(-1)
    const next = last?.next ?? null
    const action = decision?.approves && next ? 'approved' : actionOf({ previous, next })
    return { id, action, event: next ?? previous, by: last?.by }
  })
  const texts = (of: (entry: (typeof entries)[number]) => string | null | undefined) =>
    sql`${entries.map((entry) => of(entry) ?? null)}::text[]`
  return inserting(deps, decision?.note ?? null, sql`
    select s.id, l.version, l.base, s.action, s.owner, s.state, e.content, s.partner, s.key_id
    from unnest(${entries.map(({ id }) => id)}::uuid[], ${texts(({ action }) => action)},
      ${texts(({ event }) => event?.partner)}, ${texts(({ event }) => event?.state)},
      ${texts(({ by }) => by?.partner)}, ${texts(({ by }) => by?.keyId)}) s (id, action, owner, state, partner, key_id)
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
  { deps, principal }: Writer,
  { id, partner, state }: Pick<StoredEvent, 'id' | 'partner' | 'state'>,
  action: Action,
  { content = null, note = null }: { content?: EventContent | null; note?: string | null } = {},
): Promise<number> {
  const json = content && JSON.stringify(content)
  const { rows } = await inserting(deps, note, sql`
    select ${id}::uuid, l.version, l.base, ${action}::text, ${partner}::text, ${state satisfies State}::text, ${json}::jsonb,
      ${principal.partner}::text, ${principal.keyId}::text
    from (${latest(sql`${id}::uuid`)}) l`).execute(tx) // biome-ignore format: SQL
  return rows[0]?.version ?? 0
}

/** The next version of an event, and the one that is in force. */
function latest(id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select coalesce(max(h.version), 0) + 1 as version,
    max(h.version) filter (where h.action <> all(${[...WITHOUT_EFFECT]}::text[])) as base
    from history h where h.event_id = ${id}`
}

function inserting(
  { now }: Pick<Deps, 'now'>,
  note: string | null,
  rows: RawBuilder<unknown>,
): RawBuilder<{ version: number }> {
  return sql`
    insert into history (event_id, version, base, action, owner, state, content, partner, key_id, at, note)
    select r.*, ${now()}::timestamptz, ${note}::text
    from (${rows}) r (id, version, base, action, owner, state, content, partner, key_id)
    returning version`
}

function actionOf({ previous, next }: Pick<Saved, 'previous' | 'next'>): Action {
  if (!previous) return 'created'
  if (!next) return 'removed'
  return previous.state === next.state ? 'updated' : 'stepped'
}
