/** Months of the calendar in memory, as facets count them: read once, then edited by what the log tells of changes. */
import { changedBetween } from '../changes/since.ts'
import type { Db, Deps } from '../deps.ts'
import { breather } from '../events/pause.ts'
import type { Kept } from '../http/kept.ts'
import type { Instant } from '../recurrence/model.ts'
import type { Filters } from './filters.ts'
import { editedIds, type IdColumn, idColumn } from './id-column.ts'
import {
  type Month,
  monthOf,
  type Question,
  rowsIn,
  type Subject,
  subjectsOf,
  type Tally,
  tally,
  without,
} from './month.ts'
import { MOST_OCCURRENCES, readSubjects, searchAmong } from './month-store.ts'
import { comparator } from './order.ts'
import { type Revision, stateName } from './revision.ts'
import type { AgendaRow } from './window.ts'

/** Occurrences that came since a month was read; of more it is put together anew, which takes some ten times as long as an edit. */
const MOST_APART = 500
/** Longer windows are not asked of memory: a year that begins within a month touches so many. */
const MOST_MONTHS = 13

/** Of which state it is; what it was read from may be of a later one. */
interface OfState {
  state: Revision
  size: number
}
/** As it was read and, apart, what came since; null where there are too many occurrences. */
type KeptMonth = OfState & { parts: readonly Month[] | null }
type Found = OfState & { ids: IdColumn }

type Window = { from: Instant; to: Instant }

/** What is told from memory. */
export function createMonths(deps: Deps, keep: Kept) {
  const shelf = keep<KeptMonth>()
  const searches = keep<Found>()
  const inTurn = takeTurns()

  /** Months from one to another, both included; null where memory does not hold them, or not what is asked for. */
  async function held(filters: Filters, first: number, last: number): Promise<Held | null> {
    // Where nothing lasts beyond the request, the database looks with less work.
    if (!deps.shareWork || last - first >= MOST_MONTHS || isForDatabase(filters)) return null
    const state = await deps.revision()
    const { q } = filters
    const found =
      q === null
        ? null
        : await searches(q, stateName(state), (previous) => search(deps.db, q, state, previous, inTurn))
    const news = newsIn(deps.db, { from: startOf(first), to: startOf(last + 1) }, state)
    const months: (readonly Month[])[] = []
    for (let number = first; number <= last; number++) {
      const window = { from: startOf(number), to: startOf(number + 1) }
      const { parts } = await shelf(String(number), stateName(state), (previous) =>
        monthNow(deps.db, window, state, previous && { ...previous, news }, inTurn),
      )
      if (parts === null) return null
      months.push(parts)
    }
    return { first, months, found: found?.ids ?? null }
  }

  return {
    /**
     * Counts the occurrences that overlap a window.
     * @returns false where that is not told from memory; then nothing is counted
     */
    async count(filters: Filters, window: Window, into: Tally): Promise<boolean> {
      const known = await held(filters, monthNumber(window.from), monthNumber(window.to - 1))
      const pause = breather()
      for (const { month, question } of known ? asked(known, filters, window) : []) {
        tally(month, question, into)
        await pause()
      }
      return known !== null
    },

    /**
     * The occurrences that overlap a window, by start, then by id.
     * @returns null where that is not told from memory, or there are more than `most`
     */
    async rows(filters: Filters, window: Window, most: number): Promise<AgendaRow[] | null> {
      const known = await held(filters, monthNumber(window.from), monthNumber(window.to - 1))
      if (known === null) return null
      const rows: AgendaRow[] = []
      for (const { month, question } of asked(known, filters, window)) {
        rows.push(...rowsIn(month, question, most + 1 - rows.length))
        if (rows.length > most) return null
      }
      return rows.sort(comparator('start'))
    },

    /** Whether memory tells that something happens before an instant, not long before. */
    async isBefore(filters: Filters, to: Instant): Promise<boolean> {
      const number = monthNumber(to - 1)
      const known = await held(filters, number, number)
      return known !== null && isAny(asked(known, filters, { from: -Infinity, to }))
    },

    /** Whether memory tells that something happens from an instant on, not long after. */
    async isAfter(filters: Filters, from: Instant): Promise<boolean> {
      const number = monthNumber(from)
      const known = await held(filters, number, number + 1)
      return known !== null && isAny(asked(known, filters, { from, to: Infinity }))
    },
  }
}
export type Months = ReturnType<typeof createMonths>

interface Held {
  first: number
  /** Each in its parts. */
  months: (readonly Month[])[]
  /** What the search finds; null where there is none. */
  found: IdColumn | null
}

/** What is asked of each month, so that each occurrence is told once: by the first month that it is in. */
function asked({ first, months, found }: Held, filters: Filters, { from, to }: Window) {
  return months.flatMap((parts, i) => {
    const times = i === 0 ? { from, running: from } : { from: startOf(first + i), running: Infinity }
    const question: Question = { ...filters, ...times, found, to }
    return parts.map((month) => ({ month, question }))
  })
}

function isAny(questions: readonly { month: Month; question: Question }[]): boolean {
  return questions.some(({ month, question }) => rowsIn(month, question, 1).length > 0)
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
  inTurn: InTurn,
): Promise<KeptMonth> {
  const news = await previous?.news(previous.state)
  if (!previous || !news) return keptOf(await inTurn(() => readSubjects(db, window, null)), state)
  // Of what was too much, that it may be less now is not worth reading it with each change.
  if (previous.parts === null) return keptOf(null, state)
  const added = news.subjects.flatMap((subject) => within(subject, window))
  const [whole, since] = previous.parts.map((part) => without(part, news.changed))
  if (whole === undefined) return keptOf(added, state)
  if (added.length === 0) return ofParts(since ? [whole, since] : [whole], state)
  const fresh = monthOf([...(since ? subjectsOf(since) : []), ...added])
  if (fresh.starts.length <= MOST_APART) return ofParts([whole, fresh], state)
  return keptOf([...subjectsOf(whole), ...subjectsOf(fresh)], state)
}

function keptOf(subjects: readonly Subject[] | null, state: Revision): KeptMonth {
  return ofParts(subjects && [monthOf(subjects)], state)
}

function ofParts(parts: readonly Month[] | null, state: Revision): KeptMonth {
  const sum = (of: (part: Month) => number) => parts?.reduce((total, part) => total + of(part), 0) ?? 0
  const isHeld = sum(({ starts }) => starts.length) <= MOST_OCCURRENCES
  return isHeld ? { parts, state, size: sum(({ size }) => size) } : { parts: null, state, size: 0 }
}

/** What of a subject overlaps a window. */
function within(subject: Subject, { from, to }: Window): Subject[] {
  const occurrences = subject.occurrences.filter(
    ({ start, end }) => start < to && (start >= from || end > from),
  )
  return occurrences.length > 0 ? [{ ...subject, occurrences }] : []
}

const idsOf = (ids: Iterable<string>) => idColumn([...ids].sort().join())

/** The published events that a search finds. */
async function search(
  db: Db,
  q: string,
  state: Revision,
  previous: Found | undefined,
  inTurn: InTurn,
): Promise<Found> {
  const changed = previous && (await changedBetween(db, previous.state, state))
  const ids =
    previous && changed
      ? editedIds(previous.ids, idsOf(changed), await searchAmong(db, q, changed))
      : await inTurn(() => searchAmong(db, q, null))
  return { ids, state, size: ids.byteLength }
}

type InTurn = <T>(work: () => Promise<T>) => Promise<T>

/** One after another: what is read as a whole takes memory that several at once would take as often. */
function takeTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const own = last.then(work)
    last = own.catch(() => {})
    return own
  }
}
