/** Times as numbers of few octets. */
import { SECOND } from '../time/civil.ts'

/** Seconds since `base`: four octets each where all are whole and within 68 years of it, which is nearly always so. */
export interface TimeColumn {
  base: number
  seconds: Int32Array | Float64Array
}

/** @param times milliseconds, of instants or of walls */
export function timeColumn(times: Float64Array, base: number): TimeColumn {
  const seconds = times.map((time) => (time - base) / SECOND)
  const short = Int32Array.from(seconds)
  return { base, seconds: short.every((one, i) => one === seconds[i]) ? short : seconds }
}

export function timeAt({ base, seconds }: TimeColumn, i: number): number {
  return base + (seconds[i] ?? 0) * SECOND
}

/** Of an ascending column, where the first is that is not before a time. */
export function firstFrom(column: TimeColumn, time: number): number {
  let low = 0
  let high = column.seconds.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (timeAt(column, middle) < time) low = middle + 1
    else high = middle
  }
  return low
}
