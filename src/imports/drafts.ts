import { unprocessable } from '../events/check-input.ts'
import { equal } from '../events/diff.ts'
import { writableTimes } from '../events/json.ts'
import { checkSchedule } from '../recurrence/check.ts'
import { occurrenceFinder } from '../recurrence/expand.ts'
import type { Schedule, Wall } from '../recurrence/model.ts'
import { applyChange } from '../recurrence/series.ts'
import { formatDate, formatWall, parseBasicWall } from '../time/wall.ts'
import { property, textOf, type VEvent } from './components.ts'
import { detailsOf } from './details.ts'
import { type Failures, tried } from './failures.ts'
import { splitFollowing } from './following.ts'
import { type Group, isCancellation, siblingDate } from './groups.ts'
import type { Body, Dated, Draft, Entry, ReadContext } from './model.ts'
import { lengthOf, recurrenceWall, scheduleOf, Unreadable, wallOf } from './times.ts'

/**
 * The event that a group is; two or more where "this and following" divides it. A VEVENT of one occurrence that
 * cannot be read fails alone.
 * @throws Problem 422, Unreadable where the whole cannot be
 */
export function draftsOf(
  { uid, master, overrides, siblings }: Group & { master: Entry },
  context: ReadContext,
  failures: Failures,
): Draft[] {
  if (overrides.length + siblings.length > MOST_CHANGES)
    throw new Unreadable(`the series has more than ${MOST_CHANGES} changed occurrences`)
  const plain = scheduleOf(master.event, context.reader, siblings.length > 0)
  const extras = siblings.flatMap((entry) => {
    const wall = wallOfSibling(entry.event, uid)
    return wall === null || wall.length !== plain.start.length ? [] : [{ ...entry, wall }]
  })
  return seriesDrafts(
    uid,
    master,
    plain,
    extras,
    datedIn(overrides, plain, context, failures),
    context,
    failures,
  )
}

/** A VEVENT of one occurrence repeats the whole event: of that, what is other than in the series. */
function differing(change: Body, series: Body): Body {
  return Object.fromEntries(Object.entries(change).filter(([name, value]) => !equal(value, series[name])))
}

/**
 * The event of changed occurrences whose series is in neither the file nor the calendar: one date, or a series of
 * nothing but these dates, under the RECURRENCE-IDs that they have.
 */
export function draftOfDates(
  uid: string,
  entries: readonly Entry[],
  context: ReadContext,
  failures: Failures,
): Draft | null {
  const [head] = entries
  const plain =
    head && tried(head, failures, () => scheduleOf(head.event, context.reader, entries.length > 1))
  if (!head || !plain) return null
  if (entries.length === 1) return seriesDrafts(uid, head, plain, [], [], context, failures)[0] ?? null
  const dated = datedIn(entries, plain, context, failures)
  const [start, ...rdate] = [...new Set(dated.map(({ wall }) => wall))].sort()
  if (start === undefined) return null
  const schedule = { ...plain, start, rdate, rrule: null, exdate: [] }
  return seriesDrafts(uid, head, schedule, dated, [], context, failures)[0] ?? null
}

const MOST_CHANGES = 1000

function seriesDrafts(
  uid: string,
  master: Entry,
  plain: Schedule,
  extras: readonly Dated[],
  overrides: readonly Dated[],
  context: ReadContext,
  failures: Failures,
): Draft[] {
  const more = extras.flatMap(({ wall }) => (plain.rrule === null && wall === plain.start ? [] : wall))
  const rdate = [...new Set([...plain.rdate, ...more])].sort()
  const schedule = withOverridden(checked({ ...plain, rdate }), overrides)
  const body = detailsOf(master.event, context)
  const parts = splitFollowing(
    {
      uid,
      schedule,
      body,
      entries: [...extras, ...overrides],
      made: [{ index: master.index, recurrenceId: null }],
    },
    context,
    failures,
  )
  return parts.map((part): Draft => {
    const whole = changesOn(part.schedule, part.entries, context, failures)
    const changes = new Map([...whole].map(([wall, change]) => [wall, differing(change, part.body)]))
    const changed = part.entries.filter(({ wall, index }) => changes.has(wall) && !failures.has(index))
    return {
      uid: part.uid,
      body: { ...part.body, ...writableTimes(checked(part.schedule)) },
      changes,
      made: [...part.made, ...changed.map(({ index, wall }) => ({ index, recurrenceId: wall }))],
    }
  })
}

