/** Random rules that RFC 5545 allows, for the property tests. */
import fc from 'fast-check'
import { readRule } from '../../src/recurrence/rule.ts'

const list = (least: number, most: number, length = 3) =>
  fc.uniqueArray(fc.integer({ min: least, max: most }), { minLength: 1, maxLength: length })
const signed = (most: number, length = 3) =>
  fc.uniqueArray(
    fc.integer({ min: -most, max: most }).filter((n) => n !== 0),
    { minLength: 1, maxLength: length },
  )
const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')
const days = (most: number) =>
  fc.uniqueArray(
    fc.tuple(fc.integer({ min: -most, max: most }), weekday).map(([nth, day]) => `${nth || ''}${day}`),
    { minLength: 1, maxLength: 4 },
  )
const plainDays = fc.uniqueArray(weekday, { minLength: 1, maxLength: 7 })

/** A part that stands now and then. */
const some = <T>(values: fc.Arbitrary<T[]>, freq = 3) =>
  fc.option(values, { freq, nil: [] as T[] }).map((it) => it.join(','))
const rarely = <T>(values: fc.Arbitrary<T[]>) =>
  fc.option(values, { freq: 1, nil: [] as T[] }).map((it) => it.join(','))

const shape = (frequency: string, parts: Record<string, fc.Arbitrary<string>>) =>
  fc
    .record({
      FREQ: fc.constant(frequency),
      INTERVAL: fc.oneof(fc.constant('1'), fc.integer({ min: 1, max: 9 }).map(String)),
      COUNT: fc.oneof(fc.constant(''), fc.constant(''), fc.integer({ min: 1, max: 60 }).map(String)),
      ...parts,
      BYHOUR: rarely(list(0, 23)),
      BYMINUTE: rarely(list(0, 59, 2)),
      BYSECOND: rarely(list(0, 60, 2)),
      BYSETPOS: rarely(signed(12)),
      WKST: fc.oneof(fc.constant(''), weekday),
    })
    .map((record) =>
      Object.entries(record)
        .filter(([, value]) => value)
        .map(([name, value]) => `${name}=${value}`)
        .join(';'),
    )

/** Rules of every frequency, not necessarily matching any start, some without any occurrence. */
export const rules = fc
  .oneof(
    shape('DAILY', { BYMONTH: some(list(1, 12)), BYMONTHDAY: some(signed(31, 6)), BYDAY: some(plainDays) }),
    shape('WEEKLY', { BYMONTH: some(list(1, 12)), BYDAY: some(plainDays) }),
    shape('MONTHLY', { BYMONTH: some(list(1, 12)), BYMONTHDAY: some(signed(31, 6)), BYDAY: some(days(5)) }),
    shape('YEARLY', {
      BYMONTH: some(list(1, 12)),
      BYYEARDAY: rarely(signed(366, 20)),
      BYMONTHDAY: some(signed(31, 6)),
      BYDAY: some(days(53)),
    }),
    shape('YEARLY', {
      BYMONTH: rarely(list(1, 12)),
      BYWEEKNO: list(-53, 53, 4).map((it) => it.map((n) => n || 1).join(',')),
      BYMONTHDAY: rarely(signed(31, 6)),
      BYDAY: some(plainDays),
    }),
  )
  .filter((text) => 'rule' in readRule(text, false))

const two = (n: number) => String(n).padStart(2, '0')

export const dates = fc
  .integer({ min: Date.UTC(1996, 0, 1) / 86_400_000, max: Date.UTC(2036, 0, 1) / 86_400_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10))

export const dateTimes = fc
  .tuple(dates, fc.constantFrom(0, 1, 2, 9, 13, 23), fc.constantFrom(0, 15, 30, 59))
  .map(([date, hour, minute]) => `${date}T${two(hour)}:${two(minute)}:00`)
