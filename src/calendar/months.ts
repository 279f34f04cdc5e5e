/** Months of the calendar in memory, as facets count them: read once, then edited by what the log tells of changes. */
import { type RawBuilder, sql } from 'kysely'
import { changedBetween } from '../changes/since.ts'
import type { Db, Deps } from '../deps.ts'
import { breather } from '../events/pause.ts'
import type { Kept } from '../http/kept.ts'
import type { Instant } from '../recurrence/model.ts'
import { longSeries, unkept } from './beyond.ts'
import { allOf, eventConditions, eventsSource } from './conditions.ts'
import { type Filters, parseFilters } from './filters.ts'
import { areAmong, editedIds, type IdColumn, idColumn } from './id-column.ts'
import { hasAny, type Month, monthOf, type Subject, subjectsOf, type Tally, tally } from './month.ts'
import { type Revision, stateName } from './revision.ts'
import { windowRows } from './window.ts'

/** A month with more is not held in memory. */
const MOST_OCCURRENCES = 100_000
/** Longer windows are not asked of memory: a year that begins within a month touches so many. */
const MOST_MONTHS = 13

/** Of which state it is; what it was read from may be of a later one. */
interface OfState {
  state: Revision
  size: number
}
/** Null where there are too many occurrences. */
type KeptMonth = OfState & { month: Month | null }
type Found = OfState & { ids: IdColumn }

type Window = { from: Instant; to: Instant }

/** What is told from memory. */
export function createMonths(deps: Deps, keep: Kept) {
  const months = keep<KeptMonth>()
  const searches = keep<Found>()

  /** Months from one to another, both included; null where memory does not hold them, or not what is asked for. */
  async function held(filters: Filters, first: number, last: number): Promise<Held | null> {
    // Where nothing lasts beyond the request, the database looks with less work.
    if (!deps.shareWork || last - first >= MOST_MONTHS || isForDatabase(filters)) return null
    const state = await deps.revision()
    const { q } = filters
    const found =
      q === null
        ? null
        : await searches(q, stateName(state), (previous) => search(deps.db, q, state, previous))
    const news = newsIn(deps.db, { from: startOf(first), to: startOf(last + 1) }, state)
    const all: Month[] = []
    for (let number = first; number <= last; number++) {
      const window = { from: startOf(number), to: startOf(number + 1) }
      const { month } = await months(String(number), stateName(state), (previous) =>
        monthNow(deps.db, window, state, previous && { ...previous, news }),
      )
      if (month === null) return null
      all.push(month)
    }
    return { months: all, found: found?.ids ?? null }
  }

  return {
    /**
     * Counts the occurrences that overlap a window.
     * @returns false where that is not told from memory; then nothing is counted
     */
    async count(filters: Filters, { from, to }: Window, into: Tally): Promise<boolean> {
      const first = monthNumber(from)
      const known = await held(filters, first, monthNumber(to - 1))
      if (known === null) return false
      const pause = breather()
      for (const [i, month] of known.months.entries()) {
        // What began before a month is counted in an earlier one, but for the first.
        const times = i === 0 ? { from, running: from } : { from: startOf(first + i), running: Infinity }
        tally(month, { ...filters, ...times, found: known.found, to }, into)
        await pause()
      }
      return true
    },

    /** Whether memory tells that something happens before an instant, not long before. */
    async isBefore(filters: Filters, to: Instant): Promise<boolean> {
      const number = monthNumber(to - 1)
      const known = await held(filters, number, number)
      const times = { from: -Infinity, running: -Infinity, to }
      return (
        known?.months.some((month) => hasAny(month, { ...filters, ...times, found: known.found })) ?? false
      )
    },

    /** Whether memory tells that something happens from an instant on, not long after. */
    async isAfter(filters: Filters, from: Instant): Promise<boolean> {
      const number = monthNumber(from)
      const known = await held(filters, number, number + 1)
      const times = { from, running: from, to: Infinity }
      return (
        known?.months.some((month) => hasAny(month, { ...filters, ...times, found: known.found })) ?? false
      )
    },
  }
}
export type Months = ReturnType<typeof createMonths>

interface Held {
  months: Month[]
  /** What the search finds; null where there is none. */
  found: IdColumn | null
}

/** Months hold what is published, and no places. */
function isForDatabase({ states, near, bbox, eventId }: Filters): boolean {
  return states !== null || near !== null || bbox !== null || eventId !== null
}

