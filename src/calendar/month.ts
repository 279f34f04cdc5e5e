/**
 * A month's occurrences as columns of numbers: what they are about as numbers of terms, when they are, and of which event.
 * Pure. What has the same terms stands together, as a *subject*: all of an event, but for occurrences that a change sets
 * apart.
 */
import type { Instant, Wall } from '../recurrence/model.ts'
import { formatDate, formatWall, parseWall } from '../time/wall.ts'
import type { Filters } from './filters.ts'
import { areAmong, type IdColumn, idAt, idColumn } from './id-column.ts'
import type { AgendaRow } from './window.ts'

/** Occurrences of one event that have the same terms. */
export interface Subject extends Pick<AgendaRow, 'eventId' | 'version' | 'updated' | 'changed'> {
  terms: readonly string[]
  occurrences: readonly Pick<AgendaRow, 'start' | 'end' | 'recurrenceId'>[]
}

export interface Month {
  /** What the numbers of terms mean. */
  dictionary: readonly string[]
  /** By subject, ascending. */
  events: IdColumn
  versions: Uint32Array
  updates: Float64Array
  /** 1 where a change sets them apart; 1 where recurrence ids are dates. */
  changed: Uint8Array
  dated: Uint8Array
  /** 1 where they are no longer there. */
  gone: Uint8Array
  /** Where the terms and the occurrences of each subject begin; one more than there are subjects. */
  termsFrom: Uint32Array
  from: Uint32Array
  terms: Uint32Array
  /** By occurrence. */
  starts: Float64Array
  ends: Float64Array
  /** Recurrence ids as wall numbers (see wall.ts); NaN where the event does not recur. */
  originals: Float64Array
  /** Octets. */
  size: number
}

export function monthOf(subjects: Iterable<Subject>): Month {
  const sorted = [...subjects].sort((a, b) => (a.eventId < b.eventId ? -1 : 1))
  const occurrences = sorted.flatMap((subject) => subject.occurrences)
  const numbers = new Map<string, number>()
  const numberOf = (term: string) => {
    const known = numbers.get(term) ?? numbers.size
    numbers.set(term, known)
    return known
  }
  const columns = {
    events: idColumn(sorted.map(({ eventId }) => eventId).join()),
    versions: Uint32Array.from(sorted, ({ version }) => version),
    updates: Float64Array.from(sorted, ({ updated }) => updated),
    changed: Uint8Array.from(sorted, ({ changed }) => Number(changed)),
    dated: Uint8Array.from(sorted, ({ occurrences: [first] }) => Number(first?.recurrenceId.length === 10)),
    gone: new Uint8Array(sorted.length),
    termsFrom: offsets(sorted, ({ terms }) => terms.length),
    from: offsets(sorted, (subject) => subject.occurrences.length),
    terms: Uint32Array.from(sorted.flatMap(({ terms }) => terms.map(numberOf))),
    starts: Float64Array.from(occurrences, ({ start }) => start),
    ends: Float64Array.from(occurrences, ({ end }) => end),
    originals: Float64Array.from(
      occurrences,
      ({ recurrenceId }) => parseWall(recurrenceId)?.ms ?? Number.NaN,
    ),
  }
  const dictionary = [...numbers.keys()]
  const text = dictionary.reduce((sum, term) => sum + 32 + 2 * term.length, 0)
  const size = Object.values(columns).reduce((sum, { byteLength }) => sum + byteLength, text)
  return { ...columns, dictionary, size }
}

/** The month without some events: the same one where it has none of them. */
export function without(month: Month, events: IdColumn): Month {
  const gone = areAmong(month.events, events)
  if (!gone.some((mark, i) => mark > (month.gone[i] ?? 0))) return month
  return { ...month, gone: gone.map((mark, i) => mark | (month.gone[i] ?? 0)) }
}

/** What `monthOf` was given, but for what is gone. */
export function* subjectsOf(month: Month): Generator<Subject, void> {
  for (let subject = 0; subject < month.versions.length; subject++) {
    if (month.gone[subject] === 1) continue
    const [first = 0, end = 0] = month.from.subarray(subject, subject + 2)
    yield {
      ...eventAt(month, subject),
      terms: [...termsAt(month, subject)].map((term) => month.dictionary[term] ?? ''),
      occurrences: Array.from({ length: end - first }, (_, i) => occurrenceAt(month, subject, first + i)),
    }
  }
}

