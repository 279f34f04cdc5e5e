/** What parts of a recurrence rule may stand together (RFC 5545 §3.3.10), and the limits of what is served. */
import type { Parts } from './rule-parts.ts'

/** The parts that §3.3.10's table marks N/A for a frequency. */
const FORBIDDEN: Record<Parts['freq'], string[]> = {
  DAILY: ['BYWEEKNO', 'BYYEARDAY'],
  WEEKLY: ['BYWEEKNO', 'BYYEARDAY', 'BYMONTHDAY'],
  MONTHLY: ['BYWEEKNO', 'BYYEARDAY'],
  YEARLY: [],
}

const MOST_A_DAY = 24
const TIME_PARTS = ['BYHOUR', 'BYMINUTE', 'BYSECOND']

/** Faults of a rule whose parts are fine one by one. `seen` holds the names of the parts that stand in it. */
export function combinationFaults(parts: Parts, seen: ReadonlySet<string>, allDay: boolean): string[] {
  const faults: string[] = []
  const { freq, byDay, byHour, byMinute, bySecond, until } = parts
  if (!seen.has('FREQ')) faults.push('FREQ: is missing')
  if (seen.has('COUNT') && seen.has('UNTIL')) faults.push('COUNT and UNTIL: only one of them may stand')
  if (seen.has('FREQ')) {
    for (const name of FORBIDDEN[freq])
      if (seen.has(name)) faults.push(`${name}: may not stand with FREQ=${freq}`)
  }
  if (byDay.some(({ nth }) => nth !== 0)) {
    if (freq === 'DAILY' || freq === 'WEEKLY') {
      if (seen.has('FREQ')) faults.push(`BYDAY: a weekday has no number with FREQ=${freq}`)
    } else if (seen.has('BYWEEKNO')) faults.push('BYDAY: a weekday has no number with BYWEEKNO')
  }
  if (seen.has('BYSETPOS') && ![...seen].some((name) => name.startsWith('BY') && name !== 'BYSETPOS')) {
    faults.push('BYSETPOS: needs another BY part to choose from')
  }
  if (allDay) {
    for (const name of TIME_PARTS)
      if (seen.has(name)) faults.push(`${name}: all-day events have no time of day`)
    if (until && until.kind !== 'date') faults.push('UNTIL: the end of an all-day series is a date')
  }
  const aDay = [byHour, byMinute, bySecond].reduce((product, list) => product * Math.max(list.length, 1), 1)
  if (aDay > MOST_A_DAY)
    faults.push(`BYHOUR, BYMINUTE, BYSECOND: ${aDay} occurrences a day, at most ${MOST_A_DAY} are allowed`)
  return faults
}
