import { describe, expect, it } from 'vitest'
import { grouped } from '../../src/events/grouped.ts'

/** Items are numbers; groups go on when they are told to. */
function open(underWay: number, most: number) {
  const begun: { items: readonly number[]; end(result?: Error): void }[] = []
  const alone: number[] = []
  const take = grouped<number, string>({
    underWay,
    fits: (items) => items.length <= most,
    together: (items) =>
      new Promise((resolve, reject) => {
        const results = items.map((item) =>
          item < 0
            ? ({ status: 'rejected', reason: new Error(`not ${item}`) } as const)
            : ({ status: 'fulfilled', value: `did ${item}` } as const),
        )
        begun.push({ items, end: (error) => (error ? reject(error) : resolve(results)) })
      }),
    alone: async (item) => {
      alone.push(item)
      return `did ${item} alone`
    },
  })
  return { take, begun, alone, groups: () => begun.map(({ items }) => items) }
}
const soon = () => new Promise((resolve) => setTimeout(resolve))

describe('items in groups', () => {
  it('are begun at once while few are under way, and then wait to go together', async () => {
    const { take, begun, groups } = open(2, 10)
    const all = Promise.all([1, 2, 3, 4, 5].map(take))
    expect(groups()).toEqual([[1], [2]])
    begun[1]?.end()
    await soon()
    expect(groups()).toEqual([[1], [2], [3, 4, 5]])
    begun[0]?.end()
    begun[2]?.end()
    expect(await all).toEqual(['did 1', 'did 2', 'did 3', 'did 4', 'did 5'])
  })

  it('go alone where the group that waits has no room', async () => {
    const { take, begun, groups, alone } = open(1, 2)
    const all = Promise.all([1, 2, 3, 4].map(take))
    expect([groups(), alone]).toEqual([[[1]], [4]])
    begun[0]?.end()
    await soon()
    begun[1]?.end()
    expect(await all).toEqual(['did 1', 'did 2', 'did 3', 'did 4 alone'])
  })

  it('fail each for itself, or all where their group does, and others go on', async () => {
    const { take, begun } = open(1, 10)
    const first = Promise.allSettled([take(1)])
    const second = Promise.allSettled([take(2), take(-3)])
    begun[0]?.end(new Error('lost'))
    expect(await first).toEqual([{ status: 'rejected', reason: new Error('lost') }])
    begun[1]?.end()
    expect(await second).toEqual([
      { status: 'fulfilled', value: 'did 2' },
      { status: 'rejected', reason: new Error('not -3') },
    ])
    const third = take(4)
    begun[2]?.end()
    expect(await third).toBe('did 4')
  })
})
