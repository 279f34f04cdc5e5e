/** The originals of a schedule as wall numbers: the rule within COUNT and UNTIL, rdate added, exdate dropped. */
import { DAY, HOUR } from '../time/civil.ts'
import { FIRST_WALL, formatDate, LAST_WALL, parseWall } from '../time/wall.ts'
import { instantToWallMs, wallMsToInstant } from '../time/zone.ts'
import type { Instant, Schedule, Wall } from './model.ts'
import { type Plan, planOf } from './plan.ts'
import { lastOf, readRule } from './rule.ts'
import { hasWall, lastCounted, wallsBackFrom, wallsFrom } from './walls.ts'

/** A schedule ready to run. */
export interface Originals {
  schedule: Schedule
  /** The wall number of the start. */
  start: number
  allDay: boolean
  /** False for a single start, which has no recurrence id. */
  recurring: boolean
  plan: Plan | null
  /** A wall number that no occurrence of the rule lies after; counting it out is done once. */
  lastRuleWall: () => number
}

/** Gaps skip a day at most (Samoa, 2011-12-30), so that wall order and order in time agree beyond this distance. */
export const SLACK = 25 * HOUR

/** @throws RangeError on a start or rule that `checkSchedule` refuses. */
export function originalsOf(schedule: Schedule): Originals {
  const start = parseWall(schedule.start)
  if (!start) throw new RangeError(`not a wall time: ${schedule.start}`)
  const allDay = start.kind === 'date'
  const recurring = schedule.rrule !== null || schedule.rdate.length > 0
  const common = { schedule, start: start.ms, allDay, recurring }
  if (schedule.rrule === null) return { ...common, plan: null, lastRuleWall: () => Number.NEGATIVE_INFINITY }
  const read = readRule(schedule.rrule, allDay)
  if ('faults' in read) throw new RangeError(`${schedule.rrule}: ${read.faults.join('; ')}`)
  const plan = planOf(read.rule, start.ms)
  let last: number | null = null
  const lastRuleWall = () => {
    last ??= plan.rule.count === null ? lastByUntil(plan, schedule) : lastCounted(plan, plan.rule.count)
    return last
  }
  return { ...common, plan, lastRuleWall }
}

/** The originals with from <= wall number <= to, ascending. */
export function* originalWalls(originals: Originals, from: number, to: number): Generator<number, void> {
  const extras = extraWalls(originals, from, to)
  const dropped = new Set(wallsIn(originals.schedule.exdate, from, to))
  let next = 0
  for (const wall of ruleWalls(originals, from, to)) {
    for (let extra = extras[next]; extra !== undefined && extra <= wall; extra = extras[++next]) {
      if (extra < wall && !dropped.has(extra)) yield extra
    }
    if (!dropped.has(wall)) yield wall
  }
  for (const extra of extras.slice(next)) if (!dropped.has(extra)) yield extra
}

/** All originals, descending: of an endless schedule from the end of year 9999. */
export function* originalWallsBack(originals: Originals): Generator<number, void> {
  const extras = extraWalls(originals, FIRST_WALL, LAST_WALL)
  const dropped = new Set(wallsIn(originals.schedule.exdate, FIRST_WALL, LAST_WALL))
  for (const wall of ruleWallsBack(originals, LAST_WALL)) {
    for (let extra = extras.at(-1); extra !== undefined && extra >= wall; extra = extras.at(-1)) {
      extras.pop()
      if (extra > wall && !dropped.has(extra)) yield extra
    }
    if (!dropped.has(wall)) yield wall
  }
  for (const extra of extras.reverse()) if (!dropped.has(extra)) yield extra
}

/** Whether there is an original at this wall number. */
export function isOriginal(originals: Originals, wall: number): boolean {
  if (wallsIn(originals.schedule.exdate, wall, wall).length) return false
  return extraWalls(originals, wall, wall).length > 0 || isRuleWall(originals, wall)
}

/** Whether the rule, within COUNT and UNTIL but before exdate, gives this wall number. */
export function isRuleWall(originals: Originals, wall: number): boolean {
  const { plan } = originals
  return plan !== null && hasWall(plan, wall) && wall <= originals.lastRuleWall() && isInTime(originals, wall)
}

/** Whether the rule has neither COUNT nor UNTIL. */
export function isEndless({ plan }: Originals): boolean {
  return plan !== null && plan.rule.count === null && plan.rule.until === null
}

/** The rule's wall numbers, before rdate and exdate, ascending from `from` to `to`. */
export function* ruleWalls(originals: Originals, from: number, to: number): Generator<number, void> {
  const { plan } = originals
  if (!plan) return
  const last = Math.min(
    to,
    from <= plan.start ? lastByUntil(plan, originals.schedule) : originals.lastRuleWall(),
  )
  let left = from <= plan.start && plan.rule.count !== null ? plan.rule.count : Number.POSITIVE_INFINITY
  for (const wall of wallsFrom(plan, from)) {
    if (wall > last || left-- === 0) return
    if (isInTime(originals, wall)) yield wall
  }
}

/** How many wall times the rule gives up to a wall number, that one included. */
export function countRuleWalls(originals: Originals, to: number): number {
  let count = 0
  for (const _ of ruleWalls(originals, originals.start, to)) count++
  return count
}

/** The rule's last wall number before another; null where it gives none. */
export function lastRuleWallBefore(originals: Originals, wall: number): number | null {
  return ruleWallsBack(originals, wall - 1).next().value ?? null
}

function* ruleWallsBack(originals: Originals, from: number): Generator<number, void> {
  const { plan } = originals
  if (!plan) return
  for (const wall of wallsBackFrom(plan, Math.min(from, originals.lastRuleWall()))) {
    if (isInTime(originals, wall)) yield wall
  }
}

function lastByUntil({ rule: { until } }: Plan, schedule: Schedule): number {
  if (!until) return Number.POSITIVE_INFINITY
  if (until.kind === 'utc') return instantToWallMs(until.ms, schedule.timeZone) + SLACK
  return lastOf(until)
}

/** UNTIL in UTC is compared in UTC. */
function isInTime({ plan, schedule }: Originals, wall: number): boolean {
  const until = plan?.rule.until
  return until?.kind !== 'utc' || wallMsToInstant(wall, schedule.timeZone) <= until.ms
}

/** The starts that come without the rule; where there is no rule, the start is one of them. */
function extraWalls({ schedule }: Originals, from: number, to: number): number[] {
  return wallsIn(schedule.rrule === null ? [schedule.start, ...schedule.rdate] : schedule.rdate, from, to)
}

/** The wall numbers of a list that lie in [from, to], ascending, without duplicates. */
function wallsIn(list: readonly Wall[], from: number, to: number): number[] {
  if (list.length === 0) return []
  // Cheap by text first: series may carry thousands of dates, a window needs few.
  const low = formatDate(Math.max(from, FIRST_WALL))
  const high = to >= LAST_WALL ? ':' : formatDate(Math.max(to, FIRST_WALL) + DAY)
  const found = new Set<number>()
  for (const text of list) {
    if (text < low || text >= high) continue
    const wall = parseWall(text)
    if (wall && wall.ms >= from && wall.ms <= to) found.add(wall.ms)
  }
  return [...found].sort((a, b) => a - b)
}

/** Keeps a window's edge within the years that are served. */
export function clampInstant(instant: Instant): Instant {
  return Math.min(Math.max(instant, FIRST_WALL - 2 * DAY), LAST_WALL + 2 * DAY)
}
