/**
 * Occurrences beyond what the table keeps: of long and endless series, expanded when a window reaches there. They are
 * what the rule alone gives; changed occurrences and extra dates stand in the table, however far.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../deps.ts'
import type { Instant, Schedule, Wall } from '../recurrence/model.ts'
import { occurrencesBetween } from '../recurrence/series.ts'
import { DAY } from '../time/civil.ts'
import { wallToInstant } from '../time/zone.ts'
import { allOf, at, eventConditions, eventsSource } from './conditions.ts'
import type { Filters, Range } from './filters.ts'
import { isKept, type Kept } from './kept.ts'
import type { AgendaRow } from './window.ts'

/** A series of which some occurrences are not kept. */
export interface LongSeries {
  eventId: string
  version: number
  updated: number
  terms: string[]
  schedule: Schedule
  kept: Kept
  /** Recurrence ids of changed occurrences and extra dates: in the table always. */
  singled: ReadonlySet<Wall>
}

/** The series asked for that may have occurrences in the range that the table does not keep. */
export async function longSeries(db: Db, filters: Filters, { from, to }: Range): Promise<LongSeries[]> {
  const after = [sql`e.kept_until is not null`]
  const before = [sql`e.kept_from is not null`]
  if (to !== null) after.push(sql`e.kept_until < ${at(to)}`)
  if (from !== null) {
    after.push(sql`(e.last_end is null or e.last_end >= ${at(from)})`)
    before.push(sql`e.kept_from > ${at(from)}`)
  }
  const { rows } = await sql<LongSeriesRow>`
    select e.id, e.version, e.updated, e.terms, ${SERIES_COLUMNS}
    from ${eventsSource(filters)}
    where (${allOf(after)} or ${allOf(before)}) and ${eventConditions(filters)}`.execute(db)
  return rows.map((row) => ({
    eventId: row.id,
    version: row.version,
    updated: row.updated.getTime(),
    terms: row.terms,
    ...seriesOf(row),
  }))
}

/** How far the table keeps all series, whatever is asked for: the narrowest of all; null where nothing ends on that side. */
export type Bounds = Kept

/** Of all series, as columns `kept_from` and `kept_until`: two looks into indexes. */
export const BOUNDS = sql`(select max(kept_from) from events where kept_from is not null) as kept_from,
  (select min(kept_until) from events where kept_until is not null) as kept_until`

export interface BoundsRow {
  kept_from: Date | null
  kept_until: Date | null
}

/** As all rows of an answer tell them. */
export function boundsIn([row]: readonly BoundsRow[]): Bounds {
  return { from: row?.kept_from?.getTime() ?? null, until: row?.kept_until?.getTime() ?? null }
}

/** Whether a series may have occurrences in the range that the table does not keep. */
export function mayReachBeyond({ from: since, until }: Bounds, { from, to }: Range): boolean {
  return (
    (until !== null && (to === null || until < to)) || (since !== null && (from === null || since > from))
  )
}

interface LongSeriesRow extends SeriesRow {
  id: string
  version: number
  updated: Date
  terms: string[]
}

/** What of an event `e` tells its unkept occurrences. */
export const SERIES_COLUMNS = sql`e.content -> 'schedule' as schedule, e.kept_from, e.kept_until,
  array(select jsonb_object_keys(e.content -> 'changes')) as changed`

export interface SeriesRow {
  schedule: Schedule
  kept_from: Date | null
  kept_until: Date | null
  changed: string[]
}

export function seriesOf(row: SeriesRow): Pick<LongSeries, 'schedule' | 'kept' | 'singled'> {
  const kept = { from: row.kept_from?.getTime() ?? null, until: row.kept_until?.getTime() ?? null }
  return { schedule: row.schedule, kept, singled: new Set([...row.changed, ...row.schedule.rdate]) }
}

/** The condition that an event `e` has occurrences that the table does not keep, in a range. */
export function reachesBeyond({ from, to }: Range): RawBuilder<boolean> {
  const after = to === null ? sql`e.kept_until is not null` : sql`e.kept_until < ${at(to)}`
  const before = from === null ? sql`e.kept_from is not null` : sql`e.kept_from > ${at(from)}`
  return sql`coalesce(${after}, false) or coalesce(${before}, false)`
}

/** The occurrences of a series in the range that the table does not keep, by start; lazy. */
export function* unkept(series: LongSeries, { from, to }: Range): Generator<AgendaRow, void> {
  for (const part of unkeptParts(series.kept, { from, to })) {
    for (const occurrence of occurrencesBetween(series.schedule, {}, part.from, part.to)) {
      if (isUnkept(series, occurrence)) yield agendaRow(series, occurrence)
    }
  }
}

/** The same from the last to the first. `to` must be bounded. */
export function* unkeptBack(series: LongSeries, { from, to }: { from: Instant | null; to: Instant }) {
  const first = from ?? wallToInstant(series.schedule.start, series.schedule.timeZone)
  for (const part of unkeptParts(series.kept, { from: first, to }).reverse()) {
    let size = DAY
    // Back in growing steps, as expansion runs forward only: small at first, since a list asks a thousand dense series
    // for their last occurrence alone.
    for (let until = part.to ?? to; until > (part.from ?? first); size *= 2) {
      const since = Math.max(part.from ?? first, until - size)
      const starts = [...occurrencesBetween(series.schedule, {}, since, until)].reverse()
      for (const occurrence of starts) {
        const isOfStep = occurrence.start >= since || since === part.from
        if (isOfStep && isUnkept(series, occurrence)) yield agendaRow(series, occurrence)
      }
      until = since
    }
  }
}

/** The parts of a range before and after what is kept. */
function unkeptParts(kept: Kept, { from, to }: Range): Range[] {
  const parts: Range[] = []
  if (kept.from !== null && (from === null || from < kept.from)) {
    parts.push({ from, to: to === null ? kept.from : Math.min(to, kept.from) })
  }
  if (kept.until !== null && (to === null || to > kept.until)) {
    parts.push({ from: from === null ? kept.until : Math.max(from, kept.until), to })
  }
  return parts
}

type Found = { recurrenceId: Wall | null; start: Instant; end: Instant | null }

function isUnkept({ kept, singled }: LongSeries, occurrence: Found): boolean {
  return !isKept(occurrence, kept) && !singled.has(occurrence.recurrenceId ?? '')
}

function agendaRow(
  { eventId, version, updated }: LongSeries,
  { recurrenceId, start, end }: Found,
): AgendaRow {
  return {
    eventId,
    version,
    updated,
    recurrenceId: recurrenceId ?? '',
    start,
    end: end ?? start,
    changed: false,
  }
}
