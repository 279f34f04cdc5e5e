import { startsBetween } from '../recurrence/expand.ts'
import type { Instant } from '../recurrence/model.ts'
import { readRule } from '../recurrence/rule.ts'
import { formatBasicWall, formatWall, parseBasicWall, parseWall } from '../time/wall.ts'
import { instantToWallMs, type Transition, transitions } from '../time/zone.ts'
import { type Component, propertiesOf, textOf } from './components.ts'

/** What a VTIMEZONE says, RFC 5545 §3.6.5. */
export interface Offsets {
  /** The UTC offset at an instant, in milliseconds. */
  at(instant: Instant): number
  changes: Transition[]
}

const MOST_CHANGES = 2000

/** The offsets of a VTIMEZONE until `to`; null where it says none, or far too many. */
export function offsetsOf(vtimezone: Component, to: Instant): Offsets | null {
  const changes: Transition[] = []
  for (const observance of vtimezone.children) {
    const own = changesOf(observance, to)
    if (own === null || changes.length + own.length > MOST_CHANGES) return null
    changes.push(...own)
  }
  changes.sort((a, b) => a.at - b.at)
  const [first] = changes
  if (!first) return null
  return {
    at: (instant) => changes.findLast(({ at }) => at <= instant)?.after ?? first.before,
    changes,
  }
}

/** Whether an IANA zone has the same offsets from `from` to `to`. */
export function agrees(zone: string, offsets: Offsets, from: Instant, to: Instant): boolean {
  if (instantToWallMs(from, zone) - from !== offsets.at(from)) return false
  const changes = ({ at, after }: Transition) => `${at} ${after}`
  const inside = offsets.changes.filter(({ at, before, after }) => at > from && at < to && before !== after)
  const ofZone = transitions(zone, from + 1, to)
  return inside.length === ofZone.length && inside.map(changes).join() === ofZone.map(changes).join()
}

function changesOf(observance: Component, to: Instant): Transition[] | null {
  const before = offset(textOf(observance, 'tzoffsetfrom'))
  const after = offset(textOf(observance, 'tzoffsetto'))
  const start = parseBasicWall((textOf(observance, 'dtstart') ?? '').replace(/Z$/i, ''))
  if (before === null || after === null || !start) return null
  const walls = [start.ms]
  for (const text of propertiesOf(observance, 'rdate').flatMap(({ values }) => values.join().split(','))) {
    const wall = parseBasicWall(text.trim().replace(/Z$/i, ''))
    if (wall) walls.push(wall.ms)
  }
  const rrule = ruleOf(observance, before)
  if (rrule !== null) {
    if ('faults' in readRule(rrule, false)) return null
    // Times of day here are the observance's own: expanded in UTC, they stay as they are.
    const schedule = {
      start: formatWall(start.ms),
      startIsSecond: false,
      timeZone: 'UTC',
      length: { kind: 'none' as const },
      rrule,
      rdate: [],
      exdate: [],
    }
    for (const { recurrenceId } of startsBetween(schedule, null, to)) {
      const wall = parseWall(recurrenceId ?? '')
      if (wall) walls.push(wall.ms)
      if (walls.length > MOST_CHANGES) return null
    }
  }
  return [...new Set(walls)].map((wall) => ({ at: wall - before, before, after }))
}

/** UNTIL is in UTC there, and the rest of the rule in local time. */
function ruleOf(observance: Component, before: number): string | null {
  const rule = textOf(observance, 'rrule')?.replace(/;$/, '')
  if (!rule) return null
  return rule.replace(/UNTIL=(\d{8}T\d{6})Z/i, (_, until: string) => {
    const wall = parseBasicWall(until)
    return wall ? `UNTIL=${formatBasicWall(wall.ms + before)}` : `UNTIL=${until}`
  })
}

/** `+0100` in milliseconds, §3.3.14. */
function offset(text: string | undefined): number | null {
  const match = /^([+-])(\d\d):?(\d\d):?(\d\d)?$/.exec(text ?? '')
  if (!match) return null
  const [, sign, hours, minutes, seconds = '0'] = match
  const size = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)
  return (sign === '-' ? -size : size) * 1000
}
