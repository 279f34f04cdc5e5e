import { expect, test } from 'vitest'
import { createDemand } from '../../src/calendar/demand.ts'

/** Tells what was missing, and lets what is read end. */
function demand() {
  const underWay: Promise<void>[] = []
  const tell = createDemand((work) => void underWay.push(work))
  const begun: string[] = []
  return {
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

test('while it is read, it is not begun again', async () => {
  const { begun, miss, ended } = demand()
  const { promise, resolve } = Promise.withResolvers<void>()
  for (let i = 0; i < 5; i++) miss('a', 100, () => promise)
  expect(begun).toEqual(['a'])
  resolve()
  await ended()
  miss('a', 100)
  expect(begun).toEqual(['a', 'a'])
})

test('what took long is read again only after four times as long', async () => {
  const { begun, miss, ended } = demand()
  miss('a', 100, () => new Promise((resolve) => setTimeout(resolve, 100)))
  await ended()
  for (let i = 0; i < 39; i++) miss('a', 10)
  expect(begun).toEqual(['a'])
  for (let i = 0; i < 1000; i++) miss('a', 10)
  expect(begun.length).toBeGreaterThan(1)
})

test('what fails harms nobody, and is tried again in its time', async () => {
  const { begun, miss, ended } = demand()
  miss('a', 100, () => Promise.reject(new Error('away')))
  await ended()
  miss('a', 10_000)
  await ended()
  expect(begun).toEqual(['a', 'a'])
})
