import type { Database } from '../db/connect.ts'
import { readRevision, rememberRevision } from './calendar/revision.ts'
import type { Deps } from './deps.ts'

/**
 * The revision of what the request under way is answered from: the primary's, or of a public read the read database's.
 * What this gives is never newer than what the request then reads, so nothing old is ever kept under a newer revision.
 */
export function nodeRevision({ vital, onCommit, reads }: Database): Deps['revision'] {
  const clock = () => performance.now()
  const primary = rememberRevision(() => readRevision(vital), clock)
  onCommit(primary.forget)
  if (!reads) return primary.current

  // Who asks opens its snapshot for it. No later one is older than what was shown.
  const shown = rememberRevision(async () => {
    const snapshot = await reads.current()?.snapshot()
    if (!snapshot) throw new Error('the primary answers')
    return snapshot.revision
  }, clock)

  return async (least = 0) => {
    const reading = reads.current()
    if (!reading) return primary.current(least)
    if (!reading.isOpen && reading.least === 0) {
      const known = await shown.current().catch(() => null)
      if (known) return known
    }
    // Where there is no snapshot, all of this request comes from the primary.
    return (await reading.snapshot())?.revision ?? primary.current(reading.least)
  }
}
