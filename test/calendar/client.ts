import ICAL from 'ical.js'
import type { Instant } from '../../src/recurrence/model.ts'
import { instantToWall, isSecondOfTwo, wallToInstant } from '../../src/time/zone.ts'

/** What a client shows of one occurrence. */
export interface Shown {
  uid: string
  start: Instant
  end: Instant | null
  summary: string
  status: string
}

/**
 * Expands a feed as a client does, with ical.js reading it, stepping its rules and applying EXDATE and
 * RECURRENCE-ID. Local times become instants by `toInstant`, and lengths are added as RFC 5545 §3.8.5.3 says,
 * since ical.js 2.2.1 reads times in a DST gap with the offset after it and adds exact lengths on the wall.
 */
export function expandFeed(text: string, from: Instant, to: Instant): Shown[] {
  const calendar = new ICAL.Component(ICAL.parse(text))
  const all = calendar.getAllSubcomponents('vevent')
  const shown: Shown[] = []
  for (const component of all.filter((one) => !one.hasProperty('recurrence-id'))) {
    const uid = String(component.getFirstPropertyValue('uid'))
    const overrides = new Map(
      all
        .filter((one) => one.hasProperty('recurrence-id') && one.getFirstPropertyValue('uid') === uid)
        .map((one) => [timeOf(one, 'recurrence-id')?.toString() ?? '', one]),
    )
    for (const start of startsOf(component, to)) {
      const override = overrides.get(start.toString())
      overrides.delete(start.toString())
      shown.push(
        override ? occurrence(override, timeOf(override, 'dtstart') ?? start) : occurrence(component, start),
      )
    }
    for (const override of overrides.values()) {
      const start = timeOf(override, 'dtstart')
      const original = timeOf(override, 'recurrence-id')
      if (!start || !original) throw new Error('an override without times')
      if (instantOf(original) < to - SLACK) throw new Error(`no such occurrence: ${original}`)
      shown.push(occurrence(override, start))
    }
  }
  return shown
    .filter(({ start, end }) => start < to && (start >= from || (end ?? start) > from))
    .sort((a, b) => a.start - b.start || (a.summary < b.summary ? -1 : 1))
}

const SLACK = 2 * 86_400_000

function* startsOf(component: ICAL.Component, to: Instant): Generator<ICAL.Time> {
  const event = new ICAL.Event(component)
  if (!component.hasProperty('rrule')) {
    yield event.startDate
    return
  }
  const steps = event.iterator()
  for (let count = 0; count < 20_000; count++) {
    const next = steps.next()
    if (!next || instantOf(next) > to + SLACK) return
    yield next.clone()
  }
  throw new Error('expansion does not end')
}

function occurrence(component: ICAL.Component, at: ICAL.Time): Shown {
  const start = instantOf(at)
  return {
    uid: String(component.getFirstPropertyValue('uid')),
    start,
    end: endOf(component, at, start),
    summary: String(component.getFirstPropertyValue('summary') ?? ''),
    status: String(component.getFirstPropertyValue('status') ?? ''),
  }
}

function endOf(component: ICAL.Component, at: ICAL.Time, start: Instant): Instant | null {
  const duration = component.getFirstPropertyValue('duration')
  if (duration instanceof ICAL.Duration) {
    const days = duration.weeks * 7 + duration.days
    const rest = (duration.hours * 3600 + duration.minutes * 60 + duration.seconds) * 1000
    return (days === 0 ? start : instantOf(later(at, days))) + rest
  }
  const first = timeOf(component, 'dtstart')
  const end = timeOf(component, 'dtend')
  if (!first || !end) return at.isDate ? instantOf(later(at, 1)) : null
  if (at.isDate)
    return instantOf(later(at, Math.round((Date.parse(`${end}`) - Date.parse(`${first}`)) / 86_400_000)))
  return start + instantOf(end) - instantOf(first)
}

function later(at: ICAL.Time, days: number): ICAL.Time {
  const moved = at.clone()
  moved.adjust(days, 0, 0, 0)
  return moved
}

function timeOf(component: ICAL.Component, name: string): ICAL.Time | null {
  const value = component.getFirstPropertyValue(name)
  return value instanceof ICAL.Time ? value : null
}

/**
 * By the file's VTIMEZONE, but for what ical.js gets wrong: gaps, and overlaps, where it takes the second of two (our
 * second ones are written in UTC). Whole days lie in Stockholm, as in the samples.
 */
function instantOf(time: ICAL.Time): Instant {
  const wall = time.toString().replace('Z', '')
  if (time.isDate) return wallToInstant(wall, 'Europe/Stockholm')
  const { tzid } = time.zone ?? {}
  if (!tzid || tzid === 'floating') throw new Error(`a time without zone: ${wall}`)
  const read = time.toUnixTime() * 1000
  if (tzid === 'UTC') return read
  const own = wallToInstant(wall, tzid)
  const isGap = instantToWall(own, tzid) !== wall
  return isGap || isSecondOfTwo(read, tzid) ? own : read
}
