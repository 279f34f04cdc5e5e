import { describe, expect, it } from 'vitest'
import { isSunday, swedishDays } from '../../src/time/swedish-days.ts'

const named = (year: number, kind: 'red' | 'eve') =>
  [...swedishDays(year)]
    .filter(([, day]) => day.kind === kind)
    .map(([date, day]) => `${date.slice(5)} ${day.name.sv}`)
    .sort()

describe('the Swedish days off', () => {
  it('are those of 2026', () => {
    expect(named(2026, 'red')).toEqual([
      '01-01 nyårsdagen',
      '01-06 trettondedag jul',
      '04-03 långfredagen',
      '04-05 påskdagen',
      '04-06 annandag påsk',
      '05-01 första maj',
      '05-14 Kristi himmelsfärdsdag',
      '05-24 pingstdagen',
      '06-06 nationaldagen',
      '06-20 midsommardagen',
      '10-31 alla helgons dag',
      '12-25 juldagen',
      '12-26 annandag jul',
    ])
    expect(named(2026, 'eve')).toEqual([
      '01-05 trettondagsafton',
      '04-04 påskafton',
      '04-30 valborgsmässoafton',
      '05-23 pingstafton',
      '06-19 midsommarafton',
      '10-30 allhelgonaafton',
      '12-24 julafton',
      '12-31 nyårsafton',
    ])
  })

  it.each([
    [1818, '03-22'],
    [1943, '04-25'],
    [2000, '04-23'],
    [2008, '03-23'],
    [2024, '03-31'],
    [2025, '04-20'],
    [2027, '03-28'],
    [2038, '04-25'],
    [2285, '03-22'],
  ])('have Easter of %i on %s', (year, day) => {
    expect(swedishDays(year).get(`${year}-${day}`)?.name.sv).toBe('påskdagen')
  })

  it('are red where a red day and an eve meet', () => {
    // In 2035 the eve of Walpurgis and no red day; in 2008 Ascension Day falls on May Day.
    expect(swedishDays(2035).get('2035-04-30')).toEqual({
      kind: 'eve',
      name: { sv: 'valborgsmässoafton', en: 'Walpurgis Night' },
    })
    expect(swedishDays(2008).get('2008-05-01')?.kind).toBe('red')
    expect(named(2025, 'red')).toContain('06-21 midsommardagen')
    expect(named(2027, 'red')).toContain('11-06 alla helgons dag')
  })

  it('know Sundays', () => {
    expect([isSunday('2026-11-29'), isSunday('2026-11-28')]).toEqual([true, false])
  })
})
