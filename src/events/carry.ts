import { occurrenceFinder } from '../recurrence/expand.ts'
import type { Schedule, Wall } from '../recurrence/model.ts'
import { formatDate, formatWall } from '../time/wall.ts'
import { recurs } from './content.ts'
import type { Change } from './model.ts'

/**
 * The changes to single occurrences, carried over to a series whose times are new. A series that starts an hour later
 * has all its recurrence ids an hour later: a change follows its occurrence by the same distance, else it stays where the
 * series still has that id, else it goes with the occurrence that it changed.
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
    const key = [shifted, wall].find((candidate) => find(candidate) !== null)
    if (key !== undefined) carried[key] = change
  }
  return carried
}

function shift(wall: Wall, distance: number, { start }: Schedule): Wall {
  const ms = wallMs(wall) + distance
  return start.length === 10 ? formatDate(ms) : formatWall(ms)
}

function wallMs(wall: Wall): number {
  return Date.parse(wall.length === 10 ? wall : `${wall}Z`)
}
