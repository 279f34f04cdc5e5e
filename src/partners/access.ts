/** Who sees which event, and who may change it. Decided here and nowhere else. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../deps.ts'
import { Problem } from '../errors.ts'
import type { CalendarEvent } from '../events/model.ts'
import { readEvent, type StoredEvent } from '../events/store.ts'
import { moderates, type Principal } from './auth.ts'

/** As what a key asks for events; null: without a key. */
export interface Viewer {
  partner: string
  moderates: boolean
}

type Owned = Pick<CalendarEvent, 'partner' | 'state'>

export function viewerOf(principal: Principal | null): Viewer | null {
  return principal && { partner: principal.partner, moderates: moderates(principal) }
}

/** Published is for all; the rest for its owner, and for moderators unless it is a draft. */
export function maySee(viewer: Viewer | null, event: Owned): boolean {
  return event.state === 'published' || mayChange(viewer, event)
}

/** The same rule as `maySee`, as a condition on rows of events called `e`. */
export function seenBy(viewer: Viewer | null): RawBuilder<boolean> {
  return sql<boolean>`(e.state = 'published' or ${changeableBy(viewer)})`
}

/** The same rule as `mayChange`, as a condition on rows of events called `e`. */
export function changeableBy(viewer: Viewer | null): RawBuilder<boolean> {
  if (viewer === null) return sql`false`
  const own = sql<boolean>`e.partner = ${viewer.partner}`
  return viewer.moderates ? sql`(${own} or e.state <> 'draft')` : own
}

/** Its owner, and moderators unless it is a draft. */
export function mayChange(viewer: Viewer | null, { partner, state }: Owned): boolean {
  if (viewer === null) return false
  return partner === viewer.partner || (viewer.moderates && state !== 'draft')
}

/**
 * An event that this key may see.
 * @throws Problem 404, the same for an event that is not there and for one that is not for this key
 */
export async function readSeen(db: Db, principal: Principal | null, id: string): Promise<StoredEvent> {
  const event = await readEvent(db, id)
  if (event && maySee(viewerOf(principal), event)) return event
  throw noSuchEvent()
}

/**
 * An event that this key may change, locked until the transaction ends.
 * @throws Problem 404 as `readSeen`, 403 where the key sees the event but another partner owns it
 */
export async function readChangeable(tx: Db, principal: Principal, id: string): Promise<StoredEvent> {
  const event = await readEvent(tx, id, true)
  const viewer = viewerOf(principal)
  if (!event || !maySee(viewer, event)) throw noSuchEvent()
  if (!mayChange(viewer, event)) throw new Problem('forbidden', 'This event is another partner’s.')
  return event
}

export function noSuchEvent(): Problem {
  return new Problem('notFound', 'There is no such event.')
}
