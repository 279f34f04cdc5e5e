import { setTimeout as sleep } from 'node:timers/promises'
import { type Claim, claimFolder, type OwnClaim } from './claims.ts'

/** Another process holds the folder. The message names it. */
export class LockedError extends Error {
  override name = 'LockedError'
}

/** Milliseconds to wait for a holder that is about to end, as when a service is restarted. */
const PATIENCE = 1_000

/**
 * Takes the folder for this process alone, until `release` or the process's end, however it ends.
 *
 * Of two at once at most one wins: each first claims and only then looks for others, so whichever looks
 * later sees the earlier. A claimant gives way to any with a lower id and waits for those with a higher one
 * to do the same, so one of them does win. Nothing is ever taken from a process that lives, be it stopped.
 *
 * @param dir an existing folder; the claims are in `lock` inside it
 * @throws LockedError after about a second
 */
export async function takeLock(dir: string): Promise<{ release(): Promise<void> }> {
  const claims = await claimFolder(dir)
  const deadline = performance.now() + PATIENCE
  try {
    while (true) {
      const own = await claims.make()
      if (await prevails(own)) {
        await claims.clearDead(own)
        return own
      }
      await own.release()
      await untilFree()
    }
  } finally {
    await claims.close()
  }

  async function prevails(own: OwnClaim): Promise<boolean> {
    while (performance.now() < deadline) {
      const others = await claims.living(own)
      // A winner may have taken our file for a dead one's before we listened, and have died since.
      if (others.length === 0) return claims.has(own)
      if (others.some(({ id }) => id < own.id)) return false
      await sleep(20)
    }
    return false
  }

  async function untilFree(): Promise<void> {
    while (true) {
      const others = await claims.living()
      if (others.length === 0) return
      if (performance.now() > deadline) throw new LockedError(refusal(dir, others))
      await sleep(40)
    }
  }
}

/** Names the one that has been there longest: the others are refused like us. */
function refusal(dir: string, claims: Claim[]): string {
  const [oldest] = claims.toSorted((a, b) => (a.started < b.started ? -1 : 1))
  const holder = oldest
    ? `process ${oldest.pid} on ${oldest.host}, started ${oldest.started}`
    : 'another process'
  return `DATA_DIR ${dir} is in use by ${holder}. Stop that process, or give this one a DATA_DIR of its own.`
}
