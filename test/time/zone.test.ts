import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  canonicalTimeZone,
  instantToDate,
  instantToWall,
  instantToWallMs,
  isSecondOfTwo,
  isTimeZone,
  transitions,
  wallMsToInstant,
  wallToInstant,
} from '../../src/time/zone.ts'

const HOUR = 3_600_000
const at = (text: string) => Date.parse(text)
const utc = (instant: number) => new Date(instant).toISOString().replace('.000', '')

describe('zone names', () => {
  test.each([
    ['Europe/Stockholm', 'Europe/Stockholm'],
    ['europe/STOCKHOLM', 'Europe/Stockholm'],
    ['asia/calcutta', 'Asia/Calcutta'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['utc', 'UTC'],
    ['etc/gmt+5', 'Etc/GMT+5'],
    ['America/Port-au-Prince', 'America/Port-au-Prince'],
  ])('%s is known', (name, canonical) => expect(canonicalTimeZone(name)).toBe(canonical))
  test.each([
    '',
    '+01:00',
    'Z',
    'Europe/Atlantis',
    '2026-01-01T00:00[Europe/Stockholm]',
    'Europe/Stockholm ',
    '../etc',
    'W. Europe Standard Time',
  ])('%j is not', (name) => expect(isTimeZone(name)).toBe(false))
  test('an unknown zone is an error, not UTC', () => {
    expect(() => wallToInstant('2026-11-03', 'Europe/Atlantis')).toThrow(RangeError)
    expect(() => wallToInstant('2026-02-30', 'Europe/Stockholm')).toThrow(RangeError)
  })
})

describe('wall time to instant', () => {
  test.each([
    ['winter', 'Europe/Stockholm', '2026-11-03T13:00:00', '2026-11-03T12:00:00Z'],
    ['a date is its midnight', 'Europe/Stockholm', '2026-07-01', '2026-06-30T22:00:00Z'],
    ['gap of 2026', 'Europe/Stockholm', '2026-03-29T02:30:00', '2026-03-29T01:30:00Z'],
    ['the gap’s first second', 'Europe/Stockholm', '2027-03-28T02:00:00', '2027-03-28T01:00:00Z'],
    ['the second after the gap', 'Europe/Stockholm', '2027-03-28T03:00:00', '2027-03-28T01:00:00Z'],
    ['overlap of 2026: the first', 'Europe/Stockholm', '2026-10-25T02:30:00', '2026-10-25T00:30:00Z'],
    ['the second after the overlap', 'Europe/Stockholm', '2027-10-31T03:00:00', '2027-10-31T02:00:00Z'],
    ['half an hour’s gap', 'Australia/Lord_Howe', '2026-10-04T02:15:00', '2026-10-03T15:45:00Z'],
    ['half an hour’s overlap', 'Australia/Lord_Howe', '2026-04-05T01:45:00', '2026-04-04T14:45:00Z'],
    ['a skipped midnight', 'America/Santiago', '2026-09-06', '2026-09-06T04:00:00Z'],
    ['a skipped day', 'Pacific/Apia', '2011-12-30T12:00:00', '2011-12-30T22:00:00Z'],
    ['local mean time', 'Europe/Berlin', '1850-01-01T00:00:00', '1849-12-31T23:06:32Z'],
    ['far ahead', 'Europe/Stockholm', '9999-07-01T12:00:00', '9999-07-01T10:00:00Z'],
  ])('%s', (_, zone, wall, expected) => expect(utc(wallToInstant(wall, zone))).toBe(expected))
})

test('instant to wall time', () => {
  expect(instantToWall(at('2026-03-29T01:30:00Z'), 'Europe/Stockholm')).toBe('2026-03-29T03:30:00')
  expect(instantToDate(at('2026-11-03T23:30:00Z'), 'Europe/Stockholm')).toBe('2026-11-04')
})

test('the second pass through the repeated hour is told from the first', () => {
  expect(isSecondOfTwo(at('2026-10-25T00:30:00Z'), 'Europe/Stockholm')).toBe(false)
  expect(isSecondOfTwo(at('2026-10-25T01:30:00Z'), 'Europe/Stockholm')).toBe(true)
  expect(isSecondOfTwo(at('2026-10-25T02:00:00Z'), 'Europe/Stockholm')).toBe(false)
  expect(isSecondOfTwo(at('2026-03-29T01:30:00Z'), 'Europe/Stockholm')).toBe(false)
})

test('transitions in order, the window half open', () => {
  const [spring, autumn] = [at('2026-03-29T01:00:00Z'), at('2026-10-25T01:00:00Z')]
  expect(transitions('Europe/Stockholm', spring, autumn)).toEqual([
    { at: spring, before: HOUR, after: 2 * HOUR },
  ])
  expect(transitions('Europe/Stockholm', spring + 1, autumn + 1)).toEqual([
    { at: autumn, before: 2 * HOUR, after: HOUR },
  ])
  expect(transitions('Europe/Stockholm', at('1970-01-01'), at('2100-01-01'))).toHaveLength(240)
  expect(transitions('Asia/Kolkata', at('1970-01-01'), at('2100-01-01'))).toEqual([])
})

test('every zone agrees with Temporal at random and around its transitions', () => {
  const zones = Intl.supportedValuesOf('timeZone')
  const [first, last] = [at('1880-01-01'), at('2200-01-01')]
  const cases = fc.tuple(
    fc.constantFrom(...zones),
    fc.integer({ min: first / 1000, max: last / 1000 }),
    fc.nat(500),
    fc.integer({ min: -9000, max: 9000 }),
  )
  fc.assert(
    fc.property(cases, ([zone, second, nth, aside]) => {
      const changes = transitions(zone, first, last)
      const near = changes[nth % Math.max(changes.length, 1)]
      for (const ms of [second * 1000, near ? near.at + near.before + aside * 1000 : second]) {
        const temporal = Temporal.Instant.fromEpochMilliseconds(ms)
        expect(instantToWallMs(ms, zone)).toBe(ms + temporal.toZonedDateTimeISO(zone).offsetNanoseconds / 1e6)
        const zoned = temporal.toZonedDateTimeISO('UTC').toPlainDateTime().toZonedDateTime(zone)
        expect(wallMsToInstant(ms, zone)).toBe(zoned.epochMilliseconds)
      }
    }),
    { numRuns: 2000 },
  )
})
