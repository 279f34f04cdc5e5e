import { sql } from 'kysely'
import type { Db } from '../deps.ts'

export interface Taken {
  /** By all replicas in this window, with what was just added. */
  taken: number
  ends: Date
}

/** The window of every limit, in milliseconds. */
export const WINDOW_MS = 60_000
/** Beyond what clocks may differ by. */
const NO_WINDOW_MS = 60 * WINDOW_MS

/**
 * Takes `more` requests of a subject's window, or begins a new window where the last has ended. No window ends later than one
 * that begins now: such an end is of a clock that is, or was, ahead.
 */
export async function takeMore(
  db: Db,
  subject: string,
  more: number,
  { now, ends }: { now: Date; ends: Date },
): Promise<Taken> {
  const latest = new Date(now.getTime() + WINDOW_MS)
  const { rows } = await sql<Taken>`
    insert into request_counts as r (subject, taken, ends) values (${subject}, ${more}, ${ends})
    on conflict (subject) do update set
      taken = case when r.ends <= ${now} then excluded.taken else r.taken + excluded.taken end,
      ends = case when r.ends <= ${now} then excluded.ends else least(r.ends, ${latest}) end
    returning taken, ends`.execute(db)
  const [row] = rows
  if (!row) throw new Error('no count came back')
  return row
}

/** Removes windows that have ended, and those of a wrong clock; whoever comes again begins a new one. */
export async function forgetEnded(db: Db, now: Date): Promise<void> {
  const latest = new Date(now.getTime() + NO_WINDOW_MS)
  await db
    .deleteFrom('request_counts')
    .where((row) => row.or([row('ends', '<=', now), row('ends', '>', latest)]))
    .execute()
}
