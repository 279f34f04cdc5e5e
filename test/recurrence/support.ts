import { startsBetween } from '../../src/recurrence/expand.ts'
import type { Schedule } from '../../src/recurrence/model.ts'

/** A schedule with what the test does not speak about left plain. */
export function schedule(start: string, rrule: string | null, rest: Partial<Schedule> = {}): Schedule {
  return {
    start,
    startIsSecond: false,
    timeZone: 'Europe/Stockholm',
    length: { kind: 'none' },
    rrule,
    rdate: [],
    exdate: [],
    ...rest,
  }
}

/** The recurrence ids of the first occurrences. */
export function first(count: number, of: Schedule): (string | null)[] {
  return [...startsBetween(of, null, null).take(count)].map(({ recurrenceId }) => recurrenceId)
}

/** `2026-03-28T08:00:00Z` and so on: the starts of the first occurrences, in UTC. */
export function utc(count: number, of: Schedule): string[] {
  return [...startsBetween(of, null, null).take(count)].map(({ start }) => instant(start))
}

export function instant(ms: number): string {
  return new Date(ms).toISOString().replace('.000', '')
}

/** `1997-09: 2 4 9-11; 1997-10: 2` as dates in full. */
export function days(text: string, time = ''): string[] {
  return text.split(';').flatMap((month) => {
    const [head = '', list = ''] = month.split(':')
    return list
      .trim()
      .split(' ')
      .flatMap((range) => {
        const [from = 0, to = from] = range.split('-').map(Number)
        return Array.from(
          { length: to - from + 1 },
          (_, i) => `${head.trim()}-${String(from + i).padStart(2, '0')}${time}`,
        )
      })
  })
}
