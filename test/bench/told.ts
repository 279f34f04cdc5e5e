import { setTimeout as sleep } from 'node:timers/promises'
import { spentHere } from './measure.ts'

/**
 * What a process of the bench says to its parent, and does for it.
 * @param anew closes, and starts again as if nothing had been asked for yet
 */
export function tellParent(port: number, close: () => Promise<void>, anew?: () => Promise<void>): void {
  process.on('message', async (message) => {
    if (message === 'stop') {
      await close()
      process.exit(0)
    }
    if (message === 'cost') {
      process.send?.({ cpu: spentHere(), peak: process.resourceUsage().maxRSS * 1024 })
      return
    }
    if (message === 'anew') {
      await anew?.()
      globalThis.gc?.()
      process.send?.({})
      return
    }
    if (message === 'settled') await settle()
    const used = await collected()
    process.send?.({ rss: process.memoryUsage.rss(), used })
  })
  // Nobody is left to tell it to stop.
  process.once('disconnect', () => process.exit(0))
  process.send?.({ port })
}

/** Octets in use by JavaScript and its buffers: once what finalizers and weak references let go is gone too, and nothing is garbage. */
async function collected(): Promise<number> {
  for (let round = 0; round < 5; round++) {
    globalThis.gc?.()
    await sleep(1000)
  }
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** V8 keeps a freed page for 8 s in case it is needed again (`--memory-pool-timeout`), and looks at its next collection. */
const PAGE_KEPT_MS = 9_000
const LITTLE = 2e6

/** Waits until collections return nothing more to the system. */
async function settle(): Promise<void> {
  let before = Number.POSITIVE_INFINITY
  for (let isSame = 0; isSame < 2; ) {
    await collected()
    await sleep(PAGE_KEPT_MS)
    const rss = process.memoryUsage.rss()
    isSame = before - rss < LITTLE ? isSame + 1 : 0
    before = rss
  }
}
