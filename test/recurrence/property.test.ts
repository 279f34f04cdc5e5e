import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { lastEnd, occurrenceAt, startsBetween } from '../../src/recurrence/expand.ts'
import { canonicalRule, feedRule, readRule } from '../../src/recurrence/rule.ts'
import { dates, dateTimes, rules } from './arbitrary.ts'
import { literally } from './literal-rfc.ts'
import { schedule } from './support.ts'

vi.setConfig({ testTimeout: 60_000 })

const DAYS = 1500
const DAY = 86_400_000
const midnight = (start: string) => Date.parse(`${start.slice(0, 10)}T00:00:00Z`)
const ids = (start: string, rule: string, from: number | null, to: number | null) =>
  [...startsBetween(schedule(start, rule, { timeZone: 'UTC' }), from, to)].map(
    ({ recurrenceId }) => recurrenceId,
  )

test('a rule gives what the RFC read literally gives', () => {
  fc.assert(
    fc.property(rules, dateTimes, (rule, start) => {
      expect(ids(start, rule, null, midnight(start) + DAYS * DAY)).toEqual(literally(rule, start, DAYS))
    }),
    { numRuns: 300 },
  )
})

test('an all-day rule gives what the RFC read literally gives', () => {
  const allDay = rules.filter((rule) => 'rule' in readRule(rule, true))
  fc.assert(
    fc.property(allDay, dates, (rule, start) => {
      expect(ids(start, rule, null, midnight(start) + DAYS * DAY)).toEqual(literally(rule, start, DAYS))
    }),
    { numRuns: 200 },
  )
})

test('a window jumped to holds the same as one walked to', () => {
  fc.assert(
    fc.property(rules, dateTimes, fc.nat(DAYS), fc.nat(400), (rule, start, after, length) => {
      const from = midnight(start) + after * DAY
      const within = literally(rule, start, DAYS + 400).filter((wall) => {
        const at = Date.parse(`${wall}Z`)
        return at >= from && at < from + length * DAY
      })
      expect(ids(start, rule, from, from + length * DAY)).toEqual(within)
    }),
    { numRuns: 200 },
  )
})

test('the window far ahead repeats the calendar of 400 years before', () => {
  // Six cycles hold a whole number of steps of 1, 2, 3 or 6 days, weeks, months or years.
  const endless = rules.filter((rule) => !/COUNT|INTERVAL=[45789]/.test(rule))
  fc.assert(
    fc.property(endless, dateTimes, (rule, start) => {
      const cycle = 146_097 * DAY
      const from = midnight(start) + 400 * DAY
      const shifted = [
        ...startsBetween(
          schedule(start, rule, { timeZone: 'UTC' }),
          from + 6 * cycle,
          from + 6 * cycle + DAYS * DAY,
        ),
      ]
      const near = [...startsBetween(schedule(start, rule, { timeZone: 'UTC' }), from, from + DAYS * DAY)]
      expect(shifted.map((it) => it.start - 6 * cycle)).toEqual(near.map((it) => it.start))
    }),
    { numRuns: 150 },
  )
})

test('each occurrence is found by its recurrence id, and no other', () => {
  fc.assert(
    fc.property(rules, dateTimes, (rule, start) => {
      const series = schedule(start, rule)
      const found = [...startsBetween(series, null, null).take(20)]
      for (const occurrence of found)
        expect(occurrenceAt(series, String(occurrence.recurrenceId))).toEqual(occurrence)
      const known = new Set(found.map(({ recurrenceId }) => recurrenceId))
      for (let i = 0; i < 60 && found.length === 20; i++) {
        const id = new Date(Date.parse(`${start}Z`) + i * DAY).toISOString().slice(0, 19)
        if (id <= String(found.at(-1)?.recurrenceId))
          expect(occurrenceAt(series, id) !== null).toBe(known.has(id))
      }
    }),
    { numRuns: 200 },
  )
})

test('the end of a series with COUNT or UNTIL is that of its last occurrence', () => {
  fc.assert(
    fc.property(rules, dateTimes, fc.nat(DAYS), (rule, start, days) => {
      const until = new Date(midnight(start) + days * DAY).toISOString().replaceAll(/[-:]|\.000/g, '')
      const ending = rule.includes('COUNT') ? rule : `${rule};UNTIL=${until}`
      const series = schedule(start, ending, { length: { kind: 'exact', milliseconds: 3_600_000 } })
      const all = [...startsBetween(series, null, null)]
      expect(lastEnd(series)).toBe(all.at(-1)?.end ?? null)
    }),
    { numRuns: 200 },
  )
})

test('every wall time is zoned as Temporal zones it, and the order is that of the instants', () => {
  const zones = fc.constantFrom(
    'Europe/Stockholm',
    'America/New_York',
    'Australia/Lord_Howe',
    'America/Santiago',
    'Asia/Gaza',
  )
  fc.assert(
    fc.property(rules, dateTimes, zones, (rule, start, timeZone) => {
      const found = [...startsBetween(schedule(start, rule, { timeZone }), null, null).take(200)]
      for (const { recurrenceId, start } of found) {
        expect(start).toBe(
          Temporal.PlainDateTime.from(String(recurrenceId)).toZonedDateTime(timeZone).epochMilliseconds,
        )
      }
      const key = (it: (typeof found)[0]) => `${String(it.start).padStart(20, '0')} ${it.recurrenceId}`
      expect(found).toEqual(found.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)))
    }),
    { numRuns: 200 },
  )
})

test('the canonical spelling and the spelling in feeds mean the same', () => {
  fc.assert(
    fc.property(rules, dateTimes, (text, start) => {
      const read = readRule(text, false)
      if ('faults' in read) throw new Error(read.faults.join())
      const canonical = canonicalRule(read.rule)
      const window = midnight(start) + DAYS * DAY
      const meant = ids(start, text, null, window)
      expect(ids(start, canonical, null, window)).toEqual(meant)
      expect(ids(start, feedRule(read.rule, start, 'UTC', false), null, window)).toEqual(meant)
      const again = readRule(canonical, false)
      expect('rule' in again && canonicalRule(again.rule)).toBe(canonical)
    }),
    { numRuns: 200 },
  )
})
