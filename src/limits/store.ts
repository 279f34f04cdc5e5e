import { sql } from 'kysely'
import type { Db } from '../deps.ts'

export interface Taken {
  /** By all replicas in this window, with what was just added. */
  taken: number
  ends: Date
}

/** Takes `more` requests of a subject's window, or begins a new window where the last has ended. */
export async function takeMore(
  db: Db,
  subject: string,
  more: number,
  { now, ends }: { now: Date; ends: Date },
): Promise<Taken> {
  const { rows } = await sql<Taken>`
    insert into request_counts as r (subject, taken, ends) values (${subject}, ${more}, ${ends})
    on conflict (subject) do update set
      taken = case when r.ends <= ${now} then excluded.taken else r.taken + excluded.taken end,
      ends = case when r.ends <= ${now} then excluded.ends else r.ends end
    returning taken, ends`.execute(db)
  const [row] = rows
  if (!row) throw new Error('no count came back')
  return row
}

/** Removes windows that have ended; whoever comes again begins a new one. */
export async function forgetEnded(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('request_counts').where('ends', '<=', now).execute()
}
