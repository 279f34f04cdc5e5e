import fc from 'fast-check'
import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import type { Change } from '../../src/events/model.ts'
import { line } from '../../src/events/text-input.ts'
import { startsBetween } from '../../src/recurrence/expand.ts'
import type { Length, Schedule } from '../../src/recurrence/model.ts'
import { occurrencesBetween } from '../../src/recurrence/series.ts'
import { expandFeed } from './client.ts'
import { event, feedOf, schedule } from './sample.ts'

const HOUR = 3_600_000
const FROM = Date.parse('2026-03-01T00:00:00Z')
const TO = Date.parse('2027-12-01T00:00:00Z')

/** Starts near the clock changes of the zones below, at hours that those skip and repeat, and far from them. */
const start = fc
  .tuple(
    fc.constantFrom(
      '2026-03-27',
      '2026-04-04',
      '2026-10-03',
      '2026-10-23',
      '2027-03-26',
      '2026-06-15',
      '2026-01-31',
    ),
    fc.constantFrom('00:30', '01:45', '02:00', '02:30', '03:00', '13:00', '23:30'),
  )
  .map(([day, time]) => `${day}T${time}:00`)

const zone = fc.constantFrom(
  'Europe/Stockholm',
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Tokyo',
  'UTC',
)

const length: fc.Arbitrary<Length> = fc.oneof(
  fc.constant({ kind: 'none' } as const),
  fc
    .integer({ min: 1, max: 200 })
    .map((quarters) => ({ kind: 'exact', milliseconds: (quarters * HOUR) / 4 }) as const),
  fc
    .tuple(fc.nat(3), fc.integer({ min: 1, max: 90 }))
    .map(([days, quarters]) => ({ kind: 'nominal', days, milliseconds: (quarters * HOUR) / 4 }) as const),
)

const rule = fc
  .tuple(
    fc.constantFrom(
      'FREQ=DAILY',
      'FREQ=DAILY;INTERVAL=3',
      'FREQ=WEEKLY',
      'FREQ=WEEKLY;INTERVAL=2',
      'FREQ=MONTHLY',
      'FREQ=MONTHLY;INTERVAL=5',
      'FREQ=YEARLY',
    ),
    fc.oneof(
      fc.constant(''),
      fc.integer({ min: 1, max: 40 }).map((count) => `;COUNT=${count}`),
      fc.constantFrom(';UNTIL=20261101', ';UNTIL=20270101T120000', ';UNTIL=20270327T123456Z'),
    ),
  )
  .map((parts) => parts.join(''))

const timed = fc
  .record({ start, timeZone: zone, length, rrule: fc.option(rule), extra: fc.array(start, { maxLength: 3 }) })
  .map(({ extra, ...own }) => schedule({ ...own, rdate: [...new Set(extra)].sort() }))

const allDay = fc
  .record({
    start: start.map((wall) => wall.slice(0, 10)),
    length: fc.oneof(
      fc.constant({ kind: 'none' } as const),
      fc.integer({ min: 1, max: 9 }).map((days) => ({ kind: 'days', days }) as const),
    ),
    rrule: fc.option(rule.map((text) => text.replace(/(UNTIL=\d{8})T\w+/, '$1'))),
  })
  .map((own) => schedule(own))

test('every client that follows the standard sees the occurrences that the API serves', () => {
  fc.assert(
    fc.property(
      fc.oneof(timed, allDay),
      fc.array(fc.tuple(fc.nat(20), fc.nat(4)), { maxLength: 4 }),
      (plain, edits) => {
        const { schedule: own, changes } = edited(plain, edits)
        const text = feedOf(event({ schedule: own, changes }))
        const served = [...occurrencesBetween(own, changes, FROM, TO)]
        const seen = expandFeed(text, FROM, TO)
        expect(seen.map(timesOf)).toEqual(served.map(timesOf))
      },
    ),
    { numRuns: 300 },
  )
})

test('every client reads the words that were written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (text) => {
      const title = `x${text}`
      // What the API refuses, such as a line separator, is in no event.
      fc.pre(line().safeParse(title).success)
      const calendar = new ICAL.Component(ICAL.parse(feedOf(event({ title: { sv: title }, tags: [title] }))))
      const read = (name: string) => calendar.getFirstSubcomponent('vevent')?.getFirstPropertyValue(name)
      expect([read('summary'), read('categories')]).toEqual([title, title])
    }),
  )
})

/** Drops, moves, cancels or lengthens some of the first occurrences. */
function edited(
  plain: Schedule,
  edits: [number, number][],
): { schedule: Schedule; changes: Record<string, Change> } {
  const first: string[] = []
  for (const { recurrenceId } of startsBetween(plain, null, null)) {
    if (recurrenceId === null || first.push(recurrenceId) > 20) break
  }
  const exdate = new Set<string>()
  const changes: Record<string, Change> = {}
  for (const [at, kind] of edits) {
    const id = first[at]
    if (id === undefined) continue
    if (kind === 0) exdate.add(id)
    else changes[id] = changeOf(kind, id)
  }
  return { schedule: { ...plain, exdate: [...exdate].sort() }, changes }
}

function changeOf(kind: number, id: string): Change {
  if (kind === 1) return { excluded: true, fields: {} }
  if (kind === 2) return { fields: { status: 'cancelled' } }
  const isDate = id.length === 10
  const length: Length = isDate ? { kind: 'days', days: 4 } : { kind: 'exact', milliseconds: 5 * HOUR }
  return kind === 3
    ? { start: isDate ? '2026-10-25' : '2026-10-25T02:15:00', fields: {} }
    : { length, fields: {} }
}

function timesOf({ start, end }: { start: number; end: number | null }): string {
  return `${new Date(start).toISOString()} – ${end === null ? '' : new Date(end).toISOString()}`
}
