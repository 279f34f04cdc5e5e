import { describe, expect, test } from 'vitest'
import { checkSchedule } from '../../src/recurrence/check.ts'
import type { Schedule } from '../../src/recurrence/model.ts'
import { schedule } from './support.ts'

const START = '2026-11-03T13:00:00'
const NEVER = [{ pointer: '/recurrence/rrule', detail: 'the rule never gives any occurrence' }]

test('good schedules have no faults', () => {
  expect(checkSchedule(schedule(START, null))).toEqual([])
  expect(
    checkSchedule(schedule(START, 'FREQ=DAILY', { rdate: ['2026-11-03T20:00:00'], exdate: [START] })),
  ).toEqual([])
  expect(checkSchedule(schedule('2026-11-03', null, { rdate: ['2026-11-05'] }))).toEqual([])
})

test('a start that does not match names the first date that does', () => {
  expect(checkSchedule(schedule(START, 'FREQ=WEEKLY;BYDAY=TH'))).toEqual([
    { pointer: '/start', detail: 'does not match rrule; the first date that does is 2026-11-05T13:00:00' },
  ])
  expect(checkSchedule(schedule('2026-11-03', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29'))).toEqual([
    { pointer: '/start', detail: 'does not match rrule; the first date that does is 2028-02-29' },
  ])
})

test.each([
  'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
  'FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4,6,9,11',
  'FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29',
  'FREQ=MONTHLY;BYDAY=6MO',
  'FREQ=YEARLY;BYDAY=MO;BYSETPOS=366',
  'FREQ=YEARLY;BYWEEKNO=1;BYMONTH=6',
  'FREQ=WEEKLY;BYDAY=TH;UNTIL=20261104',
])('%s never occurs', (rrule) => {
  expect(checkSchedule(schedule(START, rrule))).toEqual(NEVER)
})

test('nothing left after exdate is refused', () => {
  const exdate = ['2026-11-03', '2026-11-04']
  expect(checkSchedule(schedule('2026-11-03', 'FREQ=DAILY;COUNT=2', { exdate }))).toEqual([
    { pointer: '/recurrence/exdate', detail: 'exdate drops every occurrence, so that nothing is left' },
  ])
  expect(
    checkSchedule(schedule('2026-11-03', 'FREQ=DAILY;COUNT=2', { exdate, rdate: ['2026-11-09'] })),
  ).toEqual([])
})

describe('each fault has its pointer', () => {
  const TABLE: [string, Partial<Schedule>, string[]][] = [
    ['zone', { timeZone: 'Europe/Atlantis' }, ['/timeZone']],
    ['zone and start', { timeZone: '+01:00', start: '2026-02-30' }, ['/timeZone', '/start']],
    ['rdate of another type', { rdate: [START, '2026-11-05'] }, ['/recurrence/rdate/1']],
    ['exdate that is none', { rdate: [START], exdate: ['tomorrow'] }, ['/recurrence/exdate/0']],
    ['exdate without a series', { exdate: [START] }, ['/recurrence/exdate']],
    ['rule and dates at once', { rrule: 'FREQ=DAILY;COUNT=x;BYHOUR=99', exdate: ['x'] }, ['/recurrence/exdate/0', '/recurrence/rrule', '/recurrence/rrule']],
  ] // biome-ignore format: a table to read
  test.each(TABLE)('%s', (_, rest, pointers) => {
    expect(checkSchedule(schedule(START, null, rest)).map(({ pointer }) => pointer)).toEqual(pointers)
  })
})
