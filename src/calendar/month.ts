/**
 * A month's occurrences as columns of numbers, to count them in: what they are about as numbers of terms, when they are,
 * and of which event. Pure. What has the same terms stands together, as a *subject*: all of an event, but for
 * occurrences that a change sets apart.
 */
import type { Instant } from '../recurrence/model.ts'
import type { Filters } from './filters.ts'
import { areAmong, type IdColumn, idAt, idColumn } from './id-column.ts'

/** Occurrences of one event that have the same terms. */
export interface Subject {
  eventId: string
  terms: readonly string[]
  /** Start and end of each, by turns. */
  times: readonly Instant[]
}

export interface Month {
  /** By subject, ascending. */
  events: IdColumn
  /** What the numbers of terms mean. */
  dictionary: readonly string[]
  /** Where the terms, and the times, of each subject begin; one more than there are subjects. */
  termsFrom: Uint32Array
  timesFrom: Uint32Array
  terms: Uint32Array
  times: Float64Array
  /** Octets. */
  size: number
}

export function monthOf(subjects: Iterable<Subject>): Month {
  const sorted = [...subjects].sort((a, b) => (a.eventId < b.eventId ? -1 : 1))
  const numbers = new Map<string, number>()
  const numberOf = (term: string) => {
    const known = numbers.get(term) ?? numbers.size
    numbers.set(term, known)
    return known
  }
  const termsFrom = offsets(sorted, ({ terms }) => terms.length)
  const timesFrom = offsets(sorted, ({ times }) => times.length)
  const terms = new Uint32Array(termsFrom.at(-1) ?? 0)
  const times = new Float64Array(timesFrom.at(-1) ?? 0)
  for (const [i, subject] of sorted.entries()) {
    terms.set(subject.terms.map(numberOf), termsFrom[i])
    times.set(subject.times, timesFrom[i])
  }
  const events = idColumn(sorted.map(({ eventId }) => eventId).join())
  const dictionary = [...numbers.keys()]
  const columns = { events, termsFrom, timesFrom, terms, times }
  const text = dictionary.reduce((sum, term) => sum + 32 + 2 * term.length, 0)
  const size = Object.values(columns).reduce((sum, { byteLength }) => sum + byteLength, text)
  return { ...columns, dictionary, size }
}

/** What `monthOf` was given, of it what is wanted. */
export function* subjectsOf(month: Month, isWanted: (subject: number) => boolean): Generator<Subject, void> {
  for (let i = 0; i < month.termsFrom.length - 1; i++) {
    if (!isWanted(i)) continue
    yield {
      eventId: idAt(month.events, i),
      terms: [...termsAt(month, i)].map((term) => month.dictionary[term] ?? ''),
      times: [...month.times.subarray(month.timesFrom[i], month.timesFrom[i + 1])],
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
  const bySubject = new Uint32Array(month.termsFrom.length - 1)
  visit(month, question, (subject, start, end) => {
    each(start, end)
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

/** Whether a month has any of what is asked for. */
export function hasAny(month: Month, question: Question): boolean {
  let isFound = false
  visit(month, question, () => {
    isFound = true
    return false
  })
  return isFound
}

/** @param take says whether to go on */
function visit(
  month: Month,
  question: Question,
  take: (subject: number, start: Instant, end: Instant) => boolean,
): void {
  const { times, timesFrom } = month
  const { from, running, to } = question
  const isAsked = conditionOf(month, question)
  const isFound = question.found && areAmong(month.events, question.found)
  for (let i = 0; i < timesFrom.length - 1; i++) {
    if ((isFound && isFound[i] === 0) || !isAsked(i)) continue
    const last = timesFrom[i + 1] ?? 0
    for (let at = timesFrom[i] ?? 0; at < last; at += 2) {
      const [start = 0, end = 0] = [times[at], times[at + 1]]
      const isInside = start < to && (start >= from || end > running)
      if (isInside && !take(i, start, end)) return
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
