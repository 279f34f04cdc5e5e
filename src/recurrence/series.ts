/** A schedule together with the changes to single occurrences: what really happens when. */
import type { Change } from '../events/model.ts'
import { DAY } from '../time/civil.ts'
import { parseWall } from '../time/wall.ts'
import { wallMsToInstant } from '../time/zone.ts'
import { endOfOccurrence, occurrenceFinder, startsBetween } from './expand.ts'
import type { Instant, Length, Occurrence, Schedule, Wall } from './model.ts'
import { SLACK } from './originals.ts'

export type SeriesOccurrence = Occurrence & { changed: boolean }

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
