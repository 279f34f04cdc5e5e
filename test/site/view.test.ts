import { describe, expect, it } from 'vitest'
import type { ParameterFault } from '../../src/errors.ts'
import { dateFor, readView, stepsOf, viewOf } from '../../src/site/calendar/view.ts'

const TODAY = '2026-11-24'
const read = (query: string) => {
  const faults: ParameterFault[] = []
  return {
    ...readView(new URLSearchParams(query), TODAY, faults),
    faults: faults.map(({ parameter }) => parameter),
  }
}

describe('the part of time that an address asks for', () => {
  it.each([
    ['', 'list', '2026-11-24', null],
    ['date=2026-12', 'list', '2026-12-01', '2027-01-01'],
    ['date=2026-12-24', 'list', '2026-12-24', '2027-01-01'],
    ['view=month', 'month', '2026-11-01', '2026-12-01'],
    ['view=month&date=2028-02-29', 'month', '2028-02-01', '2028-03-01'],
    ['view=week', 'week', '2026-11-23', '2026-11-30'],
    ['view=week&date=2027-01-01', 'week', '2026-12-28', '2027-01-04'],
    ['view=day&date=2026-12', 'day', '2026-12-01', '2026-12-02'],
  ])('%s is the %s from %s to before %s', (query, kind, first, end) => {
    expect(read(query)).toMatchObject({ kind, first, end, faults: [] })
  })

  it.each([
    ['view=year', ['view']],
    ['view=month&view=day', ['view']],
    ['date=2026-02-30', ['date']],
    ['date=2026', ['date']],
    ['date=9999-12', ['date']],
    ['date=0001-01-01', ['date']],
    ['view=x&date=y', ['view', 'date']],
  ])('%s is at fault', (query, faults) => {
    expect(read(query).faults).toEqual(faults)
  })

  it('leads back and on', () => {
    const steps = (...args: Parameters<typeof viewOf>) => {
      const { previous, next } = stepsOf(viewOf(...args))
      return [previous?.date, next?.date]
    }
    expect(steps('month', '2026-12-01', TODAY)).toEqual(['2026-11', '2027-01'])
    expect(steps('week', '2027-01-01', TODAY)).toEqual(['2026-12-21', '2027-01-04'])
    expect(steps('day', '2028-02-29', TODAY)).toEqual(['2028-02-28', '2028-03-01'])
    expect(steps('list', null, TODAY)).toEqual(['2026-11', '2026-12'])
    expect(steps('list', '2026-12-01', TODAY, true)).toEqual(['2026-11', '2027-01'])
    expect(steps('list', '2026-12-24', TODAY)).toEqual(['2026-12', '2027-01'])
    expect(steps('list', null, '2026-12-01')).toEqual(['2026-11', '2027-01'])
    expect(steps('month', '1900-01-01', TODAY)).toEqual([undefined, '1900-02'])
    expect(steps('month', '2200-12-01', TODAY)).toEqual(['2200-11', undefined])
  })

  it('stays where it is in another view, and at today where that is in sight', () => {
    expect(dateFor('day', viewOf('month', '2026-11-01', TODAY), TODAY)).toBe('2026-11-24')
    expect(dateFor('day', viewOf('month', '2026-12-01', TODAY), TODAY)).toBe('2026-12-01')
    expect(dateFor('month', viewOf('day', '2026-12-24', TODAY), TODAY)).toBe('2026-12')
    expect(dateFor('week', viewOf('list', null, TODAY), TODAY)).toBeNull()
    const later = { ...viewOf('list', null, TODAY), first: '2027-06-01' }
    expect(dateFor('month', later, TODAY)).toBe('2027-06')
    expect(dateFor('month', { ...later, first: '9999-12-30' }, TODAY)).toBeNull()
  })
})
