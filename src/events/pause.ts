/** Comes back at once, or when others have had their turn. */
export type Pause = () => Promise<void>

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
