import { datedUid } from '../calendar/ical-components.ts'
import { Problem } from '../errors.ts'
import { property, textOf, type VEvent } from './components.ts'
import type { Failures } from './failures.ts'
import type { Entry } from './model.ts'

/** What a file says of one UID. */
export interface Group {
  uid: string
  /** The event or series itself; null where the file has changed occurrences alone. */
  master: Entry | null
  overrides: Entry[]
  /** Extra dates that stand under UIDs of their own, as feeds of Kalendarium have them. */
  siblings: Entry[]
}

/**
 * Puts together what belongs together, by UID. What cannot be imported at all goes into `failures`: without UID or
 * DTSTART, without an end, not for the public, or told anew further on.
 */
export function groupsOf(events: readonly VEvent[], failures: Failures): Group[] {
  const entries = events.map((event, index) => ({ index, event }))
  const usable = entries.filter(({ index, event }) => {
    const fault = unusable(event)
    if (fault) failures.set(index, new Problem('unprocessable', fault))
    return fault === null
  })
  const newest = withoutSuperseded(usable, failures)
  const groups = new Map<string, Group>()
  const groupOf = (uid: string): Group => {
    const group = groups.get(uid) ?? { uid, master: null, overrides: [], siblings: [] }
    groups.set(uid, group)
    return group
  }
  const masters = new Set(newest.filter(isMaster).map(({ event }) => textOf(event, 'uid')))
  for (const entry of newest) {
    const series = seriesOf(entry.event)
    if (series !== null && masters.has(series)) groupOf(series).siblings.push(entry)
    else if (isMaster(entry)) groupOf(uidOf(entry)).master = entry
    else groupOf(uidOf(entry)).overrides.push(entry)
  }
  return [...groups.values()]
}

export const PRIVATE = 'CLASS says that it is not for the public, so it is not imported'

function unusable(event: VEvent): string | null {
  if (!event.ended) return 'END:VEVENT is missing'
  if (!textOf(event, 'uid')) return 'UID is missing'
  if (!textOf(event, 'dtstart') && !textOf(event, 'recurrence-id')) return 'DTSTART is missing'
  return isPrivate(event) ? PRIVATE : null
}

/** RFC 5545 §3.8.1.3: a class that is not known counts as PRIVATE. */
export function isPrivate(event: VEvent): boolean {
  return (textOf(event, 'class') ?? 'PUBLIC').toUpperCase() !== 'PUBLIC'
}

const isMaster = ({ event }: Entry): boolean => !property(event, 'recurrence-id')
const uidOf = ({ event }: Entry): string => textOf(event, 'uid') ?? ''

/** Of several with the same UID and RECURRENCE-ID the one of the highest SEQUENCE, then the last DTSTAMP, then the last. */
function withoutSuperseded(entries: readonly Entry[], failures: Failures): Entry[] {
  const newest = new Map<string, Entry>()
  for (const entry of entries) {
    const recurrence = property(entry.event, 'recurrence-id')
    const key = JSON.stringify([uidOf(entry), recurrence?.values[0] ?? null])
    const other = newest.get(key)
    const [loser, winner] = other && isNewer(other, entry) ? [entry, other] : [other, entry]
    newest.set(key, winner)
    if (loser)
      failures.set(
        loser.index,
        new Problem('conflict', 'another VEVENT of the file has the same UID, and is newer'),
      )
  }
  const kept = new Set(newest.values())
  return entries.filter((entry) => kept.has(entry))
}

function isNewer(a: Entry, b: Entry): boolean {
  const sequence = ({ event }: Entry) => Number(textOf(event, 'sequence') ?? 0) || 0
  const stamp = ({ event }: Entry) => textOf(event, 'dtstamp') ?? ''
  return sequence(a) !== sequence(b) ? sequence(a) > sequence(b) : stamp(a) > stamp(b)
}

/** The UID of the series that an extra date under a UID of its own belongs to; null of any other VEVENT. */
function seriesOf(event: VEvent): string | null {
  const relation = property(event, 'related-to')
  const series = relation?.values[0]?.trim()
  if (!series || relation?.parameters.get('reltype')?.toUpperCase() !== 'SIBLING') return null
  return siblingDate(textOf(event, 'uid') ?? '', series) === null ? null : series
}

/** The date that the UID of an extra date names, as `20261103T130000`; null where it is of another form. */
export function siblingDate(uid: string, series: string): string | null {
  const date = /_(\d{8}(?:T\d{6})?)(?:@|$)/.exec(uid)?.[1]
  return date !== undefined && datedUid(series, date) === uid ? date : null
}

/** Whether a VEVENT only says that something does not take place: METHOD:CANCEL, or a title is missing. */
export function isCancellation(event: VEvent): boolean {
  if (textOf(event.calendar, 'method')?.toUpperCase() === 'CANCEL') return true
  return /^CANCELL?ED$/i.test(textOf(event, 'status') ?? '') && !textOf(event, 'summary')
}
