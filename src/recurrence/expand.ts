/** The occurrences of a schedule, changes to single ones aside (RFC 5545 §3.8.5): wall times first, then zoned. */
import { DAY } from '../time/civil.ts'
import { formatDate, formatWall, parseWall } from '../time/wall.ts'
import { instantToWallMs, isSecondOfTwo, wallMsToInstant } from '../time/zone.ts'
import type { Instant, Occurrence, Schedule, Wall } from './model.ts'
import {
  clampInstant,
  isEndless,
  isOriginal,
  type Originals,
  originalsOf,
  originalWalls,
  originalWallsBack,
  SLACK,
} from './originals.ts'

/**
 * The occurrences with from <= start < to, by start, then by recurrence id; null leaves a side open. Lazy: an
 * endless series may be asked for a first few. Bounded: it ends with the year 9999, or where its rule is empty.
 *
 * @throws RangeError on a schedule that `checkSchedule` refuses.
 */
export function* startsBetween(
  schedule: Schedule,
  from: Instant | null,
  to: Instant | null,
): Generator<Occurrence, void> {
  const originals = originalsOf(schedule)
  const least = from === null ? Number.NEGATIVE_INFINITY : from
  const limit = to === null ? Number.POSITIVE_INFINITY : to
  if (!originals.recurring) {
    const single = singleOccurrence(originals)
    if (single.start >= least && single.start < limit) yield single
    return
  }
  const { timeZone } = schedule
  const fromWall = from === null ? least : instantToWallMs(clampInstant(from), timeZone) - SLACK
  const toWall = to === null ? limit : instantToWallMs(clampInstant(to), timeZone) + SLACK
  // A wall time inside a gap moves behind later wall times: it waits for them.
  const skipped: Occurrence[] = []
  for (const wall of originalWalls(originals, fromWall, toWall)) {
    const start = wallMsToInstant(wall, timeZone)
    if (start < least || start >= limit) continue
    const occurrence = occurrenceOf(originals, wall, start)
    if (instantToWallMs(start, timeZone) !== wall) {
      skipped.push(occurrence)
      continue
    }
    for (let next = skipped[0]; next && next.start <= start; next = skipped[0]) {
      yield next
      skipped.shift()
    }
    yield occurrence
  }
  yield* skipped
}

/** The original at a recurrence id; null where there is none, where exdate drops it, where nothing recurs. */
export function occurrenceAt(schedule: Schedule, recurrenceId: Wall): Occurrence | null {
  return occurrenceFinder(schedule)(recurrenceId)
}

/** `occurrenceAt` for many recurrence ids of one schedule, which is read once. */
export function occurrenceFinder(schedule: Schedule): (recurrenceId: Wall) => Occurrence | null {
  const originals = originalsOf(schedule)
  return (recurrenceId) => {
    const wall = parseWall(recurrenceId)
    if (!wall || !originals.recurring || (wall.kind === 'date') !== originals.allDay) return null
    if (!isOriginal(originals, wall.ms)) return null
    return occurrenceOf(originals, wall.ms, wallMsToInstant(wall.ms, schedule.timeZone))
  }
}

/** The first occurrence in time; null where exdate drops them all. */
export function firstStart(schedule: Schedule): Occurrence | null {
  return startsBetween(schedule, null, null).next().value ?? null
}

/** When the last original ends (starts, where it has no end); null for an endless series, and for an empty one. */
export function lastEnd(schedule: Schedule): Instant | null {
  const originals = originalsOf(schedule)
  if (!originals.recurring) {
    const { start, end } = singleOccurrence(originals)
    return end ?? start
  }
  if (isEndless(originals)) return null
  let last: number | null = null
  let latest: Instant | null = null
  for (const wall of originalWallsBack(originals)) {
    last ??= wall
    if (wall < last - SLACK) break
    const { start, end } = occurrenceOf(originals, wall, wallMsToInstant(wall, schedule.timeZone))
    latest = Math.max(latest ?? Number.NEGATIVE_INFINITY, end ?? start)
  }
  return latest
}

/**
 * The exclusive end of an occurrence that starts at an instant, which is `startWallMs` (a wall number) by its rule;
 * null where no end is known. All-day: a midnight. Nominal days are counted on the wall (RFC 5545 §3.8.2.5).
 */
export function endOfOccurrence(
  start: Instant,
  startWallMs: number,
  { start: seriesStart, timeZone, length }: Pick<Schedule, 'start' | 'timeZone' | 'length'>,
): Instant | null {
  switch (length.kind) {
    case 'exact':
      return start + length.milliseconds
    case 'days':
      return wallMsToInstant(startWallMs + length.days * DAY, timeZone)
    case 'nominal':
      if (length.days === 0) return start + length.milliseconds
      return wallMsToInstant(startWallMs + length.days * DAY, timeZone) + length.milliseconds
    default:
      return seriesStart.length === 'YYYY-MM-DD'.length ? wallMsToInstant(startWallMs + DAY, timeZone) : null
  }
}

function singleOccurrence({ schedule, start: wall }: Originals): Occurrence {
  const first = wallMsToInstant(wall, schedule.timeZone)
  const start = schedule.startIsSecond ? secondOfTwo(first, wall, schedule.timeZone) : first
  return { recurrenceId: null, start, end: endOfOccurrence(start, wall, schedule) }
}

function occurrenceOf({ allDay, schedule }: Originals, wall: number, start: Instant): Occurrence {
  return {
    recurrenceId: allDay ? formatDate(wall) : formatWall(wall),
    start,
    end: endOfOccurrence(start, wall, schedule),
  }
}

/** The later instant with the same wall time, where there is one. */
function secondOfTwo(first: Instant, wall: number, timeZone: string): Instant {
  const offsetAfter = instantToWallMs(first + DAY, timeZone) - (first + DAY)
  const second = wall - offsetAfter
  return isSecondOfTwo(second, timeZone) && instantToWallMs(second, timeZone) === wall ? second : first
}
