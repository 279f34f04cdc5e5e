import type { Pause } from './components.ts'

/** The longest that long work keeps other requests waiting, in milliseconds. */
const TURN = 10

/** A pause for long work to call often: it gives other work its turn, where this one has had enough. */
export function breather(): Pause {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < TURN) return
    await new Promise<void>((resolve) => setTimeout(resolve))
    since = performance.now()
  }
}
