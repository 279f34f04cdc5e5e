import { expect, test } from 'vitest'
import { once } from '../src/once.ts'

test('what is made once is made when it is first asked for, and again only where that failed', () => {
  let tries = 0
  const made = once(() => {
    tries++
    if (tries === 1) throw new Error('not yet')
    return { tries }
  })
  expect(tries).toBe(0)
  expect(made).toThrow('not yet')
  expect(made()).toEqual({ tries: 2 })
  expect(made()).toBe(made())
  expect(tries).toBe(2)
})
