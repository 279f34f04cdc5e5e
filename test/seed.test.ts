import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../db/connect.ts'
import { datesFrom } from '../db/seed/dates.ts'
import { seedEvents } from '../db/seed/events.ts'
import type { Deps } from '../src/deps.ts'
import { checkEvent } from '../src/events/check-input.ts'
import { TYPES } from '../src/events/model.ts'
import { normaliseChange } from '../src/events/normalise.ts'
import { readEvents, type StoredEvent } from '../src/events/store.ts'
import { occurrenceAt } from '../src/recurrence/expand.ts'
import { occurrencesBetween } from '../src/recurrence/series.ts'
import { writeSeed } from '../src/seed.ts'
import { freshDatabase } from './support/database.ts'
import { depsWithoutDatabase } from './support/deps.ts'

const DEFAULTS = { timeZone: 'Europe/Stockholm', language: 'sv' }
const LEAP_DAY = new Date('2028-02-29T12:00:00Z')

describe('the demonstration, on any day,', () => {
  const special = [
    '2024-02-29',
    '2026-03-29',
    '2026-10-25',
    '2027-03-28',
    '2026-12-31',
    '2027-01-01',
    '2028-02-29',
  ]
  const days = fc.oneof(
    fc.constantFrom(...special),
    fc
      .integer({ min: 19_000, max: 40_000 })
      .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)),
  )

  it('has only events and changes that the calendar accepts', () => {
    fc.assert(
      fc.property(days, (today) => {
        for (const { body, changes = [] } of seedEvents(datesFrom(Temporal.PlainDate.from(today)))) {
          const { content } = checkEvent(body, DEFAULTS)
          for (const change of changes) {
            const faults: never[] = []
            expect(occurrenceAt(content.schedule, `${change.at}:00`)).not.toBeNull()
            expect(
              normaliseChange(change.body, content.schedule, `${change.at}:00`, 'sv', faults),
            ).not.toBeNull()
          }
        }
      }),
      { numRuns: 150, examples: special.map((day) => [day]) },
    )
  })
})

describe('the demonstration, written on a leap day,', () => {
  let database: Database
  let events: StoredEvent[]
  const contents = () => events.map(({ content }) => content)
  beforeAll(async () => {
    database = await freshDatabase()
    const deps: Deps = depsWithoutDatabase({ db: database.db, now: () => LEAP_DAY })
    await writeSeed(deps)
    const ids = await database.db.selectFrom('events').select('id').execute()
    events = await readEvents(database.db, { ids: ids.map(({ id }) => id) })
  })
  afterAll(() => database.close())

  it('has about sixty events, two of them drafts', () => {
    expect(events.length).toBeGreaterThanOrEqual(55)
    expect(events.length).toBeLessThanOrEqual(65)
    expect(events.filter(({ state }) => state === 'draft').length).toBe(2)
  })

  it('has at least two events of every type', () => {
    const few = TYPES.filter((type) => contents().filter((content) => content.type === type).length < 2)
    expect(few).toEqual([])
  })

  it('has series that run on over both changes of the clocks', () => {
    const offsets = contents()
      .filter(({ schedule }) => schedule.rrule?.includes('WEEKLY'))
      .map(({ schedule }) => {
        const ahead = occurrencesBetween(
          schedule,
          {},
          LEAP_DAY.getTime(),
          LEAP_DAY.getTime() + 400 * 86_400_000,
        )
        const seen = [...ahead].map(({ start }) => new Date(start).getUTCHours())
        return seen.filter((hour, i) => i > 0 && hour !== seen[i - 1]).length
      })
    expect(offsets.filter((changes) => changes >= 2).length).toBeGreaterThanOrEqual(5)
  })

  it('has a festival with parts, in its days', () => {
    const main = events.find(({ content }) => content.externalId === 'festival')
    const parts = contents().filter(({ superEvent }) => superEvent !== undefined && superEvent === main?.id)
    expect(parts.length).toBe(8)
  })

  it('has deadlines in Brussels’ time, without an end', () => {
    const deadlines = contents().filter(
      ({ type, schedule }) => type === 'deadline' && schedule.timeZone === 'Europe/Brussels',
    )
    expect(deadlines.length).toBeGreaterThanOrEqual(6)
    expect(new Set(deadlines.map(({ schedule }) => schedule.length.kind))).toEqual(new Set(['none']))
  })

  it('has a moved, a cancelled, a retitled and an excluded occurrence', () => {
    const changes = contents().flatMap((content) => Object.values(content.changes))
    expect(changes.filter(({ start }) => start !== undefined).length).toBe(1)
    expect(changes.filter(({ fields }) => fields.status === 'cancelled').length).toBe(1)
    expect(changes.filter(({ fields }) => fields.title !== undefined).length).toBe(1)
    expect(changes.filter(({ excluded }) => excluded).length).toBe(1)
  })

  it('shows every status and way to attend', () => {
    expect(new Set(contents().map(({ status }) => status))).toEqual(
      new Set(['confirmed', 'tentative', 'cancelled', 'postponed', 'rescheduled', 'movedOnline']),
    )
    expect(new Set(contents().map(({ attendanceMode }) => attendanceMode))).toEqual(
      new Set(['inPerson', 'online', 'mixed']),
    )
  })

  it('has Swedish and English titles, but for one or two', () => {
    expect(contents().filter(({ title }) => title.sv && title.en).length).toBeGreaterThanOrEqual(
      events.length - 2,
    )
  })

  it('has places on the map in the towns of the region', () => {
    const towns = contents().flatMap(({ location }) =>
      location?.latitude === undefined ? [] : [location.locality],
    )
    expect(towns).toEqual(expect.arrayContaining(['Malmö', 'Lund', 'Helsingborg', 'Ystad', 'Kristianstad']))
  })

  it('has all-day events, exhibitions of many weeks, staff, registration windows, free and paid offers', () => {
    const count = (is: (content: StoredEvent['content']) => unknown) => contents().filter(is).length
    expect(count(({ schedule }) => schedule.start.length === 10)).toBeGreaterThanOrEqual(8)
    expect(
      count(
        ({ type, schedule }) =>
          type === 'exhibition' && schedule.length.kind === 'days' && schedule.length.days > 28,
      ),
    ).toBe(2)
    expect(count(({ people }) => people.some(({ staff }) => staff))).toBeGreaterThanOrEqual(3)
    expect(count(({ registration }) => registration?.opens && registration.closes)).toBeGreaterThanOrEqual(3)
    expect(count(({ offers }) => offers.some(({ price }) => price === 0))).toBeGreaterThanOrEqual(10)
    expect(count(({ offers }) => offers.some(({ price }) => price > 0))).toBeGreaterThanOrEqual(10)
    expect(count(({ accessibility }) => accessibility.length > 0)).toBeGreaterThanOrEqual(5)
    expect(
      count(({ schedule }) => schedule.rrule && !/COUNT|UNTIL/.test(schedule.rrule)),
    ).toBeGreaterThanOrEqual(4)
  })
})
