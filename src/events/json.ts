import { firstStart } from '../recurrence/expand.ts'
import type { Occurrence, Schedule } from '../recurrence/model.ts'
import { formatBasicDate, formatBasicWall, formatDuration, parseWall } from '../time/wall.ts'
import { instantToDate, instantToWall, wallToInstant } from '../time/zone.ts'
import { isAllDay, recurs, withChange } from './content.ts'
import type { CalendarEvent, Change, Localized } from './model.ts'
import { byLanguage, ordered } from './order.ts'
import { formatInstant } from './times.ts'

/** What an event's JSON shows that is not the event's own. */
export interface JsonContext {
  publicUrl: string
  /** Stands in where the event names no organizer. */
  organizer: { name: string; url?: string } | undefined
}

/** A whole event, as GET returns it: every field of the contract's §2. */
export function eventJson(event: CalendarEvent & { html?: Localized | null }, context: JsonContext) {
  const { schedule } = event.content
  const { externalId } = event.content
  const first = firstTimes(event.content.schedule)
  return {
    id: event.id,
    uid: event.uid,
    slug: event.slug,
    url: `${context.publicUrl}/events/${event.slug}`,
    partner: event.partner,
    ...(externalId === undefined ? {} : { externalId }),
    ...(first ? timesJson(first, event) : {}),
    ...(schedule.length.kind === 'nominal' ? { duration: formatDuration(schedule.length) } : {}),
    recurrence: recurrenceJson(schedule),
    ...descriptionJson(event, undefined, context),
    ...(event.html ? { descriptionHtml: byLanguage(event.html) } : {}),
    // A version that waits for review is one that was submitted.
    state: event.held === undefined ? event.state : 'submitted',
    sequence: event.sequence,
    created: formatInstant(event.created.getTime()),
    updated: formatInstant(event.updated.getTime()),
    published: event.published ? formatInstant(event.published.getTime()) : null,
  }
}
export type EventJson = ReturnType<typeof eventJson>

/** The part of an occurrence's JSON that its time does not change. */
export function occurrenceFacts(event: CalendarEvent, change: Change | undefined, context: JsonContext) {
  return {
    slug: event.slug,
    url: `${context.publicUrl}/events/${event.slug}`,
    partner: event.partner,
    ...descriptionJson(event, change, context),
    recurring: recurs(event.content.schedule),
    sequence: event.sequence,
    updated: formatInstant(event.updated.getTime()),
  }
}

/** What of an event tells when its occurrences are, beside their instants. */
export interface Timed {
  id: string
  content: { schedule: Pick<Schedule, 'start' | 'timeZone'> }
}

/** The part of an occurrence's JSON that tells when. */
export function occurrenceTimes(event: Timed, occurrence: Occurrence) {
  const { recurrenceId } = occurrence
  return {
    id: recurrenceId === null ? event.id : `${event.id}_${basicForm(recurrenceId)}`,
    eventId: event.id,
    recurrenceId,
    ...timesJson(occurrence, event),
  }
}

/** The same as JSON text, but for the brace at its end. Lists have hundreds of them; ids, times and names of zones need no escapes. */
export function occurrenceTimesText(event: Timed, occurrence: Occurrence): string {
  const { id, eventId, recurrenceId, start, end, localStart, localEnd, timeZone, allDay } = occurrenceTimes(
    event,
    occurrence,
  )
  return `{"id":"${id}","eventId":"${eventId}","recurrenceId":${quoted(recurrenceId)},"start":"${start}","end":${quoted(end)},"localStart":"${localStart}","localEnd":${quoted(localEnd)},"timeZone":"${timeZone}","allDay":${allDay}`
}

const quoted = (text: string | null) => (text === null ? 'null' : `"${text}"`)

