import { findIana, WINDOWS_TO_IANA_MAP } from 'windows-iana'
import type { Instant } from '../recurrence/model.ts'
import { canonicalTimeZone } from '../time/zone.ts'
import { type Component, textOf } from './components.ts'
import { agrees, offsetsOf } from './observances.ts'

/** What a TZID means: a zone, or at least which instant a wall number of that year is. */
export type ZoneFound = { zone: string } | { instantOf(wallMs: number): Instant } | { fault: string }

/** The zone of a name, in any of the spellings of calendar programs; null where it is none that is known. */
export function zoneByName(tzid: string): string | null {
  const name = tzid.trim().replace(/^"|"$/g, '')
  const parts = name.split('/').filter(Boolean)
  // Prefixes as of Mozilla and libical: `/mozilla.org/20050126_1/Europe/Stockholm`.
  const candidates = [name, ...[3, 2, 1].map((length) => parts.slice(-length).join('/'))]
  for (const candidate of candidates) {
    const zone = canonicalTimeZone(candidate)
    if (zone !== null) return zone
  }
  const windows = findIana(name)[0] ?? findIana(name.replace(/ ?\d+$/, ''))[0]
  return windows === undefined ? null : canonicalTimeZone(windows)
}

/**
 * Resolves the TZIDs of one calendar, for a time given as a wall number: by name, else by the VTIMEZONE (contract §3
 * Write). A VTIMEZONE that contradicts a name that is known counts for nothing: old rules in it would put every series
 * wrong.
 * @param timeZone the calendar's own zone, taken first of those that agree with a VTIMEZONE
 */
export function zoneResolver(
  calendar: Component,
  timeZone: string,
): (tzid: string, wallMs: number) => ZoneFound {
  const names = new Map<string, string | null>()
  const years = new Map<string, ZoneFound>()
  return (tzid, wallMs) => {
    const name = names.get(tzid) ?? zoneByName(tzid)
    names.set(tzid, name)
    if (name !== null) return { zone: name }
    const year = Math.floor(wallMs / YEAR)
    const key = `${year} ${tzid}`
    const found = years.get(key) ?? byVtimezone(calendar, tzid, year, timeZone)
    years.set(key, found)
    return found
  }
}

const YEAR = 365.25 * 86_400_000
/** How many years, that of the event included, a zone must agree with a VTIMEZONE. */
const YEARS = 5

function byVtimezone(calendar: Component, tzid: string, year: number, timeZone: string): ZoneFound {
  const vtimezone = calendar.children.find(
    (child) => child.name === 'vtimezone' && textOf(child, 'tzid') === tzid.trim(),
  )
  if (!vtimezone)
    return { fault: `TZID ${quoted(tzid)} is no known zone, and the file has no VTIMEZONE for it` }
  const told = zoneByName(textOf(vtimezone, 'x-lic-location') ?? '')
  if (told !== null) return { zone: told }
  const [from, to] = [year * YEAR, (year + YEARS) * YEAR]
  const offsets = offsetsOf(vtimezone, to)
  if (!offsets) return { fault: `the VTIMEZONE of TZID ${quoted(tzid)} cannot be read` }
  for (const zone of candidates(timeZone)) if (agrees(zone, offsets, from, to)) return { zone }
  return { instantOf: (wallMs) => wallMs - offsets.at(wallMs - offsets.at(wallMs)) }
}

/** The calendar's zone, then the best known of each set of rules, then all. */
function* candidates(timeZone: string): Generator<string, void> {
  yield timeZone
  for (const { territory, iana } of WINDOWS_TO_IANA_MAP) {
    if (territory === '001') for (const zone of iana) if (canonicalTimeZone(zone) !== null) yield zone
  }
  yield* Intl.supportedValuesOf('timeZone')
}

function quoted(tzid: string): string {
  return JSON.stringify(tzid.slice(0, 60))
}
