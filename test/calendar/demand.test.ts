import { expect, test } from 'vitest'
import { createDemand } from '../../src/calendar/demand.ts'

/** Tells what was missing, with a clock that stands still until it is moved. */
function demand() {
  const underWay: Promise<void>[] = []
  const clock = { now: 0 }
  const tell = createDemand(
    (work) => void underWay.push(work),
    () => clock.now,
  )
  const begun: string[] = []
  return {
    clock,
    pass: (ms: number) => {
      clock.now += ms
    },
    begun,
    ended: () => Promise.all(underWay),
    miss: (what: string, spent: number, read: () => Promise<unknown> = async () => {}) =>
      tell(what, spent, () => {
        begun.push(what)
        return read()
      }),
  }
}

test('what is missing is read when answers took long without it, each for itself', () => {
  const { begun, miss } = demand()
  for (const what of ['a', 'b', 'a', 'c']) miss(what, 20)
  expect(begun).toEqual([])
  miss('a', 20)
  expect(begun).toEqual(['a'])
})

test('one thing is read at a time; what was due meanwhile is read when it is asked for again', async () => {
  const { begun, miss, ended } = demand()
  const { promise, resolve } = Promise.withResolvers<void>()
  for (const what of ['a', 'a', 'b', 'c']) miss(what, 100, () => promise)
  expect(begun).toEqual(['a'])
  resolve()
  await ended()
  miss('c', 1)
  expect(begun).toEqual(['a', 'c'])
})

test('reading takes a fifth of the time at most, however much is asked for', async () => {
  const { begun, clock, pass, miss, ended } = demand()
  const slow = async () => pass(30)
  for (let month = 0; clock.now < 30_000; month++) {
    miss(`month ${month}`, 1000, slow)
    await ended()
    pass(1)
  }
  expect(begun.length).toBeGreaterThan(190)
  expect(begun.length).toBeLessThanOrEqual(200)
})

test('what took long is read again only after four times as long without it', async () => {
  const { begun, pass, miss, ended } = demand()
  miss('a', 100, async () => pass(100))
  await ended()
  pass(10_000)
  for (let i = 0; i < 39; i++) miss('a', 10)
  expect(begun).toEqual(['a'])
  miss('a', 10)
  expect(begun).toEqual(['a', 'a'])
})

test('what fails harms nobody, and is tried again in its time', async () => {
  const { begun, pass, miss, ended } = demand()
  miss('a', 100, () => Promise.reject(new Error('away')))
  await ended()
  pass(10_000)
  miss('a', 10_000)
  await ended()
  expect(begun).toEqual(['a', 'a'])
})