/** `2026-11-03T13:00:00` → `20261103T130000` */
export function basicForm(wall: string): string {
  const parsed = parseWall(wall)
  if (!parsed) throw new RangeError(`not a wall time: ${wall}`)
  return parsed.kind === 'date' ? formatBasicDate(parsed.ms) : formatBasicWall(parsed.ms)
}

/**
 * The event as a body of PUT that would leave it as it is: what a merge patch is applied to. Times are local, and
 * the length is said once, as it was given.
 */
export function writableJson(event: CalendarEvent): Record<string, unknown> {
  return { ...decidedJson(event), uid: event.uid }
}

function decidedJson(event: Comparable): Record<string, unknown> {
  const { schedule, changes, externalId, ...description } = event.content
  return {
    ...(externalId === undefined ? {} : { externalId }),
    ...ordered(description),
    partner: event.partner,
    state: event.state,
    ...writableTimes(schedule),
  }
}

/** A schedule as the fields of a body that say when. */
export function writableTimes(schedule: Schedule): Record<string, unknown> {
  const { start, length, timeZone } = schedule
  const first = firstTimes(schedule)
  return {
    start: schedule.startIsSecond && first ? formatInstant(first.start) : start,
    timeZone,
    ...(length.kind === 'nominal' ? { duration: formatDuration(length) } : {}),
    ...(length.kind === 'days' ? { duration: `P${length.days}D` } : {}),
    ...(length.kind === 'exact' && first
      ? { end: localOrInstant(first.start + length.milliseconds, timeZone) }
      : {}),
    recurrence: recurrenceJson(schedule),
  }
}

/** What of an event its writer decides. */
export type Comparable = Pick<CalendarEvent, 'partner' | 'state' | 'content'>

/** The same, for telling what changed; with the changes to single occurrences, by recurrence id. */
export function comparableJson(event: Comparable): Record<string, unknown> {
  const { changes } = event.content
  const occurrences = Object.entries(changes).map(([wall, { fields, length, ...change }]) => [
    wall,
    { ...change, ...(length ? { duration: durationOf(length) } : {}), ...fields },
  ])
  return { ...decidedJson(event), occurrences: Object.fromEntries(occurrences) }
}

function durationOf(length: Schedule['length']): string | null {
  if (length.kind === 'none') return null
  if (length.kind === 'days') return `P${length.days}D`
  return formatDuration(length.kind === 'exact' ? { days: 0, milliseconds: length.milliseconds } : length)
}

/** Null where the event does not recur. */
function recurrenceJson(schedule: Schedule) {
  const { rrule, rdate, exdate } = schedule
  return recurs(schedule) ? { rrule, rdate, exdate } : null
}

function localOrInstant(instant: number, timeZone: string): string {
  const wall = instantToWall(instant, timeZone)
  return wallToInstant(wall, timeZone) === instant ? wall : formatInstant(instant)
}

function descriptionJson(event: CalendarEvent, change: Change | undefined, context: JsonContext) {
  const { schedule, changes, externalId, organizer, ...shown } = withChange(event.content, change)
  const host = organizer ?? context.organizer
  return ordered({ ...shown, ...(host ? { organizer: host } : {}) })
}

function timesJson({ start, end }: Occurrence, { content: { schedule } }: Timed) {
  const { timeZone } = schedule
  if (isAllDay(schedule)) {
    const localStart = instantToDate(start, timeZone)
    const localEnd = instantToDate(end ?? start, timeZone)
    return { start: localStart, end: localEnd, localStart, localEnd, timeZone, allDay: true }
  }
  return {
    start: formatInstant(start),
    end: end === null ? null : formatInstant(end),
    localStart: instantToWall(start, timeZone),
    localEnd: end === null ? null : instantToWall(end, timeZone),
    timeZone,
    allDay: false,
  }
}

/** The times of `start` itself, whatever exdate drops and rdate adds before it. */
function firstTimes(schedule: Schedule): Occurrence | null {
  return firstStart({ ...schedule, rdate: [], exdate: [] })
}
