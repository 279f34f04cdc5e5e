/** How items are done in groups. */
export interface Grouping<Item, Done> {
  /** Most groups under way at once. */
  underWay: number
  /** Whether so many may be done together. */
  fits(items: readonly Item[]): boolean
  /** Never fails for what one of them is at fault with. */
  together(items: readonly Item[]): Promise<readonly PromiseSettledResult<Done>[]>
  alone(item: Item): Promise<Done>
}

/**
 * Does each item at once, alone, while few are under way. Those that come meanwhile wait and are then done together: at
 * most one group waits, and whoever does not fit into it is done alone.
 */
export function grouped<Item, Done>({ underWay, fits, together, alone }: Grouping<Item, Done>) {
  interface Waiting {
    item: Item
    settle(result: PromiseSettledResult<Done>): void
  }
  let waiting: Waiting[] = []
  let running = 0

  async function run(): Promise<void> {
    running++
    while (waiting.length > 0) {
      const group = waiting
      waiting = []
      const results = await together(group.map(({ item }) => item)).catch((reason: unknown) =>
        group.map(() => ({ status: 'rejected' as const, reason })),
      )
      for (const [i, { settle }] of group.entries())
        settle(results[i] ?? { status: 'rejected', reason: new Error('an item of a group got lost') })
    }
    running--
  }

  return (item: Item): Promise<Done> => {
    if (!fits([...waiting.map((one) => one.item), item])) return alone(item)
    const { promise, resolve, reject } = Promise.withResolvers<Done>()
    waiting.push({
      item,
      settle: (result) => (result.status === 'fulfilled' ? resolve(result.value) : reject(result.reason)),
    })
    if (running < underWay) void run()
    return promise
  }
}
