/** What months are read from. */
import { sql } from 'kysely'
import type { Db } from '../deps.ts'
import { breather } from '../events/pause.ts'
import type { Instant } from '../recurrence/model.ts'
import { longSeries, unkept } from './beyond.ts'
import { allOf, eventConditions, eventsSource } from './conditions.ts'
import { type Filters, parseFilters } from './filters.ts'
import { type IdColumn, idColumn } from './id-column.ts'
import type { Subject } from './month.ts'
import { type AgendaRow, WHOLE, windowRows } from './window.ts'

/** A month with more is not held in memory. */
export const MOST_OCCURRENCES = 100_000

/** Nothing left out. */
const ALL: Filters = parseFilters(new URLSearchParams(), {
  timeZone: 'UTC',
  now: null,
  allowed: new Set(),
  kind: 'occurrences',
})

/**
 * What overlaps a window, of some events or of all (null), as one state of the database has it: what the table keeps, and
 * what of long series it does not.
 * @returns null where there is too much of it
 */
export async function readSubjects(
  db: Db,
  window: { from: Instant; to: Instant },
  ids: ReadonlySet<string> | null,
): Promise<Subject[] | null> {
  if (ids?.size === 0) return []
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const filters = { ...ALL, ...window, found: ids && [...ids] }
      const { rows } = await sql<SubjectRow>`
        with happening as materialized (
          select * from (${windowRows(filters, BRANCH)}) h limit ${sql.lit(MOST_OCCURRENCES + 1)}
        )
        select h.event_id as "eventId", e.version, e.updated, false as changed,
          array_to_string(e.terms, ${SEPARATOR}) as terms, h.occurrences
        from (
          select event_id, string_agg(${OCCURRENCE}, ' ') as occurrences
          from happening h where not changed group by event_id
        ) h join events e on e.id = h.event_id
        union all
        select h.event_id, e.version, e.updated, true, array_to_string(o.terms, ${SEPARATOR}), ${OCCURRENCE}
        from happening h join events e on e.id = h.event_id
          join occurrences o on o.event_id = h.event_id and o.recurrence_id = h.recurrence_id
        where h.changed`.execute(tx)
      const pause = breather()
      const subjects: Subject[] = []
      let count = 0
      for (const row of rows) {
        const subject = subjectOf(row)
        count += subject.occurrences.length
        subjects.push(subject)
        await pause()
      }
      for (const series of await longSeries(tx, filters, window)) {
        if (ids && !ids.has(series.eventId)) continue
        const occurrences: AgendaRow[] = []
        for (const row of unkept(series, window)) {
          if (++count > MOST_OCCURRENCES) break
          occurrences.push(row)
        }
        if (occurrences.length > 0) subjects.push({ ...series, changed: false, occurrences })
        await pause()
      }
      return count > MOST_OCCURRENCES ? null : subjects
    })
}

/** Lists as text: arrays cost the driver more than all the rest. */
interface SubjectRow extends Pick<Subject, 'eventId' | 'version' | 'changed'> {
  updated: Date
  terms: string
  occurrences: string
}

/** Stands in no term. */
const SEPARATOR = '\n'
const OCCURRENCE = sql`date_part('epoch', h.starts_at)::text || ' ' || date_part('epoch', h.ends_at)::text
  || ' ' || h.recurrence_id`
const BRANCH = {
  columns: sql`o.event_id, o.recurrence_id, o.starts_at, o.ends_at, o.changed`,
  ...WHOLE,
}

function subjectOf({ updated, terms, occurrences, ...row }: SubjectRow): Subject {
  const fields = occurrences.split(' ')
  return {
    ...row,
    updated: updated.getTime(),
    terms: terms === '' ? [] : terms.split(SEPARATOR),
    occurrences: Array.from({ length: fields.length / 3 }, (_, i) => ({
      start: instantOf(fields[3 * i]),
      end: instantOf(fields[3 * i + 1]),
      recurrenceId: fields[3 * i + 2] ?? '',
    })),
  }
}

const instantOf = (seconds: string | undefined): Instant => Math.round(Number(seconds) * 1000)

/**
 * The published events that a search finds.
 * @param among some events; null: all
 */
export async function searchAmong(db: Db, q: string, among: ReadonlySet<string> | null): Promise<IdColumn> {
  const filters = { ...ALL, q }
  const conditions = [eventConditions(filters)]
  if (among) conditions.push(sql`e.id = any(${[...among]}::uuid[])`)
  return db.transaction().execute(async (tx) => {
    // What several stemmers make of one word is estimated as if it were several: many events would be read one by one.
    await sql`select set_config('enable_seqscan', 'off', true)`.execute(tx)
    const { rows } = await sql<{ ids: string | null }>`
      select string_agg(e.id::text, ' ' order by e.id) as ids
      from ${eventsSource(filters)} where ${allOf(conditions)}`.execute(tx)
    return idColumn(rows[0]?.ids ?? '')
  })
}
