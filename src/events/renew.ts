import { type RawBuilder, sql } from 'kysely'
import { publishChanges, touched } from '../changes/log.ts'
import type { Db, Deps } from '../deps.ts'
import { readContext } from './context.ts'
import { prepare } from './save.ts'
import { bumpRevision, readEvents, updateEvent } from './store.ts'
import { transact } from './transaction.ts'

const AT_ONCE = 50

/**
 * Moves on the kept windows of long series, and derives anew what was made with other time-zone data. Any number of
 * replicas may run it: each takes rows that no other holds. Returns how many events it renewed; 0 is the end.
 */
export async function renewEvents(deps: Deps): Promise<number> {
  return transact(deps.db, false, async (tx) => {
    const due = await tx
      .selectFrom('events')
      .select(['id', isStale(deps.tzdata).as('stale')])
      .where(({ eb, or }) => or([eb('renew', '<=', deps.now()), isStale(deps.tzdata)]))
      .orderBy('renew')
      .limit(AT_ONCE)
      .forUpdate()
      .skipLocked()
      .execute()
    if (due.length === 0) return 0
    const stale = new Set(due.filter((row) => row.stale).map(({ id }) => id))
    const others = due.flatMap((row) => (row.stale ? [] : row.id))
    const before = await shownOf(tx, others)
    const events = await readEvents(tx, { ids: due.map(({ id }) => id) })
    const parents = events.flatMap(({ content }) => content.superEvent ?? [])
    const context = await readContext(tx, deps.config, parents)
    for (const event of events) {
      // Other time-zone data may say other instants: what was read of the event before is no longer true.
      const version = event.version + (stale.has(event.id) ? 1 : 0)
      await updateEvent(tx, prepare(deps, { ...event, version }, context), true)
    }
    const changed = events.filter(({ id, state }) => stale.has(id) && state === 'published')
    await publishChanges(tx, changed.map(touched))
    // Seldom: what was told beside the event has come to be another, or the window leaves an occurrence behind.
    if ((await shownOf(tx, others)) !== before) await bumpRevision(tx)
    return due.length
  })
}

/** What feeds show of published events, and by which time. */
async function shownOf(tx: Db, ids: readonly string[]): Promise<string | null> {
  const { rows } = await sql<{ shown: string | null }>`
    select md5(string_agg(
      row(e.id, e.next_start, e.last_end, f.lang, f.mark, f.status_mode, f.omit_mode)::text, '' order by e.id, f.lang
    )) as shown
    from published_events e join feed_entries f on f.event_id = e.id
    where e.id = any(${[...ids]}::uuid[])`.execute(tx)
  return rows[0]?.shown ?? null
}

/**
 * Whether a row's instants follow from other time-zone data than `own`, which is to prevail. A version, such as
 * `2026c`, prevails over earlier ones and over data without a version; that prevails over its own kind alone, so
 * that two kinds of runtime on one database do not undo each other's work for ever.
 */
function isStale(own: string): RawBuilder<boolean> {
  return VERSION.test(own)
    ? sql<boolean>`(tzdata < ${own} or tzdata >= 'a')`
    : sql<boolean>`(tzdata >= 'a' and tzdata <> ${own})`
}

const VERSION = /^\d{4}[a-z]+$/
