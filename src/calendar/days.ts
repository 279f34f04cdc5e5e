/** Counts per local day of a window. */
import type { Instant } from '../recurrence/model.ts'
import { DAY } from '../time/civil.ts'
import { formatDate, parseWall } from '../time/wall.ts'
import { instantToDate, wallMsToInstant } from '../time/zone.ts'

export class Days {
  /** When each day of the window begins, ascending. */
  readonly midnights: Instant[] = []
  private readonly dates: string[] = []
  /** Where counts begin and (negative) end: their running sum is the count of each day. */
  private readonly steps: number[]
  private readonly from: Instant
  private readonly to: Instant

  constructor(from: Instant, to: Instant, timeZone: string) {
    this.from = from
    this.to = to
    const first = parseWall(instantToDate(from, timeZone))?.ms ?? 0
    for (let wall = first; ; wall += DAY) {
      const midnight = wallMsToInstant(wall, timeZone)
      if (midnight >= to) break
      // A zone that moves over the date line lacks a whole day.
      if (midnight === this.midnights.at(-1)) this.dropLast()
      this.midnights.push(midnight)
      this.dates.push(formatDate(wall))
    }
    this.steps = new Array(this.dates.length + 1).fill(0)
  }

  /** Adds a count to the days from `first` to `last`, numbered from 1, both included. */
  add(first: number, last: number, count: number): void {
    const since = Math.max(0, first - 1)
    this.steps[since] = (this.steps[since] ?? 0) + count
    this.steps[last] = (this.steps[last] ?? 0) - count
  }

  /** Adds one on each day that [start, end) touches. An end at midnight does not touch the day that begins. */
  addTimes(start: Instant, end: Instant): void {
    const begin = Math.max(start, this.from)
    this.add(this.numberOf(begin), this.numberOf(Math.max(start, Math.min(end, this.to) - 1)), 1)
  }

  /** The days on which anything happens. */
  counts(): { value: string; count: number }[] {
    let count = 0
    return this.dates.flatMap((value, i) => {
      count += this.steps[i] ?? 0
      return count ? [{ value, count }] : []
    })
  }

  /** How many midnights are at or before an instant. */
  private numberOf(instant: Instant): number {
    let low = 0
    let high = this.midnights.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.midnights[middle] ?? 0) <= instant) low = middle + 1
      else high = middle
    }
    return low
  }

  private dropLast(): void {
    this.midnights.pop()
    this.dates.pop()
  }
}
