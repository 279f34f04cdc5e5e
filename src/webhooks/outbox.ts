import { sql } from 'kysely'
import { CHANGE_TYPES, changeOf } from '../changes/log.ts'
import type { Db, Deps } from '../deps.ts'
import type { StoredEvent } from '../events/store.ts'

export const WEBHOOK_TYPES = [...CHANGE_TYPES, 'event.rejected'] as const
export type WebhookType = (typeof WEBHOOK_TYPES)[number]

/** What is to be told of an event: from the version before to the one now; null where there is none. */
export interface News {
  type: WebhookType
  previous: StoredEvent | null
  next: StoredEvent | null
  /** What the one who decided says to the partner. */
  note: string | null
}

/** What a step from one version of an event to another is to those who listen; null: nothing. */
export function newsType(previous: StoredEvent | null, next: StoredEvent | null): WebhookType | null {
  const isRejected = next?.state === 'rejected' && previous?.state !== 'rejected'
  return changeOf(previous, next)?.type ?? (isRejected ? 'event.rejected' : null)
}

/** The protocol counts a statement's parameters in 16 bits. */
const AT_ONCE = 5_000

/**
 * Puts a message into the outbox for each hook that listens, in the transaction of the change itself: what commits is
 * told, and nothing else. Messages of one event get their numbers in its order, as their transactions wait for one
 * another at its row.
 * @returns whether there is anything to send
 */
export async function enqueue(tx: Db, deps: Deps, news: readonly News[]): Promise<boolean> {
  let isAny = false
  for (let from = 0; from < news.length; from += AT_ONCE) {
    const messages = news.slice(from, from + AT_ONCE).flatMap((one, i) => {
      const event = one.next ?? one.previous
      if (!event) return []
      const body = JSON.stringify(messageOf(one, event, deps))
      const owners = [one.previous?.partner ?? null, one.next?.partner ?? null]
      return sql`(${i}::int, ${`msg_${deps.newId()}`}, ${event.id}::uuid, ${one.type}, ${body}, ${owners}::text[])`
    })
    const { rows } = await sql`
      insert into deliveries (webhook_id, message_id, event_id, type, body)
      select w.id, m.id, m.event_id, m.type, m.body
      from (values ${sql.join(messages)}) as m (ordinal, id, event_id, type, body, owners)
      join webhooks w on w.disabled is null and m.type = any(w.types) and (w.hears_all or w.partner = any(m.owners))
      order by m.ordinal
      returning 1`.execute(tx)
    isAny ||= rows.length > 0
  }
  return isAny
}

/** Enough to decide whether to ask for the event; of one that was removed no text goes out any more. */
function messageOf({ type, note }: News, event: StoredEvent, { now, config }: Deps) {
  const { externalId, title, status } = event.content
  const isGone = type === 'event.removed'
  return {
    type,
    timestamp: now().toISOString(),
    data: {
      id: event.id,
      uid: event.uid,
      partner: event.partner,
      ...(externalId === undefined ? {} : { externalId }),
      ...(isGone ? {} : { title, status, state: event.state }),
      sequence: event.sequence,
      updated: (isGone ? now() : event.updated).toISOString(),
      ...(isGone ? {} : { url: `${config.publicUrl}/api/v1/events/${event.id}` }),
      ...(note === null ? {} : { note }),
    },
  }
}
