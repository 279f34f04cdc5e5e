import { expect, it } from 'vitest'
import { uuidV7 } from '../src/uuid.ts'

it('holds the time, the version and the variant (RFC 9562 §5.7)', () => {
  const id = uuidV7(() => new Date('2022-02-22T19:22:22Z'))()
  expect(id).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

it('sorts in the order of making within a millisecond, when the counter is full, and when the clock goes back', () => {
  let time = Date.parse('2026-11-03T12:00:00Z')
  const newId = uuidV7(() => new Date(time))
  const ids = Array.from({ length: 10_000 }, () => newId())
  time -= 60_000
  ids.push(newId(), newId())
  time += 120_000
  ids.push(newId())
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})
