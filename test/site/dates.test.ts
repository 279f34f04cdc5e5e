import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  clockRange,
  dateTime,
  dayRange,
  isoWeek,
  lastDay,
  mondayOf,
  weekdayName,
  whenText,
} from '../../src/site/dates.ts'

describe('dates in words', () => {
  it('says a time in Swedish and English', () => {
    expect(dateTime('2026-10-03T13:00:00', 'sv')).toBe('3 oktober 2026 kl. 13.00')
    expect(dateTime('2026-10-03T13:00:00', 'en')).toBe('3 October 2026, 13:00')
    expect(dateTime('2026-10-03', 'sv')).toBe('3 oktober 2026')
  })

  it.each([
    ['2026-05-04', '2026-05-05', '4–5 maj 2026', '4–5 May 2026'],
    ['2026-04-30', '2026-05-02', '30 april–2 maj 2026', '30 April – 2 May 2026'],
    ['2026-12-30', '2027-01-02', '30 december 2026–2 januari 2027', '30 December 2026 – 2 January 2027'],
    ['2026-05-04', '2026-05-04', '4 maj 2026', '4 May 2026'],
  ])('joins the days %s to %s', (first, last, sv, en) => {
    expect(dayRange(first, last, 'sv')).toBe(sv)
    expect(dayRange(first, last, 'en')).toBe(en)
  })

  it('leaves the year out where the page says it', () => {
    expect(dayRange('2026-05-04', '2026-05-05', 'sv', false)).toBe('4–5 maj')
    expect(dayRange('2026-12-31', '2027-01-01', 'sv', false)).toBe('31 december 2026–1 januari 2027')
  })

  it('shows exclusive ends as people say them', () => {
    expect(whenText({ start: '2026-05-04', end: '2026-05-06' }, 'sv')).toBe('4–5 maj 2026')
    expect(whenText({ start: '2026-05-04', end: '2026-05-05' }, 'sv')).toBe('4 maj 2026')
    expect(lastDay({ start: '2026-05-04T18:00:00', end: '2026-05-05T00:00:00' })).toBe('2026-05-04')
    expect(lastDay({ start: '2026-05-04T18:00:00', end: '2026-05-05T00:30:00' })).toBe('2026-05-05')
  })

  it.each([
    [{ start: '2026-10-03T13:00:00', end: '2026-10-03T15:00:00' }, '3 oktober 2026 kl. 13.00–15.00', '3 October 2026, 13:00–15:00'],
    [{ start: '2026-10-03T13:00:00', end: null }, '3 oktober 2026 kl. 13.00', '3 October 2026, 13:00'],
    [{ start: '2026-10-03T13:00:00', end: '2026-10-03T13:00:00' }, '3 oktober 2026 kl. 13.00', '3 October 2026, 13:00'],
    [{ start: '2026-10-03T22:00:00', end: '2026-10-04T02:00:00' }, '3 oktober 2026 kl. 22.00 – 4 oktober 2026 kl. 02.00', '3 October 2026, 22:00 – 4 October 2026, 02:00'],
    [{ start: '2026-10-03T22:00:00', end: '2026-10-04T00:00:00' }, '3 oktober 2026 kl. 22.00–00.00', '3 October 2026, 22:00–00:00'],
  ])('says the whole of %j', (when, sv, en) => {
    expect(whenText(when, 'sv')).toBe(sv)
    expect(whenText(when, 'en')).toBe(en)
  }) // biome-ignore format: a table

  it('shows one time where there is no end', () => {
    expect(clockRange({ start: '2026-10-03T13:00:00', end: null }, 'sv')).toBe('13.00')
    expect(clockRange({ start: '2026-10-03T13:00:00', end: '2026-10-03T14:30:00' }, 'en')).toBe('13:00–14:30')
  })

  it.each([
    ['2026-01-01', 2026, 1],
    ['2025-12-29', 2026, 1],
    ['2027-01-03', 2026, 53],
    ['2027-01-04', 2027, 1],
    ['2026-11-24', 2026, 48],
    ['2024-12-30', 2025, 1],
  ])('numbers the week of %s as ISO 8601', (date, year, week) => {
    expect(isoWeek(date)).toEqual({ year, week })
  })

  it('counts days and months over the ends of years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29')
    expect(addMonths('2026-01-31', -1)).toBe('2025-12-01')
    expect(addMonths('2026-11-15', 2)).toBe('2027-01-01')
    expect(mondayOf('2026-11-29')).toBe('2026-11-23')
    expect(mondayOf('2026-11-23')).toBe('2026-11-23')
    expect(weekdayName('2026-11-24', 'sv')).toBe('tisdag')
  })
})
