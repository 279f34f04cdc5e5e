/** A random calendar, and the plainest reading of it to hold the real one against. */
import fc from 'fast-check'
import type { Db } from '../../src/deps.ts'
import { withChange } from '../../src/events/content.ts'
import { derive } from '../../src/events/derive.ts'
import type { CalendarEvent, Change, Description, EventContent } from '../../src/events/model.ts'
import { insertEvents } from '../../src/events/store.ts'
import { startsBetween } from '../../src/recurrence/expand.ts'
import type { Schedule } from '../../src/recurrence/model.ts'
import { occurrencesBetween } from '../../src/recurrence/series.ts'
import { content, event, schedule } from './sample.ts'

export const NOW = new Date('2026-11-23T10:11:12Z')
export const ZONE = 'Europe/Stockholm'
const HOUR = 3_600_000
const DAY = 24 * HOUR

export const uuid = (n: number) => `019a5b6c-0000-7000-8000-${String(n).padStart(12, '0')}`

/** The numbers of which those ids were made. */
export const numbersIn = ({ rows }: { rows: readonly { eventId: string }[] }) =>
  rows.map(({ eventId }) => Number(eventId.slice(-12)))

/** Stores events as the write path does, as of `now`. */
export async function store(db: Db, events: CalendarEvent[], now = NOW): Promise<void> {
  const prepared = events.map((one) => ({
    event: { ...one, html: null },
    derived: derive(one.content, one.partner, now.getTime()),
    entries: [],
    tzdata: 'test',
  }))
  await insertEvents(db, prepared)
}

/** An event of its own id, slug and uid. */
export function numbered(
  n: number,
  own: Partial<EventContent>,
  frame: Partial<CalendarEvent> = {},
): CalendarEvent {
  const id = uuid(n)
  return event(own, { id, uid: id, feedUid: id, slug: `event-${n}`, ...frame })
}

const LENGTHS: fc.Arbitrary<Schedule['length']> = fc.oneof(
  fc.constant({ kind: 'none' as const }),
  fc.integer({ min: 1, max: 8 }).map((hours) => ({ kind: 'exact' as const, milliseconds: hours * HOUR })),
  fc
    .constantFrom(1, 2, 12, 40, 100, 400, 1500)
    .map((days) => ({ kind: 'exact' as const, milliseconds: days * DAY })),
  fc.integer({ min: 1, max: 3 }).map((days) => ({ kind: 'nominal' as const, days, milliseconds: 2 * HOUR })),
)

const RULES = [
  'FREQ=DAILY', 'FREQ=WEEKLY', 'FREQ=WEEKLY;INTERVAL=2', 'FREQ=MONTHLY', 'FREQ=YEARLY', 'FREQ=DAILY;COUNT=9',
  'FREQ=MONTHLY;COUNT=200', 'FREQ=WEEKLY;UNTIL=20290601T000000Z', 'FREQ=DAILY;INTERVAL=3',
] // biome-ignore format: a list to read

/** Single and recurring, short and long, timed and all-day, around two instants and far back. */
const SCHEDULES: fc.Arbitrary<Schedule> = fc
  .record({
    day: fc.oneof(fc.integer({ min: 20_390, max: 20_900 }), fc.constantFrom(11_000, 15_000, 18_000, 22_000)),
    hour: fc.constantFrom(0, 9, 18, 23),
    allDay: fc.boolean(),
    days: fc.constantFrom(1, 3, 30),
    timeZone: fc.constantFrom(ZONE, ZONE, 'America/New_York', 'Pacific/Kiritimati'),
    length: LENGTHS,
    rrule: fc.option(fc.constantFrom(...RULES)),
    extra: fc.array(fc.integer({ min: 20_400, max: 22_000 }), { maxLength: 2 }),
  })
  .map(({ day, hour, allDay, days, timeZone, length, rrule, extra }) => {
    const date = (number: number) => new Date(number * DAY).toISOString().slice(0, 10)
    const wall = (number: number) =>
      allDay ? date(number) : `${date(number)}T${String(hour).padStart(2, '0')}:00:00`
    // Days after the 28th would not match a monthly rule's start everywhere.
    const rule = rrule && allDay ? rrule.replace('T000000Z', '') : rrule
    const rdate = rule ? extra.map(wall).filter((extraWall) => extraWall > wall(day)) : []
    const ofAllDay: Schedule['length'] = days === 1 ? { kind: 'none' } : { kind: 'days', days }
    return schedule({
      start: wall(day),
      timeZone,
      length: allDay ? ofAllDay : length,
      rrule: rule,
      rdate: [...new Set(rdate)].sort(),
    })
  })

