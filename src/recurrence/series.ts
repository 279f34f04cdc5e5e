/** A schedule together with the changes to single occurrences: what really happens when. */
import type { Change } from '../events/model.ts'
import { DAY } from '../time/civil.ts'
import { FIRST_WALL, formatDate, formatWall, LAST_WALL, parseWall } from '../time/wall.ts'
import { wallMsToInstant } from '../time/zone.ts'
import { endOfOccurrence, occurrenceAt, occurrenceFinder, startsBetween } from './expand.ts'
import type { Instant, Length, Occurrence, Schedule, Wall } from './model.ts'
import {
  countRuleWalls,
  lastRuleWallBefore,
  type Originals,
  originalsOf,
  originalWalls,
  ruleWalls,
  SLACK,
} from './originals.ts'
import { canonicalRule } from './rule.ts'
import type { Until } from './rule-model.ts'

export type SeriesOccurrence = Occurrence & { changed: boolean }

export interface Series {
  schedule: Schedule
  /** Keyed by recurrence id. */
  changes: Record<Wall, Change>
}

/**
 * What happens in [from, to), moved occurrences at their new time, excluded ones left out: all that overlap the
 * window; one without a length counts at its start. By start, then by recurrence id. Null leaves a side open.
 * Lazy and bounded as `startsBetween` is.
 *
 * @throws RangeError on a schedule that `checkSchedule` refuses.
 */
export function* occurrencesBetween(
  schedule: Schedule,
  changes: Readonly<Record<Wall, Change>>,
  from: Instant | null,
  to: Instant | null,
): Generator<SeriesOccurrence, void> {
  const inside = (occurrence: Occurrence) => overlaps(occurrence, from, to)
  const moved = movedOccurrences(schedule, changes, inside)
  let next = 0
  const earliest = from === null ? null : from - longest(schedule.length)
  for (const original of startsBetween(schedule, earliest, to)) {
    const change = original.recurrenceId === null ? undefined : changes[original.recurrenceId]
    if ((change && isElsewhere(change)) || !inside(original)) continue
    for (let other = moved[next]; other && byStart(other, original) < 0; other = moved[++next]) yield other
    yield { ...original, changed: change !== undefined }
  }
  yield* moved.slice(next)
}

/** An occurrence's times under a change: a moved start lies in the schedule's zone, an own length is its own. */
export function applyChange(schedule: Schedule, occurrence: Occurrence, change: Change): Occurrence {
  if (change.start === undefined && change.length === undefined) return occurrence
  const text = change.start ?? occurrence.recurrenceId ?? schedule.start
  const wall = parseWall(text)
  if (!wall) throw new RangeError(`not a wall time: ${text}`)
  const start = change.start === undefined ? occurrence.start : wallMsToInstant(wall.ms, schedule.timeZone)
  const end = endOfOccurrence(start, wall.ms, {
    ...schedule,
    start: text,
    length: change.length ?? schedule.length,
  })
  return { ...occurrence, start, end }
}

/** Whether an occurrence touches [from, to); one without a length lies at its start. */
export function overlaps({ start, end }: Occurrence, from: Instant | null, to: Instant | null): boolean {
  if (to !== null && start >= to) return false
  if (from === null || start >= from) return true
  return end !== null && end > from
}

/**
 * "This and following": two series that together have exactly the originals of the one, with the same recurrence ids;
 * the second begins at `recurrenceId`. COUNT is shared out as it counts, before exdate. Where the occurrence comes
 * from rdate alone, the second's `start` is the rule's next date (which must match it) and rdate keeps the first.
 *
 * @throws RangeError on a schedule that `checkSchedule` refuses.
 */
export function split(
  schedule: Schedule,
  changes: Readonly<Record<Wall, Change>>,
  recurrenceId: Wall,
): { before: Series; after: Series } | { fault: string } {
  const occurrence = occurrenceAt(schedule, recurrenceId)
  const at = wallNumber(recurrenceId)
  if (!occurrence) return { fault: 'the series has no such occurrence' }
  const originals = originalsOf(schedule)
  if (originalWalls(originals, FIRST_WALL, at).next().value === at)
    return { fault: 'the series begins with this occurrence' }
  const isBefore = (wall: Wall) => wallNumber(wall) < at
  const isAfter = (wall: Wall) => wallNumber(wall) >= at
  const rules = splitRule(originals, at)
  const dates = schedule.rrule === null ? [schedule.start, ...schedule.rdate].sort() : schedule.rdate
  const part = (belongs: (wall: Wall) => boolean, half: RuleHalf | null): Series => {
    const rdate = [...new Set(dates.filter(belongs))]
    const exdate = schedule.exdate.filter(belongs)
    const head = half ?? { start: rdate[0] ?? recurrenceId, rrule: null }
    return {
      schedule: { ...schedule, ...head, rdate, exdate },
      changes: Object.fromEntries(Object.entries(changes).filter(([key]) => belongs(key))),
    }
  }
  return { before: part(isBefore, rules.before), after: part(isAfter, rules.after) }
}

type RuleHalf = Pick<Schedule, 'start' | 'rrule'>

/** The rule up to and from a wall number; null for a half in which it gives nothing. */
function splitRule(originals: Originals, at: number): { before: RuleHalf | null; after: RuleHalf | null } {
  const { plan, schedule, allDay } = originals
  if (!plan) return { before: null, after: null }
  const { rule } = plan
  const next = ruleWalls(originals, at, LAST_WALL).next().value
  const last = lastRuleWallBefore(originals, at)
  const counted = rule.count === null ? null : countRuleWalls(originals, at - 1)
  const until: Until | null =
    last === null || counted !== null ? null : { kind: allDay ? 'date' : 'local', ms: last }
  const rest = rule.count === null || counted === null ? null : rule.count - counted
  return {
    before:
      last === null
        ? null
        : { start: schedule.start, rrule: canonicalRule({ ...rule, until, count: counted }) },
    after:
      next === undefined
        ? null
        : {
            start: allDay ? formatDate(next) : formatWall(next),
            rrule: canonicalRule({ ...rule, count: rest }),
          },
  }
}

function movedOccurrences(
  schedule: Schedule,
  changes: Readonly<Record<Wall, Change>>,
  inside: (occurrence: Occurrence) => boolean,
): SeriesOccurrence[] {
  const moves = Object.entries(changes).filter(([, change]) => !change.excluded && isElsewhere(change))
  if (moves.length === 0) return []
  const find = occurrenceFinder(schedule)
  return moves
    .flatMap(([recurrenceId, change]) => {
      const original = find(recurrenceId)
      return original ? [{ ...applyChange(schedule, original, change), changed: true }] : []
    })
    .filter(inside)
    .sort(byStart)
}

function wallNumber(wall: Wall): number {
  return parseWall(wall)?.ms ?? Number.NaN
}

/** Whether a change keeps an occurrence from its original time. */
function isElsewhere({ excluded, start, length }: Change): boolean {
  return excluded === true || start !== undefined || length !== undefined
}

function byStart(a: Occurrence, b: Occurrence): number {
  return a.start - b.start || compare(a.recurrenceId ?? '', b.recurrenceId ?? '')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

/** The most milliseconds that an occurrence of this length may last, whatever its zone does meanwhile. */
function longest(length: Length): number {
  if (length.kind === 'none') return DAY + SLACK
  if (length.kind === 'exact') return length.milliseconds
  return length.days * DAY + SLACK + (length.kind === 'nominal' ? length.milliseconds : 0)
}
