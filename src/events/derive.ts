import { spanOf } from '../calendar/span.ts'
import { type Label, labelsOf, termsOf } from '../calendar/terms.ts'
import { firstStart, lastEnd, occurrenceFinder } from '../recurrence/expand.ts'
import type { Occurrence, Wall } from '../recurrence/model.ts'
import { applyChange, occurrencesBetween } from '../recurrence/series.ts'
import { recurs, withChange } from './content.ts'
import type { Description, EventContent } from './model.ts'

/** A row of the table of occurrences, apart from the event's id. Times are instants (ms). */
export interface OccurrenceRecord {
  /** '' where the event does not recur. */
  recurrenceId: string
  start: number
  end: number
  span: number
  /** Set where a change makes this occurrence show other facts than the event. */
  change: { terms: string[]; latitude: number | null; longitude: number | null } | null
}

/** What the database keeps beside an event's content, all of it made from the content and the clock. */
export interface Derived {
  occurrences: OccurrenceRecord[]
  keptFrom: number | null
  keptUntil: number | null
  renew: number | null
  firstStart: number
  lastEnd: number | null
  terms: string[]
  labels: Label[]
  /** The event with its changed titles joined, for the full text. */
  searchable: Description
}

/** At most so many rows of one series stand in the table; the rest is expanded when asked for. */
export const MOST_ROWS = 2000
const DAY = 86_400_000
const AHEAD_MONTHS = 24
/** How far back long series are kept, the first that leads two years ahead; else the last, as far as it leads. */
const BEHIND = [365 * DAY, 31 * DAY, 2 * DAY]

/** Derives what is kept of an event. Pure: `now` decides only which part of a long series is kept. */
export function derive(content: EventContent, partner: string, now: number): Derived {
  const terms = termsOf(content, partner)
  const kept = keptOccurrences(content, partner, now)
  const ends = kept.occurrences.filter(({ change }) => change !== null).map(({ end }) => end)
  const starts = kept.occurrences.map(({ start }) => start)
  const last = lastEnd(content.schedule)
  const first = firstStart(content.schedule)
  return {
    ...kept,
    firstStart: starts.reduce((least, start) => Math.min(least, start), first?.start ?? 0),
    lastEnd: last === null ? null : ends.reduce((most, end) => Math.max(most, end), last),
    terms,
    labels: [content, ...changedDescriptions(content)].flatMap(labelsOf),
    searchable: withChangedTitles(content),
  }
}

type Kept = Pick<Derived, 'occurrences' | 'keptFrom' | 'keptUntil' | 'renew'>

function keptOccurrences(content: EventContent, partner: string, now: number): Kept {
  const { schedule } = content
  if (!recurs(schedule)) {
    const only = firstStart(schedule)
    const occurrences = only ? [record(only)] : []
    return { occurrences, keptFrom: null, keptUntil: null, renew: null }
  }
  const singled = singledOut(content, partner)
  const ahead = schedule.rrule === null ? null : monthsAhead(now)
  const plain = collect(content, singled, null, ahead)
  if (plain.until === ahead || plain.until === null) return keep(singled, plain, null, now, content)
  let from = now
  let kept = plain
  for (const behind of BEHIND) {
    from = now - behind
    kept = collect(content, singled, from, ahead)
    if (kept.until === ahead) break
  }
  return keep(singled, kept, from, now, content)
}

function keep(
  singled: ReadonlyMap<Wall, OccurrenceRecord | null>,
  plain: { records: OccurrenceRecord[]; until: number | null },
  keptFrom: number | null,
  now: number,
  { schedule }: EventContent,
): Kept {
  const occurrences = [...[...singled.values()].filter((one) => one !== null), ...plain.records]
  const last = lastEnd(schedule)
  const keptUntil = last !== null && plain.until !== null && last < plain.until ? null : plain.until
  const renew =
    keptUntil === null ? null : Math.max(now + DAY, Math.min(now + 30 * DAY, now + (keptUntil - now) / 2))
  return { occurrences, keptFrom, keptUntil, renew }
}

/** Rule instances that overlap [from, to), fewer where there are too many; `until` tells how far they reach. */
function collect(
  { schedule }: EventContent,
  singled: ReadonlyMap<Wall, unknown>,
  from: number | null,
  to: number | null,
): { records: OccurrenceRecord[]; until: number | null } {
  const records: OccurrenceRecord[] = []
  for (const occurrence of occurrencesBetween(schedule, {}, from, to)) {
    if (singled.has(occurrence.recurrenceId ?? '')) continue
    if (records.length === MOST_ROWS) return { records, until: occurrence.start }
    records.push(record(occurrence))
  }
  return { records, until: to }
}

/** Extra dates and changed occurrences, which are always kept; null for an excluded one. */
function singledOut(content: EventContent, partner: string): Map<Wall, OccurrenceRecord | null> {
  const { schedule, changes } = content
  const find = occurrenceFinder(schedule)
  const singled = new Map<Wall, OccurrenceRecord | null>()
  for (const wall of schedule.rdate) {
    const occurrence = find(wall)
    if (occurrence) singled.set(wall, record(occurrence))
  }
  for (const [wall, change] of Object.entries(changes)) {
    const original = find(wall)
    if (!original) continue
    if (change.excluded) {
      singled.set(wall, null)
      continue
    }
    const shown = withChange(content, change)
    singled.set(wall, {
      ...record(applyChange(schedule, original, change)),
      change: {
        terms: termsOf(shown, partner),
        latitude: shown.location?.latitude ?? null,
        longitude: shown.location?.longitude ?? null,
      },
    })
  }
  return singled
}

function record({ recurrenceId, start, end }: Occurrence): OccurrenceRecord {
  return {
    recurrenceId: recurrenceId ?? '',
    start,
    end: end ?? start,
    span: spanOf((end ?? start) - start),
    change: null,
  }
}

/** The first of the month, at least two years ahead: writes of one month keep the same window. */
function monthsAhead(now: number): number {
  const date = new Date(now)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + AHEAD_MONTHS + 2, 1)
}

function changedDescriptions(content: EventContent): Description[] {
  return Object.values(content.changes)
    .filter(({ excluded }) => !excluded)
    .map((change) => withChange(content, change))
}

function withChangedTitles(content: EventContent): Description {
  const title = { ...content.title }
  for (const changed of changedDescriptions(content)) {
    for (const [lang, text] of Object.entries(changed.title)) {
      if (!title[lang]?.includes(text)) title[lang] = title[lang] ? `${title[lang]} ${text}` : text
    }
  }
  return { ...content, title }
}
