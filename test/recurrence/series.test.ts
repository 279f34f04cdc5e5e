import { describe, expect, test } from 'vitest'
import type { Change } from '../../src/events/model.ts'
import type { Schedule } from '../../src/recurrence/model.ts'
import { occurrencesBetween } from '../../src/recurrence/series.ts'
import { instant, schedule } from './support.ts'

const HOUR = 3_600_000
const at = (text: string) => Date.parse(text)
const weekly = schedule('2026-11-03T13:00:00', 'FREQ=WEEKLY', {
  length: { kind: 'exact', milliseconds: HOUR },
})
const inWindow = (series: Schedule, changes: Record<string, Change>, from: string, to: string) =>
  [...occurrencesBetween(series, changes, at(from), at(to))].map(
    (it) => `${it.recurrenceId} ${instant(it.start)}${it.changed ? ' changed' : ''}`,
  )

describe('a window holds what overlaps it', () => {
  const NOVEMBER_3 = ['2026-11-03T13:00:00 2026-11-03T12:00:00Z']
  const TABLE: [string, string, string, string[]][] = [
    ['around it', '2026-11-03T00:00Z', '2026-11-04T00:00Z', NOVEMBER_3],
    ['from its middle', '2026-11-03T12:30Z', '2026-11-03T12:40Z', NOVEMBER_3],
    ['from its end on', '2026-11-03T13:00Z', '2026-11-04T00:00Z', []],
    ['up to its start', '2026-11-03T00:00Z', '2026-11-03T12:00Z', []],
    ['up to just after its start', '2026-11-03T00:00Z', '2026-11-03T12:01Z', NOVEMBER_3],
  ]
  test.each(TABLE)('%s', (_, from, to, expected) => expect(inWindow(weekly, {}, from, to)).toEqual(expected))

  test('one without a length counts at its start', () => {
    const point = schedule('2026-11-03T13:00:00', null)
    expect(inWindow(point, {}, '2026-11-03T12:00Z', '2026-11-03T12:01Z')).toHaveLength(1)
    expect(inWindow(point, {}, '2026-11-03T12:01Z', '2026-11-04T12:01Z')).toHaveLength(0)
    const zero = { ...point, length: { kind: 'exact', milliseconds: 0 } } as const
    expect(inWindow(zero, {}, '2026-11-03T12:00Z', '2026-11-03T12:01Z')).toHaveLength(1)
    expect(inWindow(zero, {}, '2026-11-03T12:01Z', '2026-11-04T12:01Z')).toHaveLength(0)
  })

  test('an all-day one lasts its day', () => {
    const day = schedule('2026-11-03', 'FREQ=YEARLY')
    expect(inWindow(day, {}, '2026-11-03T22:59Z', '2026-11-04T22:59Z')).toEqual([
      '2026-11-03 2026-11-02T23:00:00Z',
    ])
    expect(inWindow(day, {}, '2026-11-03T23:00Z', '2026-11-04T22:59Z')).toEqual([])
  })

  test('a long one that began weeks before', () => {
    const long = schedule('2026-11-03', 'FREQ=MONTHLY', { length: { kind: 'days', days: 20 } })
    expect(inWindow(long, {}, '2026-11-20T00:00Z', '2026-11-21T00:00Z')).toEqual([
      '2026-11-03 2026-11-02T23:00:00Z',
    ])
  })
})

describe('changes to one occurrence', () => {
  const WINDOW = ['2026-11-01T00:00Z', '2026-11-30T00:00Z'] as const
  test('a moved one comes at its new time, an excluded one not at all, another is marked', () => {
    const changes: Record<string, Change> = {
      '2026-11-03T13:00:00': { start: '2026-11-12T09:00:00', fields: {} },
      '2026-11-10T13:00:00': { fields: { status: 'cancelled' } },
      '2026-11-17T13:00:00': { excluded: true, fields: {} },
    }
    expect(inWindow(weekly, changes, ...WINDOW)).toEqual([
      '2026-11-10T13:00:00 2026-11-10T12:00:00Z changed',
      '2026-11-03T13:00:00 2026-11-12T08:00:00Z changed',
      '2026-11-24T13:00:00 2026-11-24T12:00:00Z',
    ])
  })
  test('one moves into the window and one out of it', () => {
    const changes: Record<string, Change> = {
      '2027-05-04T13:00:00': { start: '2026-11-05T13:00:00', fields: {} },
      '2026-11-10T13:00:00': { start: '2027-01-01T13:00:00', fields: {} },
    }
    expect(inWindow(weekly, changes, '2026-11-04T00:00Z', '2026-11-13T00:00Z')).toEqual([
      '2027-05-04T13:00:00 2026-11-05T12:00:00Z changed',
    ])
  })
  test('a longer one reaches into a later window', () => {
    const changes: Record<string, Change> = {
      '2026-11-03T13:00:00': { length: { kind: 'exact', milliseconds: 72 * HOUR }, fields: {} },
    }
    expect(inWindow(weekly, changes, '2026-11-05T00:00Z', '2026-11-06T00:00Z')).toEqual([
      '2026-11-03T13:00:00 2026-11-03T12:00:00Z changed',
    ])
  })
  test('a change without an original, by exdate or otherwise, changes nothing', () => {
    const changes: Record<string, Change> = {
      '2026-11-04T13:00:00': { start: '2026-11-05T13:00:00', fields: {} },
      '2026-11-10T13:00:00': { start: '2026-11-11T13:00:00', fields: {} },
    }
    expect(inWindow({ ...weekly, exdate: ['2026-11-10T13:00:00'] }, changes, ...WINDOW)).toEqual([
      '2026-11-03T13:00:00 2026-11-03T12:00:00Z',
      '2026-11-17T13:00:00 2026-11-17T12:00:00Z',
      '2026-11-24T13:00:00 2026-11-24T12:00:00Z',
    ])
  })
  test('an endless series with a moved occurrence is still lazy', () => {
    const changes: Record<string, Change> = {
      '2026-11-03T13:00:00': { start: '2026-11-24T13:00:00', fields: {} },
    }
    const found = [...occurrencesBetween(weekly, changes, null, null).take(4)].map((it) => it.recurrenceId)
    expect(found).toEqual([
      '2026-11-10T13:00:00',
      '2026-11-17T13:00:00',
      '2026-11-03T13:00:00',
      '2026-11-24T13:00:00',
    ])
  })
})
