/** Months of the calendar in memory: read once, then edited by what the log tells of changes. */
import { changedBetween } from '../changes/since.ts'
import type { Db, Deps } from '../deps.ts'
import { breather } from '../events/pause.ts'
import type { Kept } from '../http/kept.ts'
import type { Instant } from '../recurrence/model.ts'
import type { Key } from './cursor.ts'
import { createDemand } from './demand.ts'
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
import { compareByStart } from './order.ts'
import { type Revision, stateName } from './revision.ts'
import type { AgendaRow } from './window.ts'

/** Occurrences that came since a month was read; of more it is put together anew, which takes some ten times as long as an edit. */
const MOST_APART = 500
/** Longer windows are not asked of memory: a year that begins within a month touches so many. */
const MOST_MONTHS = 13
/** What has so little of what is asked for that more would be looked into is soon told by an index of the database. */
const MOST_MONTHS_OF_OPEN = 3

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
  const shelf = keep<KeptMonth>({ coded: false })
  const searches = keep<Found>({ coded: false })
  const inTurn = takeTurns()
  const demand = createDemand(deps.background)

  function read(number: number, state: Revision, news: ReturnType<typeof newsIn>): Promise<KeptMonth> {
    const window = { from: startOf(number), to: startOf(number + 1) }
    return shelf(String(number), stateName(state), (previous) =>
      monthNow(deps.db, window, state, previous && { ...previous, news }, inTurn),
    )
  }

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
      const { parts } = await read(number, state, news)
      if (parts === null) return null
      months.push(parts)
    }
    return { first, months, found: found?.ids ?? null }
  }

  /** What memory has at hand of what `first` asks for; else the month that it has not, null where that would not help. */
  function firstAtHand(
    filters: Filters & { from: Instant },
    after: Key | null,
    most: number,
    made: string,
  ): AgendaRow[] | { missing: number | null } {
    const rows: AgendaRow[] = []
    const { from } = filters
    const to = filters.to ?? Infinity
    const mostMonths = filters.to === null ? MOST_MONTHS_OF_OPEN : MOST_MONTHS
    const first = monthNumber(Math.max(from, after?.start ?? -Infinity))
    for (let number = first; rows.length < most && startOf(number) < to; number++) {
      if (number - first === mostMonths) return { missing: null }
      const newest = shelf.newest(String(number))
      if (newest?.made !== made) return { missing: number }
      const { parts } = newest.kept
      if (parts === null) return { missing: null }
      const times = number === monthNumber(from) ? { from, running: from } : timesFrom(number)
      const question = { ...filters, ...times, to, found: null }
      const own = parts.flatMap((month) => rowsIn(month, question, after, most - rows.length))
      if (parts.length > 1) own.sort(compareByStart)
      rows.push(...own.slice(0, most - rows.length))
    }
    return rows
  }

  return {
    /**
     * The first `most` occurrences after a key (null: from the beginning), by start, then by id: told where memory has them
     * at hand, else asked of the database, so that nobody waits for a month that is read.
     */
    async first(
      filters: Filters,
      after: Key | null,
      most: number,
      askDatabase: () => Promise<AgendaRow[]>,
    ): Promise<AgendaRow[]> {
      const { from, q, sort } = filters
      if (!deps.shareWork || from === null || q !== null || sort !== 'start' || isForDatabase(filters))
        return askDatabase()
      const state = await deps.revision()
      const made = stateName(state)
      const told = firstAtHand({ ...filters, from }, after, most, made)
      if (Array.isArray(told)) return told
      const began = performance.now()
      const rows = await askDatabase()
      const { missing } = told
      const newest = missing === null ? undefined : shelf.newest(String(missing))
      if (missing === null || newest?.made === made) return rows
      const window = { from: startOf(missing), to: startOf(missing + 1) }
      const readIt = () => read(missing, state, newsIn(deps.db, window, state))
      demand(`${missing} ${newest ? 'edit' : 'whole'}`, performance.now() - began, () =>
        // Not from what the request sees of a read database, which ends with it.
        deps.reads ? deps.reads.during(state.revision, readIt) : readIt(),
      )
      return rows
    },

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
        rows.push(...rowsIn(month, question, null, most + 1 - rows.length))
        if (rows.length > most) return null
      }
      return rows.sort(compareByStart)
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
    const times = i === 0 ? { from, running: from } : timesFrom(first + i)
    const question: Question = { ...filters, ...times, found, to }
    return parts.map((month) => ({ month, question }))
  })
}

/** Of a month, what starts in it: what began before is told by a month before. */
const timesFrom = (number: number) => ({ from: startOf(number), running: Infinity })

function isAny(questions: readonly { month: Month; question: Question }[]): boolean {
  return questions.some(({ month, question }) => rowsIn(month, question, null, 1).length > 0)
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
  if (fresh.subjects.length <= MOST_APART) return ofParts([whole, fresh], state)
  return keptOf([...subjectsOf(whole), ...subjectsOf(fresh)], state)
}

function keptOf(subjects: readonly Subject[] | null, state: Revision): KeptMonth {
  return ofParts(subjects && [monthOf(subjects)], state)
}

function ofParts(parts: readonly Month[] | null, state: Revision): KeptMonth {
  const sum = (of: (part: Month) => number) => parts?.reduce((total, part) => total + of(part), 0) ?? 0
  const isHeld = sum(({ subjects }) => subjects.length) <= MOST_OCCURRENCES
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
