import fc from 'fast-check'
import rruleLibrary from 'rrule'
import { expect, test, vi } from 'vitest'
import { startsBetween } from '../../src/recurrence/expand.ts'
import { canonicalRule, readRule } from '../../src/recurrence/rule.ts'
import { dateTimes, rules } from './arbitrary.ts'
import { schedule } from './support.ts'

vi.setConfig({ testTimeout: 60_000 })

/**
 * Where the rrule library is right: no BYWEEKNO, no BYSETPOS, no plain beside numbered weekdays, and every day named
 * that the start would imply.
 */
function isRightIn(rule: string): boolean {
  const mixed = /BYDAY=[^;]*\d[A-Z]/.test(rule) && /BYDAY=([^;]*,)?[A-Z]{2}(,|;|$)/.test(rule)
  const named = /BYDAY|BYMONTHDAY|BYYEARDAY/.test(rule) || rule.includes('DAILY')
  return named && !mixed && !/BYWEEKNO|BYSETPOS/.test(rule)
}

test('the rrule library gives the same, where it is right', () => {
  fc.assert(
    fc.property(rules.filter(isRightIn), dateTimes, (text, start) => {
      const read = readRule(text, false)
      if ('faults' in read) throw new Error(read.faults.join())
      const series = schedule(start, text, { timeZone: 'UTC' })
      const [begin, end] = [Date.parse(`${start}Z`), Date.parse(`${start}Z`) + 2000 * 86_400_000]
      const ours = [...startsBetween(series, begin, end)].map((it) => new Date(it.start).toISOString())
      // It loops for ever behind its last match: it is asked only up to one.
      fc.pre(ours.length > 0)
      const library = new rruleLibrary.RRule({
        ...rruleLibrary.RRule.parseString(canonicalRule(read.rule)),
        dtstart: new Date(begin),
      })
      const theirs: string[] = []
      library.between(new Date(begin), new Date(end - 1), true, (date) => {
        theirs.push(date.toISOString())
        return theirs.length < ours.length
      })
      expect(theirs).toEqual(ours)
    }),
    { numRuns: 300 },
  )
})
