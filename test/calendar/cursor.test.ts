import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cursor, readCursor, writeCursor } from '../../src/calendar/cursor.ts'
import { SORTS } from '../../src/calendar/parameters.ts'

const CURSORS: fc.Arbitrary<Cursor> = fc.record({
  kind: fc.constantFrom('occurrences', 'events'),
  sort: fc.constantFrom(...SORTS),
  from: fc.option(fc.integer({ min: -3e13, max: 2.5e14 })),
  key: fc.record({
    updated: fc.integer({ min: 0, max: 2.5e14 }),
    start: fc.integer({ min: -3e13, max: 2.5e14 }),
    eventId: fc.uuid(),
    recurrenceId: fc.constantFrom('', '2026-11-03', '2026-11-03T13:00:00'),
  }),
})

test('a cursor says again what it was given, in characters that addresses take', () => {
  fc.assert(
    fc.property(CURSORS, (cursor) => {
      const text = writeCursor(cursor)
      expect(text).toMatch(/^[A-Za-z0-9_-]{1,400}$/)
      expect(readCursor(text)).toEqual(cursor)
    }),
  )
})

test('any other text is none', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readCursor(text)).toBe(null)
    }),
  )
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(readCursor(Buffer.from(JSON.stringify(value)).toString('base64url'))).toBe(null)
    }),
  )
})

test.each([
  [[2, 0, 0, null, 0, 0, '019a5b6c-0000-7000-8000-000000000001', '']],
  [[1, 7, 0, null, 0, 0, '019a5b6c-0000-7000-8000-000000000001', '']],
  [[1, 0, -1, null, 0, 0, '019a5b6c-0000-7000-8000-000000000001', '']],
  [[1, 0, 0, '0', 0, 0, '019a5b6c-0000-7000-8000-000000000001', '']],
  [[1, 0, 0, null, 0.5, 0, '019a5b6c-0000-7000-8000-000000000001', '']],
  [[1, 0, 0, null, 0, -1e14, '019a5b6c-0000-7000-8000-000000000001', '']],
  [[1, 0, 0, null, 0, 1e300, '019a5b6c-0000-7000-8000-000000000001', '']],
  [[1, 0, 0, null, 0, 0, 'not an id', '']],
  [[1, 0, 0, null, 0, 0, '019a5b6c-0000-7000-8000-000000000001', "' or 1=1"]],
  [[1, 0, 0, null, 0, 0, '019a5b6c-0000-7000-8000-000000000001', '', 'more']],
])('a forged one is none: %j', (fields) => {
  expect(readCursor(Buffer.from(JSON.stringify(fields)).toString('base64url'))).toBe(null)
})
