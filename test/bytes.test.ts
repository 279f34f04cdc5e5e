import { expect, test } from 'vitest'
import { joined, sizeOf } from '../src/bytes.ts'

/** Of more than an octet each, these are longer than what is counted at once. */
const LONG = 40_000

test.each([
  ['nothing', ''],
  ['ASCII', 'Konsert'],
  ['two octets a character', 'åäö'.repeat(LONG)],
  ['three', `–${'€'.repeat(LONG)}`],
  ['pairs, at even places', '🎻'.repeat(LONG)],
  ['pairs, at odd places', `a${'🎻'.repeat(LONG)}`],
  ['half a pair', `${'a'.repeat(65_534)}\ud83c${'b'.repeat(LONG)}`],
  ['made of many', Array.from({ length: LONG }, (_, i) => `${i}å`).join()],
])('the octets of a text are counted as they are sent: %s', (_, text) => {
  expect(sizeOf(text)).toBe(new TextEncoder().encode(text).length)
  expect(joined(text)).toEqual(new TextEncoder().encode(text))
})

test('those of parts are of all of them', () => {
  const parts = [Uint8Array.of(1, 2), Uint8Array.of(), Uint8Array.of(3)]
  expect(sizeOf(parts)).toBe(3)
  expect(joined(parts)).toEqual(Uint8Array.of(1, 2, 3))
})
