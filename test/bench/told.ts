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
    // Freed pages go back to the system beside the collection and some seconds after it.
    for (let round = 0; round < 5; round++) {
      globalThis.gc?.()
      await new Promise((done) => setTimeout(done, 1000))
    }
    const { rss, heapUsed, external } = process.memoryUsage()
    process.send?.({ rss, used: heapUsed + external })
  })
  // Nobody is left to tell it to stop.
  process.once('disconnect', () => process.exit(0))
  process.send?.({ port })
}
