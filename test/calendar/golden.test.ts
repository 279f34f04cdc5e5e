import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { occurrencesBetween } from '../../src/recurrence/series.ts'
import { expandFeed } from './client.ts'
import { goldenCases } from './golden-cases.ts'
import { linesOf } from './sample.ts'

const WRITE = process.env.WRITE_GOLDEN === '1'
const FROM = Date.parse('2026-01-01T00:00:00Z')
const TO = Date.parse('2028-01-01T00:00:00Z')

describe.each(goldenCases)('$name', ({ name, text, event, omitted }) => {
  const file = new URL(`./golden/${name}.ics`, import.meta.url)
  if (WRITE) writeFileSync(file, text)

  test('is written as it was', () => expect(text).toBe(readFileSync(file, 'utf8')))

  test('has lines of at most 75 octets that end in CRLF', () => {
    expect(text.endsWith('\r\n')).toBe(true)
    const physical = text.split('\r\n')
    expect(physical.filter((line) => /[\r\n]/.test(line))).toEqual([])
    expect(physical.filter((line) => new TextEncoder().encode(line).length > 75)).toEqual([])
  })

  test('has a VTIMEZONE for each TZID, and no other', () => {
    const lines = linesOf(text)
    const used = new Set(lines.flatMap((line) => /^[\w-]+;TZID=([^:;]+)/.exec(line)?.[1] ?? []))
    const given = lines.flatMap((line) => /^TZID:(.+)/.exec(line)?.[1] ?? [])
    // A feed must have a component: one without events, or of whole days, has the calendar's own zone.
    expect(given).toEqual(used.size > 0 ? [...used].sort() : ['Europe/Stockholm'])
  })

  test('expands to the occurrences of the event', () => {
    const { schedule, changes } = event.content
    const own = [...occurrencesBetween(schedule, changes, FROM, TO)].filter(
      ({ recurrenceId }) => !omitted?.includes(recurrenceId ?? ''),
    )
    expect(expandFeed(text, FROM, TO).map(({ start, end }) => ({ start, end }))).toEqual(
      own.map(({ start, end }) => ({ start, end })),
    )
  })
})
