import { describe, expect, test, vi } from 'vitest'
import { checkSchedule } from '../../src/recurrence/check.ts'
import { firstStart, lastEnd, occurrenceAt, startsBetween } from '../../src/recurrence/expand.ts'
import type { Schedule } from '../../src/recurrence/model.ts'
import { schedule } from './support.ts'

vi.setConfig({ testTimeout: 60_000 })

/** The contract's bound. The work is bounded by the calendar (see walls.ts) far below it. */
const BOUND = 100
const upTo = (n: number, from = 1) => Array.from({ length: n }, (_, i) => i + from).join(',')
const START = '2026-11-03T13:00:00'
const dates = (n: number) =>
  Array.from({ length: n }, (_, i) => new Date(Date.UTC(2026, 10, 3 + i)).toISOString().slice(0, 10))

const HOSTILE: [string, Schedule][] = [
  ['empty, daily', schedule(START, 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30')],
  ['empty, daily in all months', schedule(START, 'FREQ=DAILY;BYMONTH=2,4,6,9,11;BYMONTHDAY=31')],
  ['empty, daily, a step that shares nothing with the calendar', schedule(START, 'FREQ=DAILY;INTERVAL=146096;BYMONTH=2;BYMONTHDAY=30')],
  ['empty, monthly', schedule(START, 'FREQ=MONTHLY;INTERVAL=7;BYMONTH=2;BYMONTHDAY=30,31')],
  ['empty, yearly, many days', schedule(START, `FREQ=YEARLY;BYMONTH=2;BYYEARDAY=${upTo(300, 61)}`)],
  ['empty, yearly, many weeks', schedule(START, `FREQ=YEARLY;BYWEEKNO=${upTo(30)};BYMONTH=9,10,11`)],
  ['empty, far position', schedule(START, 'FREQ=YEARLY;BYDAY=MO;BYSETPOS=366')],
  ['empty, many positions of many times', schedule(START, `FREQ=MONTHLY;BYDAY=6MO,7MO;BYHOUR=${upTo(24, 0)};BYSETPOS=${upTo(366)}`)],
  ['empty for four years in four', schedule(START, 'FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29')],
  ['a leap day on one weekday in 400 years', schedule('2026-11-03', 'FREQ=YEARLY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=29;COUNT=10000')],
  ['a step beyond all years', schedule(START, 'FREQ=YEARLY;INTERVAL=999999999')],
  ['a daily step beyond all years', schedule(START, 'FREQ=DAILY;INTERVAL=999999999;COUNT=10000')],
  ['Friday the 13th, 10,000 times', schedule('2026-11-13', 'FREQ=YEARLY;BYMONTHDAY=13;BYDAY=FR;COUNT=10000')],
  ['week 53, 10,000 times', schedule(START, `FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYHOUR=13;COUNT=10000`)],
  ['53rd weekdays, 10,000 times', schedule('2026-12-31', 'FREQ=YEARLY;BYDAY=53TH,-53TH;COUNT=10000')],
  ['24 times a day, all positions', schedule('2026-01-01T00:00:00', `FREQ=YEARLY;BYYEARDAY=${upTo(366)};BYHOUR=${upTo(24, 0)};BYSETPOS=-1`)],
  ['from the year 1000', schedule('1000-01-01', 'FREQ=DAILY;UNTIL=99991231')],
  ['from the year 9999', schedule('9999-12-31', 'FREQ=YEARLY;INTERVAL=3;BYMONTH=2;BYMONTHDAY=29')],
  ['10,000 dropped dates', schedule('2026-11-03', 'FREQ=DAILY;COUNT=10000', { exdate: dates(10_000) })],
  ['10,000 dropped dates of an endless series', schedule('2026-11-03', 'FREQ=DAILY', { exdate: dates(10_000) })],
  ['10,000 extra dates, all dropped', schedule('2026-11-03', null, { rdate: dates(10_000), exdate: dates(10_000) })],
] // biome-ignore format: a table to read

describe('refused or answered within the bound', () => {
  test.each(HOSTILE)('%s', (_, series) => {
    expect(cost(() => checkSchedule(series))).toBeLessThan(BOUND)
    expect(cost(() => firstStart(series))).toBeLessThan(BOUND)
    expect(cost(() => lastEnd(series))).toBeLessThan(BOUND)
    expect(cost(() => occurrenceAt(series, '9000-01-01T13:00:00'))).toBeLessThan(BOUND)
    const [from, to] = [Date.UTC(9000, 0, 1), Date.UTC(9000, 1, 1)]
    expect(cost(() => [...startsBetween(series, from, to)])).toBeLessThan(BOUND)
  })
})

/** Milliseconds of this thread's processor, the least of three: what else the machine does is no fault of the rule's. */
function cost(work: () => unknown): number {
  const times = [0, 1, 2].map(() => {
    const before = process.threadCpuUsage()
    work()
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / 1000
  })
  return Math.min(...times)
}
