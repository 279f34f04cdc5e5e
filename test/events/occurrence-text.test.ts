import { expect, test } from 'vitest'
import { occurrenceTimes, occurrenceTimesText } from '../../src/events/json.ts'
import type { Occurrence } from '../../src/recurrence/model.ts'

const id = '01a21c73-4273-7248-87a7-1947b594aeac'
const start = Date.UTC(2026, 9, 25, 0, 30)
const HOUR = 3_600_000

const OCCURRENCES: [string, Occurrence, string, string][] = [
  [
    'of a single event',
    { recurrenceId: null, start, end: start + HOUR },
    '2026-10-25T02:30',
    'Europe/Stockholm',
  ],
  ['without an end', { recurrenceId: null, start, end: null }, '2026-10-25T02:30', 'Etc/GMT+2'],
  [
    'of a series',
    { recurrenceId: '2026-10-25T02:30:00', start, end: start + 2 * HOUR },
    '2026-10-18T02:30',
    'America/Argentina/Buenos_Aires',
  ],
  [
    'of whole days',
    { recurrenceId: '2026-10-25', start, end: start + 25 * HOUR },
    '2026-10-18',
    'Europe/Stockholm',
  ],
]

test.each(OCCURRENCES)(
  'the times of an occurrence %s are the same as text',
  (_, occurrence, first, timeZone) => {
    const event = { id, content: { schedule: { start: first, timeZone } } }
    expect(`${occurrenceTimesText(event, occurrence)}}`).toBe(
      JSON.stringify(occurrenceTimes(event, occurrence)),
    )
  },
)
