/**
 * A month's occurrences as columns of numbers: what they are about as numbers of terms, when they are, and of which event.
 * Pure. What has the same terms stands together, as a *subject*: all of an event, but for occurrences that a change sets
 * apart.
 */
import type { Instant, Wall } from '../recurrence/model.ts'
import { formatDate, formatWall, parseWall } from '../time/wall.ts'
import type { Key } from './cursor.ts'
import type { Filters } from './filters.ts'
import { areAmong, type IdColumn, idAt, idColumn } from './id-column.ts'
import { compareByStart } from './order.ts'
import { firstFrom, type TimeColumn, timeAt, timeColumn } from './time-column.ts'
import type { AgendaRow } from './window.ts'

/** Occurrences of one event that have the same terms. */
export interface Subject extends Pick<AgendaRow, 'eventId' | 'version' | 'updated' | 'changed'> {
  terms: readonly string[]
  occurrences: readonly Pick<AgendaRow, 'start' | 'end' | 'recurrenceId'>[]
}

export interface Month {
  /** The numbers of terms, counted from 0. */
  dictionary: ReadonlyMap<string, number>
  /** By subject, ascending. */
  events: IdColumn
  versions: Uint32Array
  updates: Float64Array
  /** 1 where a change sets them apart. */
  changed: Uint8Array
  /** What recurrence ids are. */
  forms: Uint8Array
  /** 1 where they are no longer there. */
  gone: Uint8Array
  /** Where the terms of each subject begin; one more than there are subjects. */
  termsFrom: Uint32Array
  terms: Uint16Array | Uint32Array
  /** By occurrence, in the order of lists by start. */
  subjects: Uint32Array
  starts: TimeColumn
  ends: TimeColumn
  /** Recurrence ids as wall numbers (see wall.ts). */
  originals: TimeColumn
  /** The latest end in each run of RUN occurrences: what still runs is found without a look at all that ended. */
  latest: Float64Array
  /** Octets. */
  size: number
}

const RUN = 64
/** The event does not recur; recurrence ids are walls; dates. */
const FORMS = { none: 0, wall: 1, date: 2 }

export function monthOf(subjects: Iterable<Subject>): Month {
  const sorted = [...subjects].sort((a, b) => (a.eventId < b.eventId ? -1 : 1))
  const dictionary = new Map<string, number>()
  const numberOf = (term: string) => {
    const known = dictionary.get(term)
    if (known !== undefined) return known
    dictionary.set(term, dictionary.size)
    return dictionary.size - 1
  }
  const terms = sorted.flatMap((subject) => subject.terms.map(numberOf))
  const bySubject = {
    events: idColumn(sorted.map(({ eventId }) => eventId).join()),
    versions: Uint32Array.from(sorted, ({ version }) => version),
    updates: Float64Array.from(sorted, ({ updated }) => updated),
    changed: Uint8Array.from(sorted, ({ changed }) => Number(changed)),
    forms: Uint8Array.from(sorted, ({ occurrences: [first] }) => formOf(first?.recurrenceId ?? '')),
    gone: new Uint8Array(sorted.length),
    termsFrom: offsets(sorted.map((subject) => subject.terms.length)),
    terms: dictionary.size > 0xffff ? Uint32Array.from(terms) : Uint16Array.from(terms),
  }
  const byOccurrence = occurrenceColumns(sorted)
  const { subjects: owners, starts, ends, originals, latest } = byOccurrence
  const arrays = [
    ...Object.values(bySubject),
    owners,
    starts.seconds,
    ends.seconds,
    originals.seconds,
    latest,
  ]
  const text = [...dictionary.keys()].reduce((sum, term) => sum + 64 + 2 * term.length, 0)
  const size = arrays.reduce((sum, { byteLength }) => sum + byteLength, text)
  return { ...bySubject, ...byOccurrence, dictionary, size }
}

