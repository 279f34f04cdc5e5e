import type { Database } from '../db/connect.ts'
import { type Revision, readRevision, rememberRevision } from './calendar/revision.ts'
import type { Deps } from './deps.ts'

/**
 * The revision of what the request under way is answered from: the primary's, or of a public read the read database's.
 * What this gives is never newer than what the request then reads, so nothing old is ever kept under a newer revision.
 */
export function nodeRevision({ vital, onCommit, reads }: Database): NodeRevision {
  const clock = () => performance.now()
  const primary = rememberRevision(() => readRevision(vital), clock)
  onCommit(primary.forget)
  if (!reads) return { revision: primary.current, known: primary.known }

  // Who asks opens its snapshot for it. No later one is older than what was shown.
  const shown = rememberRevision(async () => {
    const snapshot = await reads.current()?.snapshot()
    if (!snapshot) throw new Error('the primary answers')
    return snapshot.revision
  }, clock)

  const revision: Deps['revision'] = async (least = 0) => {
    const reading = reads.current()
    if (!reading) return primary.current(least)
    if (!reading.isOpen && reading.least === 0) {
      const known = await shown.current().catch(() => null)
      if (known) return known
    }
    // Where there is no snapshot, all of this request comes from the primary.
    return (await reading.snapshot())?.revision ?? primary.current(reading.least)
  }
  // Which database the next answer comes from is not known before it is asked for.
  return { revision, known: () => null }
}

export interface NodeRevision {
  revision: Deps['revision']
  /** The revision, where it is known without asking. */
  known(): Revision | null
}
