import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { civilDate, dayNumber, weekdayOf, weekYearOf } from '../../src/time/civil.ts'
import {
  formatBasicDate,
  formatBasicWall,
  formatDate,
  formatDuration,
  formatWall,
  parseBasicWall,
  parseDuration,
  parseWall,
} from '../../src/time/wall.ts'

const MS = Date.UTC(2026, 10, 3, 13, 5, 9)
const HOUR = 3_600_000

test('wall times and dates are read as wall numbers', () => {
  expect(parseWall('2026-11-03T13:05:09')).toEqual({ kind: 'dateTime', ms: MS })
  expect(parseWall('2026-11-03T13:05')).toEqual({ kind: 'dateTime', ms: MS - 9000 })
  expect(parseWall('2026-11-03')).toEqual({ kind: 'date', ms: Date.UTC(2026, 10, 3) })
  expect(parseBasicWall('20261103T130509')).toEqual({ kind: 'dateTime', ms: MS })
  expect(parseBasicWall('20261103')).toEqual({ kind: 'date', ms: Date.UTC(2026, 10, 3) })
  expect(parseBasicWall('20261231T235960')).toEqual({
    kind: 'dateTime',
    ms: Date.UTC(2026, 11, 31, 23, 59, 59),
  })
})

test.each([
  '', '2026', '2026-11', '2026-11-3', '2026-02-29', '2100-02-29', '2026-04-31', '2026-00-10', '2026-13-10', '2026-11-00',
  '0999-01-01', '12026-01-01', '+02026-01-01', '2026-11-03T', '2026-11-03T13', '2026-11-03T24:00', '2026-11-03T13:60',
  '2026-11-03T13:00:60', '2026-11-03T13:00:00.000', '2026-11-03T13:00Z', '2026-11-03T13:00+01:00', '2026-11-03 13:00',
  '2026-11-03t13:00', ' 2026-11-03', '2026-11-03\n', '20261103', '２０２６-11-03', '2026-11-0x', '2026-11-03T1:000:00',
])('%j is no wall time', (text) => expect(parseWall(text)).toBeNull()) // biome-ignore format: a list to read

test.each([
  '',
  '20260229',
  '20261103T',
  '20261103T1300',
  '20261103T130000Z',
  '20261103T240000',
  '2026-11-03',
  '202611031',
])('%j is no basic wall time', (text) => expect(parseBasicWall(text)).toBeNull())

test('wall numbers are written in both forms', () => {
  expect(formatWall(MS)).toBe('2026-11-03T13:05:09')
  expect(formatDate(MS)).toBe('2026-11-03')
  expect(formatBasicWall(MS)).toBe('20261103T130509')
  expect(formatBasicDate(MS)).toBe('20261103')
})

test('reading and writing agree with the calendar of Date, years 1000 to 9999', () => {
  const seconds = fc.integer({ min: Date.UTC(1000, 0, 1) / 1000, max: Date.UTC(10_000, 0, 1) / 1000 - 1 })
  fc.assert(
    fc.property(seconds, (second) => {
      const iso = new Date(second * 1000).toISOString().slice(0, 19)
      expect(formatWall(second * 1000)).toBe(iso)
      expect(parseWall(iso)?.ms).toBe(second * 1000)
      const day = Math.floor(second / 86_400)
      const date = new Date(day * 86_400_000)
      expect(civilDate(day)).toEqual({
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
      })
      expect(dayNumber(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())).toBe(day)
      expect(weekdayOf(day)).toBe((date.getUTCDay() + 6) % 7)
      expect(weekYearOf(day, 0)).toBe(Temporal.PlainDate.from(iso.slice(0, 10)).yearOfWeek)
    }),
  )
})

describe('durations', () => {
  test.each<[string, { days: number; milliseconds: number }, string]>([
    ['P2W', { days: 14, milliseconds: 0 }, 'P14D'],
    ['P1D', { days: 1, milliseconds: 0 }, 'P1D'],
    ['PT90M', { days: 0, milliseconds: 1.5 * HOUR }, 'PT1H30M'],
    ['P1DT2H30M15S', { days: 1, milliseconds: 2.5 * HOUR + 15_000 }, 'P1DT2H30M15S'],
    ['PT36H', { days: 0, milliseconds: 36 * HOUR }, 'PT36H'],
    ['PT0S', { days: 0, milliseconds: 0 }, 'PT0S'],
  ])('%s', (text, duration, written) => {
    expect(parseDuration(text)).toEqual(duration)
    expect(formatDuration(duration)).toBe(written)
  })
  test.each([
    '',
    'P',
    'PT',
    'P1DT',
    'P1Y',
    'P1M',
    '-P1D',
    '+P1D',
    'PT1.5H',
    'PT1,5H',
    'P1H',
    '1D',
    'p1d',
    'PT1M1H',
    'P1D ',
  ])('%j is none that is taken', (text) => expect(parseDuration(text)).toBeNull())
})