/** @param subjects by event */
function occurrenceColumns(subjects: readonly Subject[]) {
  const count = subjects.reduce((sum, { occurrences }) => sum + occurrences.length, 0)
  const column = () => new Float64Array(count)
  const [owners, events, starts, ends, originals] = [column(), column(), column(), column(), column()]
  let at = 0
  let event = 0
  for (const [i, subject] of subjects.entries()) {
    if (subject.eventId !== subjects[i - 1]?.eventId) event++
    for (const { start, end, recurrenceId } of subject.occurrences) {
      owners[at] = i
      events[at] = event
      starts[at] = start
      ends[at] = end
      originals[at] = parseWall(recurrenceId)?.ms ?? 0
      at++
    }
  }
  const isAfter = (a: number, b: number) =>
    events[a] === events[b] && (originals[a] ?? 0) > (originals[b] ?? 0)
  const order = orderOf(starts, isAfter)
  const inOrder = (values: Float64Array) => order.map((i) => values[i] ?? 0)
  const base = starts[order[count - 1] ?? 0] ?? 0
  const sortedEnds = inOrder(ends)
  const latest = Float64Array.from({ length: Math.ceil(count / RUN) }, (_, run) =>
    Math.max(...sortedEnds.subarray(run * RUN, (run + 1) * RUN)),
  )
  return {
    subjects: Uint32Array.from(inOrder(owners)),
    starts: timeColumn(inOrder(starts), base),
    ends: timeColumn(sortedEnds, base),
    originals: timeColumn(inOrder(originals), base),
    latest,
  }
}

/**
 * The order by value. Of the same value, what stands first comes first, unless it is to come after: asked of neighbours alone.
 * Times are few among many occurrences: counted, they take a tenth of the time that comparing each two of them would.
 */
function orderOf(values: Float64Array, isAfter: (one: number, next: number) => boolean): Float64Array {
  const places = new Map<number, number>()
  for (const value of values.toSorted()) places.set(value, (places.get(value) ?? 0) + 1)
  let sum = 0
  for (const [value, count] of places) {
    places.set(value, sum)
    sum += count
  }
  const order = new Float64Array(values.length)
  values.forEach((value, i) => {
    let place = places.get(value) ?? 0
    places.set(value, place + 1)
    for (; place > 0; place--) {
      const before = order[place - 1] ?? 0
      if (values[before] !== value || !isAfter(before, i)) break
      order[place] = before
    }
    order[place] = i
  })
  return order
}

function formOf(recurrenceId: Wall): number {
  if (recurrenceId === '') return FORMS.none
  return recurrenceId.length === DATE_LENGTH ? FORMS.date : FORMS.wall
}
const DATE_LENGTH = 10

/** The month without some events: the same one where it has none of them. */
export function without(month: Month, events: IdColumn): Month {
  const gone = areAmong(month.events, events)
  if (!gone.some((mark, i) => mark > (month.gone[i] ?? 0))) return month
  return { ...month, gone: gone.map((mark, i) => mark | (month.gone[i] ?? 0)) }
}

/** What `monthOf` was given, but for what is gone. */
export function subjectsOf(month: Month): Subject[] {
  const names = [...month.dictionary.keys()]
  const occurrences: Subject['occurrences'][number][][] = Array.from(month.versions, () => [])
  for (const [at, subject] of month.subjects.entries())
    occurrences[subject]?.push(occurrenceAt(month, subject, at))
  return occurrences.flatMap((own, subject) =>
    month.gone[subject] === 1
      ? []
      : {
          ...eventAt(month, subject),
          terms: Array.from(termsAt(month, subject), (term) => names[term] ?? ''),
          occurrences: own,
        },
  )
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
  visit(month, question, -Infinity, (subject, at) => {
    each(timeAt(month.starts, at), timeAt(month.ends, at))
    bySubject[subject] = (bySubject[subject] ?? 0) + 1
    return true
  })
  const byTerm = new Uint32Array(month.dictionary.size)
  for (const [subject, count] of bySubject.entries()) {
    if (count > 0) for (const term of termsAt(month, subject)) byTerm[term] = (byTerm[term] ?? 0) + count
  }
  for (const [term, number] of month.dictionary) {
    const count = byTerm[number] ?? 0
    if (count > 0) counts.set(term, (counts.get(term) ?? 0) + count)
  }
}

