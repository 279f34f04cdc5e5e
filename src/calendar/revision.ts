import type { Db } from '../deps.ts'

/** Which state of the published calendar there is, and since when. */
export interface Revision {
  revision: number
  changed: Date
}

/**
 * Names a state for what is kept of it. The number is not enough: where a primary is lost with its last changes, or put
 * back from a backup, the same numbers come again for other states.
 */
export function stateName({ revision, changed }: Revision): string {
  return `${revision}@${changed.getTime()}`
}

export function readRevision(db: Db): Promise<Revision> {
  return db.selectFrom('calendar').select(['revision', 'changed']).executeTakeFirstOrThrow()
}

/** How long another process's change may stay unseen, in milliseconds: the contract allows a second. */
const TRUSTED_MS = 250

/**
 * The revision in memory, so that an unchanged calendar costs the database nothing: it is asked again when something
 * was committed here, and when what it said is older than a quarter of a second. That is asked for on demand, and
 * not kept up by a listening connection, so that a pooler in between or a lost connection changes nothing.
 * @param monotonic a clock in milliseconds that never goes back
 */
export function rememberRevision(read: () => Promise<Revision>, monotonic: () => number) {
  let known: { value: Revision; at: number } | null = null
  let asking: Promise<Revision> | null = null
  let commits = 0

  async function ask(): Promise<Revision> {
    const [before, at] = [commits, monotonic()]
    const value = await read()
    // What was read before a commit does not know of it.
    if (before === commits) known = { value, at }
    return value
  }

  function begin(): Promise<Revision> {
    const own = ask().finally(() => {
      if (asking === own) asking = null
    })
    asking = own
    return own
  }

  const trusted = (): Revision | null => (known && monotonic() - known.at < TRUSTED_MS ? known.value : null)

  return {
    /** What is known now; null where it must be asked for. */
    known: trusted,
    /** @param least asks anew where what is known is an earlier one; once for all who do */
    async current(least = 0): Promise<Revision> {
      const now = trusted()
      if (now && now.revision >= least) return now
      if (!asking) return begin()
      const value = await asking
      // That question may be from before what this one was told.
      return value.revision >= least ? value : (asking ?? begin())
    },
    /** To be told of each commit: who asks afterwards is not answered by what was asked before. */
    forget(): void {
      commits++
      known = null
      asking = null
    },
  }
}
