import { type RawBuilder, sql } from 'kysely'
import { CHANGE_TYPES, changeOf } from '../changes/log.ts'
import type { Deps } from '../deps.ts'
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

/**
 * The statement that puts a message into the outbox for each hook that listens, for the transaction of the change itself:
 * what commits is told, and nothing else. Messages of one event get their numbers in its order, as their transactions
 * wait for one another at its row. It returns a row where there is anything to send.
 */
export function enqueuing(deps: Deps, news: readonly News[]): RawBuilder<unknown> {
  const messages = news.flatMap((one) => {
    const event = one.next ?? one.previous
    return event ? [{ ...one, id: `msg_${deps.newId()}`, event, body: messageOf(one, event, deps) }] : []
  })
  const all = (of: (message: (typeof messages)[number]) => string | null) => sql`${messages.map(of)}`
  return sql`
    insert into deliveries (webhook_id, message_id, event_id, type, body)
    select w.id, m.id, m.event_id, m.type, m.body
    from unnest(${all(({ id }) => id)}::text[], ${all(({ event }) => event.id)}::uuid[],
      ${all(({ type }) => type)}::text[], ${all(({ body }) => JSON.stringify(body))}::text[],
      ${all(({ previous }) => previous?.partner ?? null)}::text[], ${all(({ next }) => next?.partner ?? null)}::text[]
    ) with ordinality as m (id, event_id, type, body, owner_before, owner, ordinal)
    join webhooks w on w.disabled is null and m.type = any(w.types)
      and (w.hears_all or w.partner in (m.owner_before, m.owner))
    order by m.ordinal
    returning 1`
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