/** Months from the year 0 on, in UTC. */
function monthNumber(instant: Instant): number {
  const date = new Date(instant)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

function startOf(number: number): Instant {
  return new Date(0).setUTCFullYear(Math.floor(number / 12), number % 12, 1)
}

/** What changed, and what there is of it now; null where that is not known. */
type News = { changed: IdColumn; subjects: readonly Subject[] } | null

/** What the log tells of a window since a state, read once for all its months. */
function newsIn(db: Db, window: Window, until: Revision): (since: Revision) => Promise<News> {
  const read = async (since: Revision): Promise<News> => {
    const changed = await changedBetween(db, since, until)
    const subjects = changed && (await readSubjects(db, window, changed))
    return subjects && { changed: idsOf(changed), subjects }
  }
  const known = new Map<string, Promise<News>>()
  return (since) => {
    const name = stateName(since)
    const news = known.get(name) ?? read(since)
    known.set(name, news)
    return news
  }
}

/** Edits what was known of a month, where the log tells enough; else reads it. */
async function monthNow(
  db: Db,
  window: Window,
  state: Revision,
  previous: (KeptMonth & { news: ReturnType<typeof newsIn> }) | undefined,
): Promise<KeptMonth> {
  const news = await previous?.news(previous.state)
  if (!previous || !news) return keptOf(await readSubjects(db, window, null), state)
  const { month } = previous
  // Of what was too much, that it may be less now is not worth reading it with each change.
  if (month === null) return keptOf(null, state)
  const added = news.subjects.flatMap((subject) => within(subject, window))
  const isGone = areAmong(month.events, news.changed)
  if (added.length === 0 && !isGone.includes(1)) return { month, state, size: month.size }
  return keptOf([...subjectsOf(month, (i) => isGone[i] === 0), ...added], state)
}

function keptOf(subjects: readonly Subject[] | null, state: Revision): KeptMonth {
  const month = subjects && monthOf(subjects)
  const isHeld = month !== null && month.times.length / 2 <= MOST_OCCURRENCES
  return isHeld ? { month, state, size: month.size } : { month: null, state, size: 0 }
}

/** What of a subject overlaps a window. */
function within(subject: Subject, { from, to }: Window): Subject[] {
  const times: Instant[] = []
  for (let i = 0; i < subject.times.length; i += 2) {
    const [start = 0, end = 0] = subject.times.slice(i, i + 2)
    if (start < to && (start >= from || end > from)) times.push(start, end)
  }
  return times.length > 0 ? [{ ...subject, times }] : []
}

const idsOf = (ids: Iterable<string>) => idColumn([...ids].sort().join())

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
async function readSubjects(
  db: Db,
  window: Window,
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
        select h.event_id as "eventId", array_to_string(e.terms, ${SEPARATOR}) as terms, h.times from (
          select event_id, string_agg(${timesOf(sql`h`)}, ' ') as times from happening h where not changed group by event_id
        ) h join events e on e.id = h.event_id
        union all
        select h.event_id, array_to_string(o.terms, ${SEPARATOR}), ${timesOf(sql`h`)}
        from happening h join occurrences o on o.event_id = h.event_id and o.recurrence_id = h.recurrence_id
        where h.changed`.execute(tx)
      const pause = breather()
      const subjects: Subject[] = []
      let count = 0
      for (const row of rows) {
        const subject = subjectOf(row)
        count += subject.times.length / 2
        subjects.push(subject)
        await pause()
      }
      for (const series of await longSeries(tx, filters, window)) {
        if (ids && !ids.has(series.eventId)) continue
        const times: Instant[] = []
        for (const { start, end } of unkept(series, window)) {
          if (++count > MOST_OCCURRENCES) break
          times.push(start, end)
        }
        if (times.length > 0) subjects.push({ eventId: series.eventId, terms: series.terms, times })
        await pause()
      }
      return count > MOST_OCCURRENCES ? null : subjects
    })
}

/** As text: arrays cost the driver more than all the rest. */
interface SubjectRow {
  eventId: string
  terms: string
  times: string
}

/** Stands in no term. */
const SEPARATOR = '\n'
const timesOf = (row: RawBuilder<unknown>) =>
  sql`date_part('epoch', ${row}.starts_at)::text || ' ' || date_part('epoch', ${row}.ends_at)::text`
const BRANCH = {
  columns: sql`o.event_id, o.recurrence_id, o.starts_at, o.ends_at, o.changed`,
  // Keeps each class of length a look into the index of its own.
  tail: sql`offset 0`,
  after: null,
}

function subjectOf({ eventId, terms, times }: SubjectRow): Subject {
  return {
    eventId,
    terms: terms === '' ? [] : terms.split(SEPARATOR),
    times: times.split(' ').map((seconds) => Math.round(Number(seconds) * 1000)),
  }
}

/** The published events that a search finds. */
async function search(db: Db, q: string, state: Revision, previous: Found | undefined): Promise<Found> {
  const changed = previous && (await changedBetween(db, previous.state, state))
  const found = await searchAmong(db, q, changed ?? null)
  const ids = previous && changed ? editedIds(previous.ids, idsOf(changed), found) : found
  return { ids, state, size: ids.byteLength }
}

/** @param among some events; null: all */
async function searchAmong(db: Db, q: string, among: ReadonlySet<string> | null): Promise<IdColumn> {
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