/** VEVENTs with the original that they stand for. */
export function datedIn(
  entries: readonly Entry[],
  schedule: Pick<Schedule, 'start' | 'timeZone'>,
  { reader }: ReadContext,
  failures: Failures,
): Dated[] {
  return entries.flatMap((entry) => {
    const recurrence = property(entry.event, 'recurrence-id')
    const wall = recurrence && tried(entry, failures, () => recurrenceWall(reader.read(recurrence), schedule))
    return wall === undefined ? [] : [{ ...entry, wall }]
  })
}

/** What each VEVENT changes of the original that it stands for; those that cannot be read are left out. */
export function changesOn(
  schedule: Schedule,
  entries: readonly Dated[],
  context: ReadContext,
  failures: Failures,
): Map<Wall, Body> {
  const find = occurrenceFinder(schedule)
  const changes = new Map<Wall, Body>()
  for (const entry of entries) {
    const change = tried(entry, failures, () => {
      const original = find(entry.wall)
      if (!original) throw new Unreadable('RECURRENCE-ID: the series has no such occurrence')
      if (isCancellation(entry.event)) return { status: 'cancelled' }
      return { ...timesOf(entry, schedule, context), ...detailsOf(entry.event, context) }
    })
    if (change) changes.set(entry.wall, change)
  }
  return changes
}

/** Start and end of one occurrence, in so far as they are others than the series gives. */
function timesOf({ event, wall }: Dated, schedule: Schedule, { reader }: ReadContext): Body {
  if (!property(event, 'dtstart')) return {}
  const own = scheduleOf(event, reader, false)
  const allDay = schedule.start.length === 10
  if ((own.start.length === 10) !== allDay)
    throw new Unreadable(
      `DTSTART: the series has ${allDay ? 'dates' : 'times of day'}, and so must its occurrences`,
    )
  const dtstart = property(event, 'dtstart')
  const start = dtstart && !allDay ? wallOf(reader.read(dtstart), schedule.timeZone) : own.start
  const times: Body = start === wall ? {} : { start }
  const original = occurrenceFinder(schedule)(wall)
  if (!original) return times
  const asSeries = applyChange(schedule, original, { start, fields: {} })
  const length = lengthOf(event, startOf(start, asSeries.start, allDay), schedule.timeZone, reader)
  const asOwn = applyChange(schedule, original, { start, length, fields: {} })
  if (asOwn.end === asSeries.end || length.kind === 'none') return times
  const { end, duration } = writableTimes({
    ...schedule,
    start,
    startIsSecond: false,
    length,
    rrule: null,
    rdate: [],
    exdate: [],
  })
  return { ...times, ...(end === undefined ? {} : { end }), ...(duration === undefined ? {} : { duration }) }
}

function startOf(wall: Wall, instant: number, allDay: boolean) {
  return allDay ? { kind: 'date' as const, wall } : { kind: 'dateTime' as const, instant, zone: null }
}

/** A changed occurrence that the rule does not give, or that EXDATE drops, takes place all the same. */
function withOverridden(schedule: Schedule, overrides: readonly Dated[]): Schedule {
  if (overrides.length === 0) return schedule
  const find = occurrenceFinder(schedule)
  const missing = overrides.flatMap(({ wall, event }) => (find(wall) || isCancellation(event) ? [] : [wall]))
  if (missing.length === 0) return schedule
  const exdate = schedule.exdate.filter((wall) => !missing.includes(wall))
  const ofRule = occurrenceFinder({ ...schedule, exdate })
  const rdate = [...schedule.rdate, ...missing.filter((wall) => !ofRule(wall))]
  return checked({ ...schedule, exdate, rdate: [...new Set(rdate)].sort() })
}

/** @throws Problem 422 */
function checked(schedule: Schedule): Schedule {
  const faults = checkSchedule(schedule)
  if (faults.length > 0) throw unprocessable(faults)
  return schedule
}

function wallOfSibling(event: VEvent, series: string): Wall | null {
  const date = siblingDate(textOf(event, 'uid') ?? '', series)
  const parsed = date === null ? null : parseBasicWall(date)
  return parsed && (parsed.kind === 'date' ? formatDate(parsed.ms) : formatWall(parsed.ms))
}
