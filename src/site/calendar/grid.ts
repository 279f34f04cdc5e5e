/** How occurrences lie in the weeks of a month: those of several days as bars side by side, the others on their day. */
import { addDays, daysBetween } from '../dates.ts'

/** An occurrence by the days that it touches, both included. */
export interface Placed {
  firstDay: string
  lastDay: string
}

export interface Week<T extends Placed> {
  monday: string
  /** Seven dates. */
  days: string[]
  /** Rows of bars, none of which overlap in one row. */
  lanes: Bar<T>[][]
  /** How many bars there was no row for. */
  hidden: number
  /** What happens on one day alone, for each of the seven. */
  single: T[][]
}

export interface Bar<T> {
  item: T
  /** The column, 0 (Monday) to 6. */
  column: number
  /** How many columns. */
  span: number
  /** Whether it began in an earlier week, and goes on in a later one. */
  fromBefore: boolean
  goesOn: boolean
}

/**
 * The weeks from a Monday to the day before `end`. Items keep their order; longer bars that begin on one day lie above.
 *
 * @param mostLanes rows of bars in a week; further ones are counted only
 */
export function weeksOf<T extends Placed>(
  items: readonly T[],
  monday: string,
  end: string,
  mostLanes: number,
): Week<T>[] {
  const weeks: Week<T>[] = []
  for (let start = monday; start < end; start = addDays(start, 7)) {
    const last = addDays(start, 6)
    const touching = items.filter(({ firstDay, lastDay }) => firstDay <= last && lastDay >= start)
    const long = touching.filter(({ firstDay, lastDay }) => firstDay !== lastDay)
    const { lanes, hidden } = lanesOf(
      long.map((item) => barOf(item, start, last)),
      mostLanes,
    )
    const days = Array.from({ length: 7 }, (_, i) => addDays(start, i))
    const single = days.map((day) =>
      touching.filter(({ firstDay, lastDay }) => firstDay === day && lastDay === day),
    )
    weeks.push({ monday: start, days, lanes, hidden, single })
  }
  return weeks
}

function barOf<T extends Placed>(item: T, monday: string, sunday: string): Bar<T> {
  const fromBefore = item.firstDay < monday
  const goesOn = item.lastDay > sunday
  const column = fromBefore ? 0 : daysBetween(monday, item.firstDay)
  const lastColumn = goesOn ? 6 : daysBetween(monday, item.lastDay)
  return { item, column, span: lastColumn - column + 1, fromBefore, goesOn }
}

/** Each bar into the first row that has room for it. */
function lanesOf<T>(bars: Bar<T>[], most: number): { lanes: Bar<T>[][]; hidden: number } {
  const lanes: Bar<T>[][] = []
  let hidden = 0
  for (const bar of [...bars].sort((a, b) => a.column - b.column || b.span - a.span)) {
    const free = lanes.find((lane) => {
      const last = lane.at(-1)
      return !last || last.column + last.span <= bar.column
    })
    if (free) free.push(bar)
    else if (lanes.length < most) lanes.push([bar])
    else hidden++
  }
  return { lanes, hidden }
}