const FACTS: fc.Arbitrary<Partial<Description>> = fc.record({
  type: fc.constantFrom('lecture', 'workshop'),
  tags: fc.subarray(['Jazz', 'Barn', 'Öl']),
  categories: fc.subarray(['music', 'film']),
  status: fc.constantFrom('confirmed', 'cancelled'),
  inLanguage: fc.subarray(['sv', 'en-GB']),
  offers: fc.constantFrom([], [{ price: 0 }], [{ price: 100, currency: 'SEK' }]),
  location: fc.option(
    fc.record({
      locality: fc.constantFrom('Lund', 'Malmö'),
      latitude: fc.constantFrom(55.6, 55.7, 0),
      longitude: fc.constantFrom(13.0, 13.2, 179.9),
    }),
    { nil: undefined },
  ),
})

interface Recipe {
  facts: Partial<Description>
  schedule: Schedule
  changes: { nth: number; change: Change }[]
  partner: 'house' | 'museum'
  state: 'published' | 'published' | 'draft' | 'submitted'
  updated: number
}

const RECIPES: fc.Arbitrary<Recipe> = fc.record({
  facts: FACTS,
  schedule: SCHEDULES,
  changes: fc.array(
    fc.record({
      nth: fc.constantFrom(0, 3, 40, 5000),
      change: fc.oneof(
        FACTS.map((fields): Change => ({ fields })),
        fc.constant<Change>({ excluded: true, fields: {} }),
        fc.constantFrom('2026-11-25', '2400-01-05').map((date): Change => ({ start: date, fields: {} })),
      ),
    }),
    { maxLength: 2 },
  ),
  partner: fc.constantFrom('house', 'museum'),
  state: fc.constantFrom('published', 'published', 'published', 'published', 'draft', 'submitted'),
  updated: fc.integer({ min: 0, max: 6 }),
})

/** Some dozens of events. */
export const WORLDS: fc.Arbitrary<CalendarEvent[]> = fc
  .array(RECIPES, { minLength: 30, maxLength: 40 })
  .map((recipes) => recipes.map(fromRecipe))

function fromRecipe(
  { facts, schedule: own, changes, partner, state, updated }: Recipe,
  i: number,
): CalendarEvent {
  const changed: EventContent['changes'] = {}
  const isAllDay = own.start.length === 10
  for (const { nth, change } of own.rrule ? changes : []) {
    let at = 0
    for (const { recurrenceId } of startsBetween(own, null, null)) {
      if (at++ < nth || recurrenceId === null) continue
      const start = change.start && (isAllDay ? change.start : `${change.start}T12:00:00`)
      changed[recurrenceId] = start ? { ...change, start } : change
      break
    }
  }
  return numbered(
    i + 1,
    { ...facts, title: { sv: `Ord${i % 7} kväll` }, schedule: own, changes: changed },
    { partner, state, updated: new Date(Date.UTC(2026, 0, 1 + updated)) },
  )
}

/** One occurrence as the plain reading gives it. */
export interface Plain {
  start: number
  end: number
  eventId: string
  recurrenceId: string
  updated: number
  event: CalendarEvent
  shown: Description
}

/** Every occurrence that overlaps the window, by full expansion, unordered. */
export function occurrencesOf(events: CalendarEvent[], from: number | null, to: number): Plain[] {
  return events.flatMap((one) => {
    const { changes, schedule: own } = one.content
    return [...occurrencesBetween(own, changes, from, to)].map(({ recurrenceId, start, end }) => ({
      start,
      end: end ?? start,
      eventId: one.id,
      recurrenceId: recurrenceId ?? '',
      updated: one.updated.getTime(),
      event: { ...one, html: null },
      shown: withChange(content(one.content), changes[recurrenceId ?? '']),
    }))
  })
}
