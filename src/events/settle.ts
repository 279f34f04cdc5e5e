import { renderTombstone } from '../calendar/ical-tombstone.ts'
import { termsOf } from '../calendar/terms.ts'
import { changeOf, type LoggedChange, publishChanges } from '../changes/log.ts'
import type { Db, Deps } from '../deps.ts'
import { release } from '../moderation/held.ts'
import { recording } from '../moderation/history.ts'
import type { Principal } from '../partners/auth.ts'
import { enqueuing, type News, newsType } from '../webhooks/outbox.ts'
import { isPublic } from './content.ts'
import { derive } from './derive.ts'
import type { CalendarEvent } from './model.ts'
import type { StoredEvent } from './store.ts'
import { transact } from './transaction.ts'

/** A write's surroundings, and whether it is only tried. */
export interface Writing {
  deps: Deps
  dryRun: boolean
  /** Where the write is a part of a longer transaction: collects the changes, which are published at its end. */
  later?: LoggedChange[]
  /** Whether the longer transaction goes on where this part of it fails. */
  isPart?: boolean
  /** Hears of the revision that shows what was written, after the commit. */
  published?: (revision: number) => void
}

/** The same, and who asks. */
export interface Writer extends Writing {
  principal: Principal
}

/** One event as a transaction found it and as it leaves it; null where there is none. */
export interface Saved {
  by: Principal
  previous: StoredEvent | null
  next: StoredEvent | null
}

/** A write's transaction, and what it has saved so far. */
export interface Unit {
  tx: Db
  saved: Saved[]
  /** What a moderator or the owner says to a step, and whether it lets a held change through. */
  decision?: { note: string | null; approves: boolean }
  /** Changes that waited and were dropped: nothing was saved, yet it is news to the partner. */
  declined?: News[]
}

/**
 * Runs a write of events in one transaction, as `transact` does, and in the same transaction does all that follows
 * from what was saved: whatever writes events writes them through here.
 */
export async function write<T>(writer: Writing, work: (unit: Unit) => Promise<T>): Promise<T> {
  const { deps, dryRun, isPart } = writer
  const whole = async (tx: Db) => {
    const unit: Unit = { tx, saved: [] }
    return { result: await work(unit), ...(await settle(unit, writer)) }
  }
  const { result, isNews, revision } = await transact(deps.db, dryRun, whole, 'amongOthers', isPart)
  if (isNews && !dryRun) deps.wake()
  if (revision !== null && !dryRun) writer.published?.(revision)
  return result
}

/**
 * What follows from saved events: history, tombstones, messages to those who listen, and last the change log, which keeps
 * other writers waiting.
 * @returns whether there are messages to send, and the revision where there is a new one
 */
async function settle(unit: Unit, writer: Writing): Promise<{ isNews: boolean; revision: number | null }> {
  const { tx, saved, declined = [] } = unit
  await settleTombstones(tx, writer.deps, saved)
  const news = [...newsOf(unit), ...declined]
  const messages = news.length > 0 ? [enqueuing(writer.deps, news)] : []
  const versions = saved.length > 0 ? [recording(unit, writer.deps)] : []
  const changes = saved.flatMap(({ previous, next }) => changeOf(previous, next) ?? [])
  writer.later?.push(...changes)
  const { revision, did } = await publishChanges(tx, writer.later ? [] : changes, [...messages, ...versions])
  return { isNews: messages.length > 0 && did[0] === true, revision }
}

function newsOf({ saved, decision }: Unit): News[] {
  return saved.flatMap(({ previous, next }) => {
    const type = newsType(previous, next)
    return type ? [{ type, previous, next, note: decision?.note ?? null }] : []
  })
}

/** What was public and is no more leaves a tombstone; what is public again takes its tombstone's place. */
async function settleTombstones(tx: Db, deps: Deps, saved: readonly Saved[]): Promise<void> {
  const gone = saved.flatMap(({ previous, next }) =>
    previous && isPublic(previous) && !isPublic(next) ? [previous] : [],
  )
  const come = saved.flatMap(({ previous, next }) =>
    // A new event's own UID was nobody's before.
    next && isPublic(next) && !isPublic(previous) && (previous || !next.feedUid.startsWith(next.id))
      ? [next.feedUid]
      : [],
  )
  for (const event of gone) await leaveTombstone(tx, deps, event)
  // A change of what was public has nothing left to change.
  if (gone.length > 0)
    await release(
      tx,
      gone.map(({ id }) => id),
    )
  // Feeds never serve one UID twice.
  if (come.length > 0) await tx.deleteFrom('tombstones').where('feed_uid', 'in', come).execute()
}

async function leaveTombstone(tx: Db, deps: Deps, event: CalendarEvent): Promise<void> {
  const { schedule, changes } = event.content
  const { lastEnd } = derive(event.content, event.partner, deps.now().getTime())
  const updated = deps.now()
  const row = {
    event_id: event.id,
    partner: event.partner,
    uid: event.uid,
    feed_uid: event.feedUid,
    sequence: event.sequence + 1,
    removed: updated,
    time_zone: schedule.timeZone,
    last_end: lastEnd === null ? null : new Date(lastEnd),
    terms: termsOf(event.content, event.partner),
    entry: renderTombstone({ uid: event.feedUid, sequence: event.sequence + 1, updated, schedule, changes }),
  }
  await tx
    .insertInto('tombstones')
    .values(row)
    .onConflict((conflict) => conflict.column('event_id').doUpdateSet(row))
    .execute()
}
