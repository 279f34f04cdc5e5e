/** Expanding recurrence rules: no database. */
import type { Schedule } from '../../src/recurrence/model.ts'
import { occurrencesBetween } from '../../src/recurrence/series.ts'
import { byTurns, type Result, result } from './measure.ts'

const SERIES: Schedule = {
  start: '2006-11-03T18:30:00',
  startIsSecond: false,
  timeZone: 'Europe/Stockholm',
  length: { kind: 'exact', milliseconds: 7_200_000 },
  rrule: 'FREQ=DAILY',
  rdate: [],
  exdate: [],
}
const TIMES = 200

/** The goal is in milliseconds: the other side is one of them. */
export async function expansion(): Promise<Result[]> {
  const months = Array.from(
    { length: 24 },
    (_, i) => [Date.UTC(2026, i, 1), Date.UTC(2026, i + 1, 1)] as const,
  )
  const { ours } = await byTurns(
    {
      ours: () => {
        for (let i = 0; i < TIMES; i++) {
          const [from, to] = months[i % months.length] ?? [0, 0]
          const found = [...occurrencesBetween(SERIES, {}, from, to)].length
          if (found < 28) throw new Error(`a month has ${found} days`)
        }
      },
    },
    { rounds: 50 },
  )
  return [result('a month of a 20-year-old daily series', 'ms', ours.cpu / TIMES, 1, 'one millisecond', 0.3)]
}
