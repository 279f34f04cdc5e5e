import { expect, test } from 'vitest'
import { createLateness } from '../src/lateness.ts'

test.each([
  ['nothing', [], false],
  ['turns in time', [0, 3, 12, 80, 240], false],
  ['one long turn', [2000], false],
  ['long turns with one in time between', [900, 900, 900, 5, 900, 900, 900], false],
  ['long turns one after the other', [300, 300, 300, 300], true],
  ['the first turn in time after them', [300, 300, 300, 300, 300, 10], false],
])('after %s', (_, samples, expected) => {
  const lateness = createLateness()
  for (const late of samples) lateness.sample(late)
  expect(lateness.isOverloaded()).toBe(expected)
})
