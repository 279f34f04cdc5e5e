import { sql } from 'kysely'
import { TOMBSTONE_MS } from '../calendar/feed.ts'
import type { Deps } from '../deps.ts'
import { DAY } from '../time/civil.ts'

/** How long the history of a removed event is kept after its tombstone: who removed it by mistake still finds it. */
const KEPT_MS = 30 * DAY

/** Events whose histories go at once. */
const AT_ONCE = 500

/**
 * Forgets what was said in events that are gone: their histories name people. Two months after the removal they go, all
 * versions of an event together. Two replicas that do this at once do no harm.
 */
export async function forgetRemoved({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  const before = new Date(now().getTime() - TOMBSTONE_MS - KEPT_MS)
  for (;;) {
    const { rows } = await sql<{ forgotten: boolean }>`
      with gone as (
        select event_id from history where action = 'removed' and at < ${before} order by at limit ${AT_ONCE}
      ), forgotten as (
        delete from history h using gone g where h.event_id = g.event_id returning 1
      )
      select exists (select from forgotten) as forgotten`.execute(db)
    if (!rows[0]?.forgotten) return
  }
}
