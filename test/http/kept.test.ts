import { expect, test } from 'vitest'
import { sizeOf } from '../../src/bytes.ts'
import { createKept } from '../../src/http/kept.ts'
import { type Representation, representationOf } from '../../src/http/representation.ts'
import { depsWithoutDatabase } from '../support/deps.ts'

const deps = depsWithoutDatabase()
const KILO = 1000

/** Keeps texts of `size` octets by name; tells which had to be made. */
function shelves(answerBytes: number) {
  const keep = createKept({ shareWork: true, answerBytes })
  const made: string[] = []
  const of =
    (shelf: ReturnType<typeof keep<Representation>>) =>
    (name: string, state: string, size = 10 * KILO) =>
      shelf(name, state, async () => {
        made.push(`${name} ${state}`)
        return representationOf(deps, name.padEnd(size))
      })
  return { made, one: of(keep()), other: of(keep()), again: of(keep({ fromSecond: true })) }
}

test('an answer is made once for a state, and of one address only the newest is kept', async () => {
  const { made, one, other } = shelves(100 * KILO)
  for (const state of ['1', '1', '2', '2', '1']) await one('a', state)
  await other('a', '1')
  expect(made).toEqual(['a 1', 'a 2', 'a 1', 'a 1'])
})

test('where once is not enough, an answer is kept from the second time, at whichever state the first was', async () => {
  const { made, again } = shelves(100 * KILO)
  for (const state of ['1', '1', '1']) await again('a', state)
  for (const state of ['1', '2', '2']) await again('b', state)
  await again('', '1')
  expect(made).toEqual(['a 1', 'a 1', 'b 1', 'b 2', ' 1'])
})

test('what is made hears whether it is kept', async () => {
  const told: boolean[] = []
  const keep = createKept({ shareWork: true, answerBytes: 100 * KILO })
  const nowhere = createKept({ shareWork: true, answerBytes: 0 })
  for (const shelf of [keep(), keep({ fromSecond: true }), nowhere()])
    for (const state of ['1', '2'])
      await shelf('a', state, async (_, isKept) => {
        told.push(isKept)
        return representationOf(deps, 'a')
      })
  expect(told).toEqual([true, true, false, true, false, false])
})

test('what is asked for once pushes out nothing, and is forgotten after tens of thousands of others', async () => {
  const { made, again } = shelves(100 * KILO)
  for (let i = 0; i < 2; i++) await again('popular', '1')
  for (let i = 0; i < 20_000; i++) await again(`invented-${i}`, '1', 10)
  await again('popular', '1')
  expect(made.filter((line) => line.startsWith('popular'))).toHaveLength(2)
  for (let i = 0; i < 2; i++) await again('invented-0', '1', 10)
  expect(made.slice(-2)).toEqual(['invented-0 1', 'invented-0 1'])
})

test('who asks at the same time waits for the same', async () => {
  const { made, one } = shelves(100 * KILO)
  await Promise.all([one('a', '1'), one('a', '1'), one('a', '2')])
  expect(made).toEqual(['a 1', 'a 2'])
})

test('all shelves share one bound: invented addresses push out what is longest unasked for', async () => {
  const { made, one, other } = shelves(100 * KILO)
  await one('popular', '1')
  for (let i = 0; i < 100; i++) {
    await other(`invented-${i}`, '1')
    await one('popular', '1')
  }
  expect(made.filter((line) => line.startsWith('popular'))).toEqual(['popular 1'])
  await other('invented-0', '1')
  await other('invented-99', '1')
  expect(made.slice(-1)).toEqual(['invented-0 1'])
})

test('long addresses count too', async () => {
  const { made, one } = shelves(100 * KILO)
  for (let i = 0; i < 20; i++) await one(`${i}${'x'.repeat(8 * KILO)}`, '1', 1)
  await one(`0${'x'.repeat(8 * KILO)}`, '1', 1)
  expect(made.length).toBe(21)
})

test('what is bigger than all is not kept, and takes nothing away', async () => {
  const { made, one } = shelves(100 * KILO)
  await one('small', '1')
  for (let i = 0; i < 2; i++) await one('huge', '1', 1000 * KILO)
  await one('small', '1')
  expect(made).toEqual(['small 1', 'huge 1', 'huge 1'])
})

test('of what is sent, room is kept for its coded forms; the newest of what is kept can be looked at', async () => {
  const keep = createKept({ shareWork: true, answerBytes: 100 * KILO })
  const [sent, told] = [keep(), keep({ coded: false })]
  const make = (size: number) => async () => representationOf(deps, ''.padEnd(size))
  for (const shelf of [sent, told]) await shelf('a', '1', make(90 * KILO))
  expect([sent.newest('a')?.made, told.newest('a')?.made, told.newest('b')]).toEqual([
    undefined,
    '1',
    undefined,
  ])
})

test('what fails is tried again', async () => {
  const kept = createKept(deps)()
  const failing = () => kept('a', '1', () => Promise.reject(new Error('away')))
  await expect(failing()).rejects.toThrow('away')
  expect((await kept('a', '1', async () => representationOf(deps, 'here'))).size).toBe(4)
})

test('nothing is kept where there is no room at all', async () => {
  const { made, one } = shelves(0)
  for (let i = 0; i < 3; i++) await one('a', '1')
  expect(made).toHaveLength(3)
})

test('brotli of a big body is made beside, once it is asked for again; gzip is sent until then', async () => {
  const underWay: Promise<void>[] = []
  let compressed = 0
  const counting = {
    ...deps,
    background: (work: Promise<void>) => void underWay.push(work),
    brotli: async (bytes: Uint8Array) => {
      compressed++
      return new Uint8Array(bytes.subarray(0, 3))
    },
  }
  const { coded } = representationOf(counting, 'x'.repeat(500 * KILO))
  expect([coded.has('gzip'), coded.has('br'), compressed]).toEqual([true, false, 0])
  expect([coded.has('br'), coded.has('br'), compressed]).toEqual([false, false, 1])
  await Promise.all(underWay)
  expect([coded.has('br'), sizeOf(await coded.body('br')), compressed]).toEqual([true, 3, 1])
})
