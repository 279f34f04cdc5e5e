import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { checkSchedule } from '../../src/recurrence/check.ts'
import { startsBetween } from '../../src/recurrence/expand.ts'
import type { Schedule } from '../../src/recurrence/model.ts'
import { split } from '../../src/recurrence/series.ts'
import { dates, dateTimes, rules } from './arbitrary.ts'
import { schedule } from './support.ts'

vi.setConfig({ testTimeout: 60_000 })

const START = '2026-11-03T13:00:00'

function halves(series: Schedule, recurrenceId: string): [Partial<Schedule>, Partial<Schedule>] | string {
  const parts = split(series, {}, recurrenceId)
  if ('fault' in parts) return parts.fault
  const short = ({ schedule: { start, rrule, rdate, exdate } }: typeof parts.before) => ({
    start,
    rrule,
    ...(rdate.length && { rdate }),
    ...(exdate.length && { exdate }),
  })
  return [short(parts.before), short(parts.after)]
}

describe('this and following', () => {
  test('an endless series ends with its last date before', () => {
    expect(halves(schedule(START, 'FREQ=WEEKLY'), '2026-11-24T13:00:00')).toEqual([
      { start: START, rrule: 'FREQ=WEEKLY;UNTIL=20261117T130000' },
      { start: '2026-11-24T13:00:00', rrule: 'FREQ=WEEKLY' },
    ])
  })
  test('an all-day series ends with a date, and keeps its own end', () => {
    expect(halves(schedule('2026-11-03', 'FREQ=WEEKLY;UNTIL=20270101'), '2026-11-24')).toEqual([
      { start: '2026-11-03', rrule: 'FREQ=WEEKLY;UNTIL=20261117' },
      { start: '2026-11-24', rrule: 'FREQ=WEEKLY;UNTIL=20270101' },
    ])
  })
  test('COUNT is shared out as it counts, before exdate', () => {
    const exdate = ['2026-11-10T13:00:00', '2026-12-01T13:00:00']
    expect(halves(schedule(START, 'FREQ=WEEKLY;COUNT=5', { exdate }), '2026-11-24T13:00:00')).toEqual([
      { start: START, rrule: 'FREQ=WEEKLY;COUNT=3', exdate: ['2026-11-10T13:00:00'] },
      { start: '2026-11-24T13:00:00', rrule: 'FREQ=WEEKLY;COUNT=2', exdate: ['2026-12-01T13:00:00'] },
    ])
  })
  test('at an extra date between: the second starts by its rule and keeps the extra date', () => {
    expect(halves(schedule('2026-11-03', 'FREQ=WEEKLY', { rdate: ['2026-11-12'] }), '2026-11-12')).toEqual([
      { start: '2026-11-03', rrule: 'FREQ=WEEKLY;UNTIL=20261110' },
      { start: '2026-11-17', rrule: 'FREQ=WEEKLY', rdate: ['2026-11-12'] },
    ])
  })
  test('at an extra date behind the rule: only dates are left', () => {
    expect(
      halves(schedule('2026-11-03', 'FREQ=WEEKLY;COUNT=2', { rdate: ['2026-12-12'] }), '2026-12-12'),
    ).toEqual([
      { start: '2026-11-03', rrule: 'FREQ=WEEKLY;COUNT=2' },
      { start: '2026-12-12', rrule: null, rdate: ['2026-12-12'] },
    ])
  })
  test('a series of dates stays one on both sides', () => {
    expect(
      halves(schedule('2026-11-03', null, { rdate: ['2026-11-05', '2026-11-12'] }), '2026-11-05'),
    ).toEqual([
      { start: '2026-11-03', rrule: null, rdate: ['2026-11-03'] },
      { start: '2026-11-05', rrule: null, rdate: ['2026-11-05', '2026-11-12'] },
    ])
  })
  test('changes follow their original', () => {
    const changes = {
      '2026-11-10': { start: '2026-12-31', fields: {} },
      '2026-11-24': { start: '2026-11-01', fields: {} },
    }
    const parts = split(schedule('2026-11-03', 'FREQ=WEEKLY'), changes, '2026-11-17')
    if ('fault' in parts) throw new Error(parts.fault)
    expect(Object.keys(parts.before.changes)).toEqual(['2026-11-10'])
    expect(Object.keys(parts.after.changes)).toEqual(['2026-11-24'])
  })
  test('refused at the first, and where nothing is', () => {
    const series = schedule('2026-11-03', 'FREQ=WEEKLY', { exdate: ['2026-11-03'] })
    expect(halves(series, '2026-11-10')).toBe('the series begins with this occurrence')
    expect(halves(series, '2026-11-03')).toBe('the series has no such occurrence')
    expect(halves(series, '2026-11-11')).toBe('the series has no such occurrence')
    expect(halves(schedule('2026-11-03', null), '2026-11-03')).toBe('the series has no such occurrence')
  })
})

test('both parts together yield exactly the originals', () => {
  const extra = (all: fc.Arbitrary<string>) =>
    fc.uniqueArray(all, { maxLength: 4 }).map((list) => list.sort())
  const cases = fc
    .constantFrom(dateTimes, dates)
    .chain((kind) => fc.tuple(fc.option(rules), kind, extra(kind), extra(kind), fc.nat(30), fc.nat(30)))
    .map(([rrule, start, rdate, exdate, drop, nth]) => ({
      series: schedule(start, rrule, { rdate, exdate }),
      drop,
      nth,
    }))
    .filter(
      ({ series }) => series.start.includes('T') || !/BYHOUR|BYMINUTE|BYSECOND/.test(series.rrule ?? ''),
    )
  /** In order of the recurrence ids, since in a gap the order in time may differ. */
  const ids = (series: Schedule) =>
    [...startsBetween(series, null, Date.UTC(2060, 0)).take(400)]
      .map(({ recurrenceId }) => String(recurrenceId))
      .sort()
  fc.assert(
    fc.property(cases, ({ series: plain, drop, nth }) => {
      const dropped = ids(plain)[drop]
      const series = dropped ? { ...plain, exdate: [...new Set([...plain.exdate, dropped])].sort() } : plain
      const all = ids(series)
      const chosen = all[nth % Math.max(all.length, 1)]
      fc.pre(chosen !== undefined && chosen !== 'null')
      const parts = split(series, {}, String(chosen))
      if ('fault' in parts) {
        expect(chosen).toBe(all[0])
        return
      }
      const before = ids(parts.before.schedule)
      const after = ids(parts.after.schedule)
      expect([...before, ...after].slice(0, 300)).toEqual(all.slice(0, 300))
      expect(after[0]).toBe(chosen)
      if (checkSchedule(series).length === 0) {
        expect(checkSchedule(parts.before.schedule)).toEqual([])
        expect(checkSchedule(parts.after.schedule)).toEqual([])
      }
    }),
    { numRuns: 300 },
  )
})
