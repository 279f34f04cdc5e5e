/** The wall times of a rule, as wall numbers; the only loops over periods. All end by themselves. */
import { DAY } from '../time/civil.ts'
import { LAST_WALL } from '../time/wall.ts'
import { daysOfPeriod, firstDayOf, periodOf, periodsInCycle, skipMonths } from './period.ts'
import type { Plan } from './plan.ts'

/**
 * The rule's wall times from `from` on, ascending, up to the year 9999; COUNT and UNTIL are not applied. Jumps to
 * `from` without walking there, and stops where a whole cycle of the calendar is empty.
 */
export function* wallsFrom(plan: Plan, from: number): Generator<number, void> {
  const least = Math.max(from, plan.start)
  let period = Math.max(0, Math.ceil(periodOf(plan, Math.floor(least / DAY))))
  const cycle = periodsInCycle(plan)
  for (let lastHit = period; period - lastHit <= cycle; period++) {
    period = skipMonths(plan, period, 1)
    if (firstDayOf(plan, period) * DAY > LAST_WALL) return
    const days = daysOfPeriod(plan, period)
    if (days.length === 0) continue
    const chosen = chosenOf(plan, days)
    const size = chosen?.length ?? days.length * plan.times.length
    for (let i = 0; i < size; i++) {
      lastHit = period
      const wall = wallAt(plan, days, chosen?.[i] ?? i)
      if (wall > LAST_WALL) return
      if (wall >= least) yield wall
    }
  }
}

/** The rule's wall times from `to` back to the start, descending; COUNT and UNTIL are not applied. */
export function* wallsBackFrom(plan: Plan, to: number): Generator<number, void> {
  const most = Math.min(to, LAST_WALL)
  if (most < plan.start) return
  let period = Math.floor(periodOf(plan, Math.floor(most / DAY)))
  const cycle = periodsInCycle(plan)
  for (let lastHit = period; period >= 0 && lastHit - period <= cycle; period--) {
    period = skipMonths(plan, period, -1)
    if (period < 0) return
    const days = daysOfPeriod(plan, period)
    if (days.length === 0) continue
    const chosen = chosenOf(plan, days)
    for (let i = (chosen?.length ?? days.length * plan.times.length) - 1; i >= 0; i--) {
      lastHit = period
      const wall = wallAt(plan, days, chosen?.[i] ?? i)
      if (wall < plan.start) return
      if (wall <= most) yield wall
    }
  }
}

/** Whether a wall number is one of the rule's, COUNT and UNTIL aside. */
export function hasWall(plan: Plan, wall: number): boolean {
  const day = Math.floor(wall / DAY)
  const period = periodOf(plan, day)
  if (wall < plan.start || !Number.isInteger(period)) return false
  const days = daysOfPeriod(plan, period)
  const position = days.indexOf(day) * plan.times.length + plan.times.indexOf(wall - day * DAY)
  if (!days.includes(day) || !plan.times.includes(wall - day * DAY)) return false
  return chosenOf(plan, days)?.includes(position) ?? true
}

/** The wall number of the last of COUNT occurrences (fewer where year 9999 comes first); -Infinity if none. */
export function lastCounted(plan: Plan, count: number): number {
  let last = Number.NEGATIVE_INFINITY
  let left = count
  for (const wall of wallsFrom(plan, plan.start)) {
    last = wall
    if (--left === 0) break
  }
  return last
}

/** What BYSETPOS leaves of a period: positions in the list of its days times its times of day, ascending. */
type Chosen = number[] | null

/** Null where BYSETPOS is absent: all positions. */
function chosenOf({ rule, times }: Plan, days: number[]): Chosen {
  if (rule.bySetPos.length === 0) return null
  const size = days.length * times.length
  const chosen = rule.bySetPos.map((n) => (n > 0 ? n - 1 : size + n)).filter((i) => i >= 0 && i < size)
  return [...new Set(chosen)].sort((a, b) => a - b)
}

function wallAt({ times }: Plan, days: number[], position: number): number {
  const day = Math.floor(position / times.length)
  return (days[day] ?? 0) * DAY + (times[position - day * times.length] ?? 0)
}
