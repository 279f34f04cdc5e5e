import { describe, expect, it } from 'vitest'
import { weeksOf } from '../../src/site/calendar/grid.ts'

const item = (name: string, firstDay: string, lastDay = firstDay) => ({ name, firstDay, lastDay })
const bars = (weeks: ReturnType<typeof weeksOf<ReturnType<typeof item>>>) =>
  weeks.map(({ lanes }) =>
    lanes.map((lane) => lane.map(({ item, column, span }) => `${item.name} ${column}+${span}`)),
  )

describe('the weeks of a month', () => {
  it('begin on Mondays and end after the last day', () => {
    expect(weeksOf([], '2026-11-30', '2027-01-01', 4).map(({ monday }) => monday)).toEqual([
      '2026-11-30',
      '2026-12-07',
      '2026-12-14',
      '2026-12-21',
      '2026-12-28',
    ])
  })

  it('lay what lasts several days as bars, cut at Sundays', () => {
    const [first, second] = weeksOf([item('a', '2026-12-04', '2026-12-08')], '2026-11-30', '2026-12-14', 4)
    expect(first?.lanes).toEqual([
      [{ item: item('a', '2026-12-04', '2026-12-08'), column: 4, span: 3, fromBefore: false, goesOn: true }],
    ])
    expect(second?.lanes).toEqual([
      [{ item: item('a', '2026-12-04', '2026-12-08'), column: 0, span: 2, fromBefore: true, goesOn: false }],
    ])
  })

  it('place nothing on the days of the months around', () => {
    const items = [item('a', '2026-11-20', '2026-12-02'), item('b', '2026-12-30', '2027-01-02')]
    const weeks = weeksOf(items, '2026-12-01', '2027-01-01', 4)
    expect(bars(weeks)).toEqual([[['a 1+2']], [], [], [], [['b 2+2']]])
    expect(weeks[0]?.lanes[0]?.[0]).toMatchObject({ fromBefore: true, goesOn: false })
    expect(weeks[4]?.lanes[0]?.[0]).toMatchObject({ fromBefore: false, goesOn: true })
    expect(weeks[0]?.days.map(({ isShown }) => isShown)).toEqual([false, ...Array(6).fill(true)])
  })

  it('put bars into one row where they do not meet', () => {
    const items = [
      item('a', '2026-12-07', '2026-12-09'),
      item('b', '2026-12-09', '2026-12-10'),
      item('c', '2026-12-10', '2026-12-11'),
    ]
    expect(bars(weeksOf(items, '2026-12-07', '2026-12-14', 4))).toEqual([[['a 0+3', 'c 3+2'], ['b 2+2']]])
  })

  it('count the bars that there is no row for', () => {
    const items = [1, 2, 3].map((n) => item(`${n}`, '2026-12-07', '2026-12-08'))
    const [week] = weeksOf(items, '2026-12-07', '2026-12-14', 2)
    expect([week?.lanes.length, week?.hidden]).toEqual([2, 1])
  })

  it('keep single days under their day, in order', () => {
    const items = [
      item('a', '2026-12-07'),
      item('b', '2026-12-13'),
      item('c', '2026-12-13'),
      item('d', '2026-12-14'),
    ]
    const [week] = weeksOf(items, '2026-12-07', '2026-12-14', 2)
    expect(week?.single.map((day) => day.map(({ name }) => name))).toEqual([
      ['a'],
      [],
      [],
      [],
      [],
      [],
      ['b', 'c'],
    ])
  })
})
