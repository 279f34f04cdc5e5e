/** Times as linked data writes them. */
import type { Times } from '../calendar/when.ts'
import type { Instant } from '../recurrence/model.ts'
import { DAY, HOUR, MINUTE } from '../time/civil.ts'
import { formatDate, formatWall } from '../time/wall.ts'
import { instantToWallMs } from '../time/zone.ts'

/** `2026-11-03T13:00:00+01:00`, in the event's zone; of whole days `2026-11-03`. */
export function startText({ start, allDay, timeZone }: Times): string {
  return allDay ? formatDate(instantToWallMs(start, timeZone)) : zonedText(start, timeZone)
}

/** The end, of whole days the last one (schema.org counts it in); null where it is not known. */
export function endText({ end, allDay, timeZone }: Times): string | null {
  if (end === null) return null
  return allDay ? formatDate(instantToWallMs(end, timeZone) - DAY) : zonedText(end, timeZone)
}

function zonedText(instant: Instant, timeZone: string): string {
  const wall = instantToWallMs(instant, timeZone)
  const offset = Math.abs(wall - instant)
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const sign = wall < instant ? '-' : '+'
  return `${formatWall(wall)}${sign}${two(offset / HOUR)}:${two((offset % HOUR) / MINUTE)}`
}