export interface Question extends Pick<Filters, 'anyOf' | 'noneOf'> {
  /** The events that count; null: all. */
  found: IdColumn | null
  /** What starts earlier counts only where it ends after `running`. */
  from: Instant
  running: Instant
  to: Instant
}

export interface Tally {
  /** Takes the start and the end of each occurrence that counts. */
  each(start: Instant, end: Instant): void
  /** How many occurrences have each term. */
  counts: Map<string, number>
}

/** Counts what a month has of what is asked for. */
export function tally(month: Month, question: Question, { each, counts }: Tally): void {
  const bySubject = new Uint32Array(month.versions.length)
  visit(month, question, (subject, at) => {
    each(month.starts[at] ?? 0, month.ends[at] ?? 0)
    bySubject[subject] = (bySubject[subject] ?? 0) + 1
    return true
  })
  const byTerm = new Uint32Array(month.dictionary.length)
  for (const [subject, count] of bySubject.entries()) {
    if (count > 0) for (const term of termsAt(month, subject)) byTerm[term] = (byTerm[term] ?? 0) + count
  }
  for (const [term, count] of byTerm.entries()) {
    const text = month.dictionary[term] ?? ''
    if (count > 0) counts.set(text, (counts.get(text) ?? 0) + count)
  }
}

/** What a month has of what is asked for, in no order; no more than `most`. */
export function rowsIn(month: Month, question: Question, most: number): AgendaRow[] {
  const rows: AgendaRow[] = []
  visit(month, question, (subject, at) => {
    if (rows.length < most) rows.push({ ...eventAt(month, subject), ...occurrenceAt(month, subject, at) })
    return rows.length < most
  })
  return rows
}

function eventAt({ events, versions, updates, changed }: Month, subject: number) {
  return {
    eventId: idAt(events, subject),
    version: versions[subject] ?? 0,
    updated: updates[subject] ?? 0,
    changed: changed[subject] === 1,
  }
}

function occurrenceAt({ starts, ends, originals, dated }: Month, subject: number, at: number) {
  return {
    start: starts[at] ?? 0,
    end: ends[at] ?? 0,
    recurrenceId: recurrenceIdOf(originals[at] ?? Number.NaN, dated[subject] === 1),
  }
}

function recurrenceIdOf(original: number, isDate: boolean): Wall {
  if (Number.isNaN(original)) return ''
  return isDate ? formatDate(original) : formatWall(original)
}

/** @param take is given a subject and an occurrence, and says whether to go on */
function visit(month: Month, question: Question, take: (subject: number, at: number) => boolean): void {
  const { starts, ends } = month
  const { from, running, to } = question
  const isAsked = conditionOf(month, question)
  const isFound = question.found && areAmong(month.events, question.found)
  for (let subject = 0; subject < month.versions.length; subject++) {
    if (month.gone[subject] === 1 || isFound?.[subject] === 0 || !isAsked(subject)) continue
    const last = month.from[subject + 1] ?? 0
    for (let at = month.from[subject] ?? 0; at < last; at++) {
      const start = starts[at] ?? 0
      const isInside = start < to && (start >= from || (ends[at] ?? 0) > running)
      if (isInside && !take(subject, at)) return
    }
  }
}

/** Whether a subject has a term of each group, and none of those that it must not have. */
function conditionOf(month: Month, { anyOf, noneOf }: Question): (subject: number) => boolean {
  const numbers = new Map(month.dictionary.map((term, i) => [term, i]))
  const known = (terms: readonly string[]) => new Set(terms.flatMap((term) => numbers.get(term) ?? []))
  const groups = anyOf.map(known)
  const unwanted = known(noneOf)
  if (groups.length === 0 && unwanted.size === 0) return () => true
  return (subject) => {
    const terms = termsAt(month, subject)
    return (
      groups.every((group) => terms.some((term) => group.has(term))) &&
      !terms.some((term) => unwanted.has(term))
    )
  }
}

function termsAt({ terms, termsFrom }: Month, subject: number): Uint32Array {
  return terms.subarray(termsFrom[subject], termsFrom[subject + 1])
}

function offsets<T>(items: readonly T[], length: (item: T) => number): Uint32Array {
  const from = new Uint32Array(items.length + 1)
  for (const [i, item] of items.entries()) from[i + 1] = (from[i] ?? 0) + length(item)
  return from
}
