/**
 * Wall time ↔ instant in IANA zones, from one source of zone data: the runtime's Temporal. Its answers are kept per
 * zone as tables of transitions, one per block of years, so that a conversion is a binary search.
 */
import type { Instant, Wall } from '../recurrence/model.ts'
import { DAY } from './civil.ts'
import { formatDate, formatWall, parseWall } from './wall.ts'

/** A change of a zone's UTC offset; offsets in milliseconds, positive east of Greenwich. */
export interface Transition {
  at: Instant
  before: number
  after: number
}

/** The transitions around one block of years, as arrays of equal order. */
interface Block {
  at: number[]
  /** The wall number from which each transition's new offset counts, gaps and overlaps decided. */
  wallAt: number[]
  /** The offset before the first transition, then after each. */
  offsets: number[]
}

type Zone = Map<number, Block>

const BLOCK = 32 * 365.25 * DAY
const MARGIN = 3 * DAY
const zones = new Map<string, Zone>()
const MOST_ZONES = 2000

/** Whether the runtime knows this IANA time zone, in any letter case. Offsets (`+01:00`) are no zones. */
export function isTimeZone(name: string): boolean {
  return canonicalTimeZone(name) !== null
}

/** The zone's name in its proper letter case; links keep their own name (Asia/Calcutta). Null if unknown. */
export function canonicalTimeZone(name: string): string | null {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(name)) return null
  try {
    const { timeZoneId } = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return timeZoneId.toLowerCase() === name.toLowerCase() ? timeZoneId : null
  } catch {
    return null
  }
}

/**
 * The instant of a wall time; a date means its midnight. A wall time that a DST change skips is read with the offset
 * before the gap, one that happens twice is the first (RFC 5545 §3.3.5).
 *
 * @throws RangeError on a wall time or zone that does not exist.
 */
export function wallToInstant(wall: Wall, zone: string): Instant {
  const parsed = parseWall(wall)
  if (!parsed) throw new RangeError(`not a wall time: ${wall}`)
  return wallMsToInstant(parsed.ms, zone)
}

/** `wallToInstant` of a wall number (see wall.ts). @throws RangeError on an unknown zone. */
export function wallMsToInstant(wallMs: number, zone: string): Instant {
  const { wallAt, offsets } = blockAt(zone, wallMs)
  return wallMs - (offsets[countUpTo(wallAt, wallMs)] ?? 0)
}

/** The wall number that clocks in the zone show. @throws RangeError on an unknown zone. */
export function instantToWallMs(instant: Instant, zone: string): number {
  const { at, offsets } = blockAt(zone, instant)
  return instant + (offsets[countUpTo(at, instant)] ?? 0)
}

/** `2026-11-03T13:00:00`, what clocks in the zone show. */
export function instantToWall(instant: Instant, zone: string): Wall {
  return formatWall(instantToWallMs(instant, zone))
}

/** `2026-11-03`, the local day of an instant. */
export function instantToDate(instant: Instant, zone: string): Wall {
  return formatDate(instantToWallMs(instant, zone))
}

/** Whether the wall time at this instant has been before: the second pass through the hour that DST repeats. */
export function isSecondOfTwo(instant: Instant, zone: string): boolean {
  return wallMsToInstant(instantToWallMs(instant, zone), zone) < instant
}

/** The zone's changes of offset with from <= at < to, in order. */
export function transitions(zone: string, from: Instant, to: Instant): Transition[] {
  const found: Transition[] = []
  for (let index = Math.floor(from / BLOCK); index * BLOCK < to; index++) {
    const { at, offsets } = blockOf(zone, index)
    const start = Math.max(from, index * BLOCK)
    const end = Math.min(to, (index + 1) * BLOCK)
    at.forEach((instant, i) => {
      if (instant < start || instant >= end) return
      found.push({ at: instant, before: offsets[i] ?? 0, after: offsets[i + 1] ?? 0 })
    })
  }
  return found
}

function blockAt(zone: string, ms: number): Block {
  return blockOf(zone, Math.floor(ms / BLOCK))
}

function blockOf(zone: string, index: number): Block {
  let blocks = zones.get(zone)
  if (!blocks) {
    if (!isTimeZone(zone)) throw new RangeError(`not a time zone: ${zone}`)
    if (zones.size >= MOST_ZONES) zones.clear()
    blocks = new Map()
    zones.set(zone, blocks)
  }
  let block = blocks.get(index)
  if (!block) {
    block = readBlock(zone, index * BLOCK - MARGIN, (index + 1) * BLOCK + MARGIN)
    blocks.set(index, block)
  }
  return block
}

/** The margin makes a block answer for wall times and instants alike, which are at most two days apart. */
function readBlock(zone: string, from: Instant, to: Instant): Block {
  let at = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone)
  let offset = offsetOf(at)
  const block: Block = { at: [], wallAt: [], offsets: [offset] }
  for (;;) {
    const next = at.getTimeZoneTransition('next')
    if (!next || next.epochMilliseconds >= to) return block
    at = next
    const after = offsetOf(at)
    if (after === offset) continue
    block.at.push(at.epochMilliseconds)
    // In a gap the new offset counts from its end, in an overlap too: both ends lie at the greater offset.
    block.wallAt.push(at.epochMilliseconds + Math.max(offset, after))
    block.offsets.push(after)
    offset = after
  }
}

function offsetOf(at: Temporal.ZonedDateTime): number {
  return at.offsetNanoseconds / 1e6
}

/** How many of the ascending values are at most `limit`. */
function countUpTo(values: number[], limit: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] ?? 0) <= limit) low = middle + 1
    else high = middle
  }
  return low
}