/** The first `most` of what a month has of what is asked for, after a key (null: from the beginning), by start, then by id. */
export function rowsIn(month: Month, question: Question, after: Key | null, most: number): AgendaRow[] {
  const rows: AgendaRow[] = []
  if (most === 0) return rows
  visit(month, question, after?.start ?? -Infinity, (subject, at) => {
    const row = { ...eventAt(month, subject), ...occurrenceAt(month, subject, at) }
    if (after === null || compareByStart(row, after) > 0) rows.push(row)
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

function occurrenceAt({ starts, ends, originals, forms }: Month, subject: number, at: number) {
  return {
    start: timeAt(starts, at),
    end: timeAt(ends, at),
    recurrenceId: recurrenceIdOf(timeAt(originals, at), forms[subject]),
  }
}

function recurrenceIdOf(original: number, form: number | undefined): Wall {
  if (form === FORMS.none) return ''
  return form === FORMS.date ? formatDate(original) : formatWall(original)
}

/**
 * In the order of lists.
 * @param since what starts before is left out
 * @param take is given a subject and an occurrence, and says whether to go on
 */
function visit(
  month: Month,
  question: Question,
  since: Instant,
  take: (subject: number, at: number) => boolean,
): void {
  const { subjects, starts, ends, latest } = month
  const { from, running, to } = question
  const isAsked = conditionOf(month, question)
  if (isAsked === null) return
  const takeAt = (at: number) => {
    const subject = subjects[at] ?? 0
    return !isAsked(subject) || take(subject, at)
  }
  const beginning = firstFrom(starts, since)
  const inside = Math.max(beginning, firstFrom(starts, from))
  for (let at = beginning; at < inside && running < Infinity; ) {
    const run = Math.floor(at / RUN)
    const end = Math.min((run + 1) * RUN, inside)
    if ((latest[run] ?? 0) > running) {
      for (; at < end; at++) if (timeAt(ends, at) > running && !takeAt(at)) return
    }
    at = end
  }
  const end = firstFrom(starts, to)
  for (let at = inside; at < end; at++) if (!takeAt(at)) return
}

/**
 * Whether a subject is there, and found, and has a term of each group, and none of those that it must not have; each looked
 * at once. Null where none is.
 */
function conditionOf(month: Month, question: Question): ((subject: number) => boolean) | null {
  const { dictionary, terms, termsFrom } = month
  const known = (texts: readonly string[]) => new Set(texts.flatMap((term) => dictionary.get(term) ?? []))
  const groups = question.anyOf.map(known)
  if (groups.some(({ size }) => size === 0)) return null
  const unwanted = known(question.noneOf)
  const found = question.found && areAmong(month.events, question.found)
  const isThere = (subject: number) => month.gone[subject] === 0 && found?.[subject] !== 0
  if (groups.length === 0 && unwanted.size === 0) return isThere
  const looked = new Uint8Array(month.versions.length)
  const hasOne = (subject: number, wanted: ReadonlySet<number>) => {
    const end = termsFrom[subject + 1] ?? 0
    for (let i = termsFrom[subject] ?? 0; i < end; i++) if (wanted.has(terms[i] ?? 0)) return true
    return false
  }
  const isAsked = (subject: number) =>
    isThere(subject) && groups.every((group) => hasOne(subject, group)) && !hasOne(subject, unwanted)
  return (subject) => {
    const answer = looked[subject] || (isAsked(subject) ? YES : NO)
    looked[subject] = answer
    return answer === YES
  }
}
const YES = 1
const NO = 2

function termsAt({ terms, termsFrom }: Month, subject: number): Uint16Array | Uint32Array {
  return terms.subarray(termsFrom[subject], termsFrom[subject + 1])
}

function offsets(lengths: readonly number[]): Uint32Array {
  const from = new Uint32Array(lengths.length + 1)
  for (const [i, length] of lengths.entries()) from[i + 1] = (from[i] ?? 0) + length
  return from
}
