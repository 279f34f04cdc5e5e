import { describe, expect, test } from 'vitest'
import { firstStart, lastEnd, occurrenceAt, startsBetween } from '../../src/recurrence/expand.ts'
import type { Length, Schedule } from '../../src/recurrence/model.ts'
import { first, instant, schedule, utc } from './support.ts'

const at = (text: string) => Date.parse(text)
const HOUR = 3_600_000

describe('a series keeps its wall time across DST', () => {
  const TABLE: [string, string, string, string, string[]][] = [
    ['spring 2026', 'Europe/Stockholm', '2026-03-28T13:00:00', 'FREQ=DAILY', ['2026-03-28T12:00:00Z', '2026-03-29T11:00:00Z', '2026-03-30T11:00:00Z']],
    ['autumn 2026', 'Europe/Stockholm', '2026-10-24T13:00:00', 'FREQ=DAILY', ['2026-10-24T11:00:00Z', '2026-10-25T12:00:00Z', '2026-10-26T12:00:00Z']],
    ['spring 2027', 'Europe/Stockholm', '2027-03-21T09:00:00', 'FREQ=WEEKLY', ['2027-03-21T08:00:00Z', '2027-03-28T07:00:00Z', '2027-04-04T07:00:00Z']],
    ['autumn 2027', 'Europe/Stockholm', '2027-10-24T09:00:00', 'FREQ=WEEKLY', ['2027-10-24T07:00:00Z', '2027-10-31T08:00:00Z', '2027-11-07T08:00:00Z']],
    ['in a gap: the offset before it', 'Europe/Stockholm', '2026-03-28T02:30:00', 'FREQ=DAILY', ['2026-03-28T01:30:00Z', '2026-03-29T01:30:00Z', '2026-03-30T00:30:00Z']],
    ['in an overlap: the first', 'Europe/Stockholm', '2026-10-24T02:30:00', 'FREQ=DAILY', ['2026-10-24T00:30:00Z', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z']],
    ['the half-hour gap of Lord Howe', 'Australia/Lord_Howe', '2026-10-03T02:15:00', 'FREQ=DAILY', ['2026-10-02T15:45:00Z', '2026-10-03T15:45:00Z', '2026-10-04T15:15:00Z']],
    ['the half-hour overlap of Lord Howe', 'Australia/Lord_Howe', '2026-04-04T01:45:00', 'FREQ=DAILY', ['2026-04-03T14:45:00Z', '2026-04-04T14:45:00Z', '2026-04-05T15:15:00Z']],
    ['New York', 'America/New_York', '2026-03-07T23:30:00', 'FREQ=DAILY', ['2026-03-08T04:30:00Z', '2026-03-09T03:30:00Z', '2026-03-10T03:30:00Z']],
    ['all day in Stockholm', 'Europe/Stockholm', '2026-03-28', 'FREQ=DAILY', ['2026-03-27T23:00:00Z', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z']],
    ['a day whose midnight is skipped (Santiago)', 'America/Santiago', '2026-09-05', 'FREQ=DAILY', ['2026-09-05T04:00:00Z', '2026-09-06T04:00:00Z', '2026-09-07T03:00:00Z']],
    ['the day that Samoa skipped', 'Pacific/Apia', '2011-12-29', 'FREQ=DAILY', ['2011-12-29T10:00:00Z', '2011-12-30T10:00:00Z', '2011-12-30T10:00:00Z']],
  ] // biome-ignore format: a table to read
  test.each(TABLE)('%s', (_, timeZone, start, rrule, expected) => {
    expect(utc(3, schedule(start, rrule, { timeZone }))).toEqual(expected)
  })

  test('in a gap the recurrence id stays nominal', () => {
    expect(first(2, schedule('2026-03-28T02:30:00', 'FREQ=DAILY'))[1]).toBe('2026-03-29T02:30:00')
  })

  test('a skipped wall time comes after the later ones that it moves behind', () => {
    const series = schedule('2026-03-29T01:30:00', 'FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=0,30')
    const found = [...startsBetween(series, null, null).take(6)].map((it) => [
      it.recurrenceId?.slice(11, 16),
      instant(it.start).slice(11, 16),
    ])
    expect(found).toEqual([
      ['01:30', '00:30'],
      ['02:00', '01:00'],
      ['03:00', '01:00'],
      ['02:30', '01:30'],
      ['03:30', '01:30'],
      ['01:00', '23:00'],
    ])
  })
})

describe('calendars’ corners', () => {
  const TABLE: [string, string, string, string[]][] = [
    ['the 29th of February is skipped in common years', '2024-02-29', 'FREQ=YEARLY', ['2024-02-29', '2028-02-29', '2032-02-29']],
    ['and around 2100', '2096-02-29', 'FREQ=YEARLY', ['2096-02-29', '2104-02-29', '2108-02-29']],
    ['the 31st is skipped in short months', '2026-01-31', 'FREQ=MONTHLY', ['2026-01-31', '2026-03-31', '2026-05-31']],
    ['day 366 exists in leap years', '2024-12-31', 'FREQ=YEARLY;BYYEARDAY=366', ['2024-12-31', '2028-12-31', '2032-12-31']],
    ['day -366 is New Year of leap years', '2024-01-01', 'FREQ=YEARLY;BYYEARDAY=-366', ['2024-01-01', '2028-01-01', '2032-01-01']],
    ['week 1 of a year may begin in the one before', '2024-12-30', 'FREQ=YEARLY;BYWEEKNO=1', ['2024-12-30', '2025-12-29', '2027-01-04']],
    ['week 53 may end in the year after', '2027-01-01', 'FREQ=YEARLY;BYWEEKNO=53', ['2027-01-01', '2032-12-31', '2038-01-01']],
    ['week -1 is the last', '2025-12-22', 'FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO', ['2025-12-22', '2026-12-28', '2027-12-27']],
    ['every other week-numbering year from the start’s own', '2024-12-30', 'FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1', ['2024-12-30', '2027-01-04', '2029-01-01']],
    ['weeks that start on Sunday number otherwise', '2026-01-04', 'FREQ=YEARLY;BYWEEKNO=1;BYDAY=SU;WKST=SU', ['2026-01-04', '2027-01-03', '2028-01-02']],
    ['yearly on the 15th means every month', '2026-11-15', 'FREQ=YEARLY;BYMONTHDAY=15', ['2026-11-15', '2026-12-15', '2027-01-15']],
    ['the first Monday of the year', '2026-01-05', 'FREQ=YEARLY;BYDAY=1MO', ['2026-01-05', '2027-01-04', '2028-01-03']],
    ['the first Monday of two months', '2026-01-05', 'FREQ=YEARLY;BYMONTH=1,6;BYDAY=1MO', ['2026-01-05', '2026-06-01', '2027-01-04']],
    ['plain and numbered weekdays add up', '2026-01-05', 'FREQ=MONTHLY;BYDAY=MO,1TU', ['2026-01-05', '2026-01-06', '2026-01-12']],
    ['every third month over New Year', '2026-11-30', 'FREQ=MONTHLY;INTERVAL=3', ['2026-11-30', '2027-05-30', '2027-08-30']],
    ['every other week over New Year', '2026-12-27', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU', ['2026-12-27', '2027-01-04', '2027-01-10']],
    ['the last working day of the year', '2026-12-31', 'FREQ=YEARLY;BYMONTH=12;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', ['2026-12-31', '2027-12-31', '2028-12-29']],
  ] // biome-ignore format: a table to read
  test.each(TABLE)('%s', (_, start, rrule, expected) => {
    expect(first(3, schedule(start, rrule))).toEqual(expected)
  })

  test('BYSETPOS chooses among the times of a period, those before the start included', () => {
    const series = schedule('2026-11-03T15:00:00', 'FREQ=DAILY;BYHOUR=9,12,15;BYSETPOS=1,-1')
    expect(first(3, series)).toEqual(['2026-11-03T15:00:00', '2026-11-04T09:00:00', '2026-11-04T15:00:00'])
  })

  test('second 60 is the 59th', () => {
    expect(first(1, schedule('2026-11-03T09:00:59', 'FREQ=DAILY;BYSECOND=60'))).toEqual([
      '2026-11-03T09:00:59',
    ])
  })

  test('the calendar ends with the year 9999', () => {
    const series = schedule('9998-12-31T23:00:00', 'FREQ=YEARLY', { timeZone: 'America/New_York' })
    expect(first(9, series)).toEqual(['9998-12-31T23:00:00', '9999-12-31T23:00:00'])
  })
})

describe('COUNT and UNTIL', () => {
  const ids = (series: Schedule) => first(99, series).map((id) => id?.slice(5))
  const from = '2026-11-03T13:00:00'
  test('COUNT counts before exdate', () => {
    expect(ids(schedule(from, 'FREQ=DAILY;COUNT=3', { exdate: ['2026-11-04T13:00:00'] }))).toEqual([
      '11-03T13:00:00',
      '11-05T13:00:00',
    ])
  })
  test('UNTIL in UTC is compared as an instant', () => {
    expect(ids(schedule(from, 'FREQ=DAILY;UNTIL=20261104T120000Z'))).toHaveLength(2)
    expect(ids(schedule(from, 'FREQ=DAILY;UNTIL=20261104T115959Z'))).toHaveLength(1)
  })
  test('UNTIL without Z is local', () => {
    expect(ids(schedule(from, 'FREQ=DAILY;UNTIL=20261104T130000'))).toHaveLength(2)
    expect(ids(schedule(from, 'FREQ=DAILY;UNTIL=20261104T125959'))).toHaveLength(1)
  })
  test('UNTIL as a date counts that whole local day', () => {
    expect(ids(schedule('2026-11-03T23:59:59', 'FREQ=DAILY;UNTIL=20261104'))).toHaveLength(2)
    expect(ids(schedule('2026-11-03', 'FREQ=DAILY;UNTIL=20261104'))).toEqual(['11-03', '11-04'])
  })
})

describe('rdate and exdate', () => {
  test('rdate adds, a duplicate counts once, exdate drops both kinds', () => {
    const series = schedule('2026-11-03', 'FREQ=WEEKLY;COUNT=3', {
      rdate: ['2026-10-01', '2026-11-10', '2026-11-11', '2026-11-12'],
      exdate: ['2026-11-11', '2026-11-17'],
    })
    expect(first(9, series)).toEqual(['2026-10-01', '2026-11-03', '2026-11-10', '2026-11-12'])
  })
  test('rdate alone is allowed; the start is then one of them', () => {
    const series = schedule('2026-11-03T13:00:00', null, { rdate: ['2026-11-05T09:00:00'] })
    expect(first(9, series)).toEqual(['2026-11-03T13:00:00', '2026-11-05T09:00:00'])
  })
  test('a single start has no recurrence id', () => {
    expect(first(9, schedule('2026-11-03T13:00:00', null))).toEqual([null])
  })
  test('a single start may be the second of two', () => {
    const second = schedule('2026-10-25T02:30:00', null, {
      startIsSecond: true,
      length: { kind: 'exact', milliseconds: HOUR },
    })
    expect([...startsBetween(second, null, null)]).toEqual([
      { recurrenceId: null, start: at('2026-10-25T01:30:00Z'), end: at('2026-10-25T02:30:00Z') },
    ])
    expect(utc(1, { ...second, start: '2026-10-24T02:30:00' })).toEqual(['2026-10-24T00:30:00Z'])
  })
})

describe('the end of an occurrence', () => {
  const TABLE: [string, string, Length, string | null][] = [
    ['none: unknown', '2026-10-24T20:00:00', { kind: 'none' }, null],
    ['none, all day: the next midnight', '2026-10-25', { kind: 'none' }, '2026-10-25T23:00:00Z'],
    ['exact over DST', '2026-10-24T20:00:00', { kind: 'exact', milliseconds: 24 * HOUR }, '2026-10-25T18:00:00Z'],
    ['nominal over DST', '2026-10-24T20:00:00', { kind: 'nominal', days: 1, milliseconds: 0 }, '2026-10-25T19:00:00Z'],
    ['nominal hours are exact', '2026-10-24T20:00:00', { kind: 'nominal', days: 0, milliseconds: 24 * HOUR }, '2026-10-25T18:00:00Z'],
    ['days are calendar days', '2026-10-24', { kind: 'days', days: 3 }, '2026-10-26T23:00:00Z'],
  ] // biome-ignore format: a table to read
  test.each(TABLE)('%s', (_, start, length, end) => {
    const found = firstStart(schedule(start, null, { length }))?.end
    expect(found == null ? null : instant(found)).toBe(end)
  })
})

describe('single questions', () => {
  const series = schedule('2026-11-03T13:00:00', 'FREQ=WEEKLY;COUNT=3', {
    rdate: ['2026-12-24T15:00:00'],
    exdate: ['2026-11-10T13:00:00'],
  })
  test('occurrenceAt finds rule and rdate, not exdate, not what lies beyond COUNT', () => {
    const found = (id: string) => occurrenceAt(series, id)?.recurrenceId ?? null
    expect(found('2026-11-17T13:00:00')).toBe('2026-11-17T13:00:00')
    expect(found('2026-12-24T15:00:00')).toBe('2026-12-24T15:00:00')
    expect(found('2026-11-10T13:00:00')).toBeNull()
    expect(found('2026-11-24T13:00:00')).toBeNull()
    expect(found('2026-11-17')).toBeNull()
    expect(found('nonsense')).toBeNull()
    expect(occurrenceAt(schedule('2026-11-03T13:00:00', null), '2026-11-03T13:00:00')).toBeNull()
  })
  test('lastEnd is the last original’s, null for an endless series', () => {
    expect(instant(lastEnd(series) ?? 0)).toBe('2026-12-24T14:00:00Z')
    expect(lastEnd(schedule('2026-11-03', 'FREQ=DAILY'))).toBeNull()
    expect(instant(lastEnd(schedule('2026-11-03', 'FREQ=DAILY;UNTIL=99991231')) ?? 0)).toBe(
      '9999-12-31T23:00:00Z',
    )
    expect(instant(lastEnd(schedule('2026-11-03', null)) ?? 0)).toBe('2026-11-03T23:00:00Z')
  })
  test('a window far ahead is answered right', () => {
    const found = [
      ...startsBetween(
        schedule('2006-01-02T09:00:00', 'FREQ=WEEKLY;INTERVAL=2'),
        at('5000-01-01T00:00Z'),
        at('5000-02-01T00:00Z'),
      ),
    ]
    const weeks = (start: number) => Math.round((start - at('2006-01-02T08:00:00Z')) / (7 * 24 * HOUR))
    expect(found.map(({ recurrenceId }) => recurrenceId)).toEqual([
      '5000-01-06T09:00:00',
      '5000-01-20T09:00:00',
    ])
    expect(found.every(({ start }) => weeks(start) % 2 === 0)).toBe(true)
  })
  test('windows beyond all years are empty', () => {
    expect([...startsBetween(series, 8.64e15 - 1, 8.64e15)]).toEqual([])
    expect([...startsBetween(series, -8.64e15, -8.6e15)]).toEqual([])
  })
})
