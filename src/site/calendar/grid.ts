/** How occurrences lie in the weeks of a month: those of several days as bars side by side, the others on their day. */
import { addDays, daysBetween, mondayOf } from '../dates.ts'

/** An occurrence by the days that it touches, both included. */
export interface Placed {
  firstDay: string
  lastDay: string
}

export interface Week<T extends Placed> {
  monday: string
  /** Seven dates, and whether each is within what is shown. */
  days: { date: string; isShown: boolean }[]
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
  /** Whether it began in an earlier week or before what is shown, and goes on after it. */
  fromBefore: boolean
  goesOn: boolean
}

/**
 * The weeks of the days from `first` to the day before `end`, beyond which nothing is placed. Items keep their order; longer
 * bars that begin on one day lie above.
 *
 * @param mostLanes rows of bars in a week; further ones are counted only
 */
export function weeksOf<T extends Placed>(
  items: readonly T[],
  first: string,
  end: string,
  mostLanes: number,
): Week<T>[] {
  const weeks: Week<T>[] = []
  for (let monday = mondayOf(first); monday < end; monday = addDays(monday, 7)) {
    const days = Array.from({ length: 7 }, (_, i) => addDays(monday, i)).map((date) => ({
      date,
      isShown: date >= first && date < end,
    }))
    const shown = days.flatMap(({ date, isShown }, column) => (isShown ? [{ date, column }] : []))
    const [from = { date: monday, column: 0 }] = shown
    const to = shown.at(-1) ?? from
    const touching = items.filter(({ firstDay, lastDay }) => firstDay <= to.date && lastDay >= from.date)
    const long = touching.filter(({ firstDay, lastDay }) => firstDay !== lastDay)
    const { lanes, hidden } = lanesOf(
      long.map((item) => barOf(item, from, to)),
      mostLanes,
    )
    const single = days.map(({ date }) =>
      touching.filter(({ firstDay, lastDay }) => firstDay === date && lastDay === date),
    )
    weeks.push({ monday, days, lanes, hidden, single })
  }
  return weeks
}

type Day = { date: string; column: number }

function barOf<T extends Placed>(item: T, from: Day, to: Day): Bar<T> {
  const fromBefore = item.firstDay < from.date
  const goesOn = item.lastDay > to.date
  const column = from.column + (fromBefore ? 0 : daysBetween(from.date, item.firstDay))
  const lastColumn = to.column - (goesOn ? 0 : daysBetween(item.lastDay, to.date))
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
