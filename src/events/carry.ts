import { occurrenceFinder } from '../recurrence/expand.ts'
import type { Schedule, Wall } from '../recurrence/model.ts'
import { formatDate, formatWall } from '../time/wall.ts'
import { recurs } from './content.ts'
import type { Change } from './model.ts'

/**
 * The changes to single occurrences, carried over to a series whose times are new. A series that starts an hour later
 * has all its recurrence ids an hour later: there a change follows its occurrence by the same distance. One that starts
 * days later at the same hour may have the same ids: there a change stays with its own, and follows where that is gone.
 * A change whose occurrence is gone goes with it.
 */
export function carryChanges(
  changes: Readonly<Record<Wall, Change>>,
  from: Schedule,
  to: Schedule,
): Record<Wall, Change> {
  if (!recurs(to)) return {}
  const find = occurrenceFinder(to)
  const distance = wallMs(to.start) - wallMs(from.start)
  const sameKind = from.start.length === to.start.length
  const carried: Record<Wall, Change> = {}
  for (const [wall, change] of Object.entries(changes)) {
    if (!sameKind && (change.start !== undefined || change.length !== undefined)) continue
    const shifted = shift(wall, distance, to)
    const candidates = distance % DAY === 0 ? [wall, shifted] : [shifted, wall]
    const key = candidates.find((candidate) => find(candidate) !== null)
    if (key !== undefined) carried[key] = change
  }
  return carried
}

const DAY = 86_400_000

function shift(wall: Wall, distance: number, { start }: Schedule): Wall {
  const ms = wallMs(wall) + distance
  return start.length === 10 ? formatDate(ms) : formatWall(ms)
}

function wallMs(wall: Wall): number {
  return Date.parse(wall.length === 10 ? wall : `${wall}Z`)
}
