import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../db/connect.ts'
import { agenda, createAgenda } from '../../src/calendar/agenda.ts'
import type { Key } from '../../src/calendar/cursor.ts'
import { readCursor } from '../../src/calendar/cursor.ts'
import { listEvents } from '../../src/calendar/event-list.ts'
import { FACETS } from '../../src/calendar/facets.ts'
import { type Filters, parseFilters } from '../../src/calendar/filters.ts'
import { comparator } from '../../src/calendar/order.ts'
import type { Next } from '../../src/calendar/paging.ts'
import { ALLOWED, type Sort } from '../../src/calendar/parameters.ts'
import { termsOf } from '../../src/calendar/terms.ts'
import { derive } from '../../src/events/derive.ts'
import type { CalendarEvent } from '../../src/events/model.ts'
import { instantToDate } from '../../src/time/zone.ts'
import { depsWithoutDatabase } from '../support/deps.ts'
import { counterOn, monthsOn } from './counting.ts'
import { openMuseum } from './museum.ts'
import { PLAIN_FILTERS, type PlainFilter } from './plain-filters.ts'
import { NOW, occurrencesOf, type Plain, store, WORLDS, ZONE } from './world.ts'

const DAY = 86_400_000
const YEAR = 365 * DAY
const SEED = Number(process.env.SEED ?? 20_261_123)
const TIMEOUT = 600_000
const RUNS = Number(process.env.RUNS ?? 40)

const INSTANTS = fc
  .oneof(
    { weight: 4, arbitrary: fc.integer({ min: Date.UTC(2026, 9), max: Date.UTC(2027, 2) }) },
    { weight: 1, arbitrary: fc.integer({ min: Date.UTC(2028, 11, 20), max: Date.UTC(2029, 2) }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(Date.UTC(2000, 5), Date.UTC(2025, 10, 20), Date.UTC(2399, 11, 31)),
    },
  )
  .map((instant) => Math.floor(instant / 3_600_000) * 3_600_000)
const LENGTHS = fc.constantFrom(3_600_000, DAY, 3 * DAY, 31 * DAY, 400 * DAY)

interface Question {
  from: number | null
  length: number | null
  sort: Sort
  limit: number
  numbered: boolean
  filter: PlainFilter
}

const QUESTIONS: fc.Arbitrary<Question & { from: number }> = fc.record({
  from: INSTANTS,
  length: fc.option(LENGTHS),
  sort: fc.constantFrom('start', 'start', '-start', 'updated', '-updated'),
  limit: fc.constantFrom(1, 3, 7, 20),
  numbered: fc.boolean(),
  filter: PLAIN_FILTERS,
})

let world: CalendarEvent[]
let database: Database
beforeAll(async () => {
  world = fc.sample(WORLDS, { numRuns: 1, seed: SEED })[0] ?? []
  database = await openMuseum()
  await store(database.db, world)
})
afterAll(() => database.close())

test(
  'the agenda equals the full expansion, page by page',
  async () => {
    await holds(QUESTIONS, async (question) => {
      // Only by start has an open window a beginning that does not depend on what is kept.
      const asked =
        question.sort === 'start' ? question : { ...question, length: question.length ?? 31 * DAY }
      const expected = expectedRows(world, asked).slice(0, 40)
      const got = await pages(asked, 40, (filters) => agenda(database.db, filters), 'occurrences')
      // An open window is held against 45 years of it.
      const expanded = got.filter(({ start }) => start < asked.from + 45 * YEAR)
      expect(expanded.map(facts)).toEqual(expected.map(facts))
    })
  },
  TIMEOUT,
)

test(
  'memory tells a short window as the agenda lists it',
  async () => {
    const months = monthsOn(database.db)
    let told = 0
    await holds(QUESTIONS, async ({ from, length, ...question }) => {
      const window = { from, to: from + (length ?? 31 * DAY) }
      const asked = { ...question, from, length: window.to - from, sort: 'start' as const, limit: 40 }
      const filters = read(queryOf(asked), 'occurrences')
      const rows = await months.rows(filters, window, asked.limit)
      const listed = await agenda(database.db, filters)
      if (rows === null) return
      expect([rows, null]).toEqual([listed.rows, listed.next])
      told++
    })
    expect(told).toBeGreaterThan(RUNS / 4)
  },
  TIMEOUT,
)

test(
  'memory tells any page as the agenda lists it',
  async () => {
    const months = monthsOn(database.db)
    let [told, asked] = [0, 0]
    const agendaInMemory = createAgenda(depsWithoutDatabase({ db: database.db }), {
      ...months,
      first: (filters, after, most, askDatabase) => {
        told++
        return months.first(filters, after, most, () => {
          asked++
          return askDatabase()
        })
      },
    })
    await holds(QUESTIONS, async ({ length, ...rest }) => {
      const question = { ...rest, length: length === 400 * DAY ? 31 * DAY : length, sort: 'start' as const }
      const filters = read(queryOf(question), 'occurrences')
      await months.rows(filters, { from: question.from, to: question.from + 100 * DAY }, 0)
      const expected = await pages(question, 40, (filters) => agenda(database.db, filters), 'occurrences')
      expect(await pages(question, 40, agendaInMemory, 'occurrences')).toEqual(expected)
    })
    expect(asked).toBeLessThan(told / 2)
  },
  TIMEOUT,
)

test(
  'events are listed once, those with an occurrence in the window',
  async () => {
    await holds(fc.tuple(QUESTIONS, fc.boolean()), async ([question, isOpen]) => {
      const asked = isOpen ? { ...question, from: null, length: null } : question
      const got = await pages(asked, 1000, (filters) => listEvents(database.db, filters), 'events')
      expect(got.map(({ eventId }) => eventId)).toEqual(expectedEvents(world, asked))
    })
  },
  TIMEOUT,
)

test(
  'facets count what the agenda lists',
  async () => {
    const counted = counterOn(database.db)
    await holds(QUESTIONS, async (question) => {
      const asked = { ...question, length: question.length ?? YEAR }
      const { sort: _, limit: __, ...rest } = asked
      const got = await counted(read(queryOf(rest), 'occurrences'))
      expect(got).toEqual(expectedFacets(expectedRows(world, asked), asked))
    })
  },
  TIMEOUT,
)

async function holds<T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => Promise<void>): Promise<void> {
  await fc.assert(fc.asyncProperty(arbitrary, check), { numRuns: RUNS, seed: SEED })
}

function facts({ start, end, eventId, recurrenceId }: Plain | (Key & { end?: number })) {
  return `${new Date(start).toISOString()} ${new Date(end ?? start).toISOString()} ${eventId} ${recurrenceId}`
}

function read(query: string, kind: 'occurrences' | 'events'): Filters {
  const now = kind === 'events' ? null : NOW
  return parseFilters(new URLSearchParams(query), { timeZone: ZONE, now, allowed: ALLOWED.list, kind })
}

function queryOf({ from, length, sort, limit, filter }: Partial<Question>): string {
  const parts = [filter?.query]
  if (from != null) parts.push(`from=${new Date(from).toISOString()}`)
  if (from != null && length != null) parts.push(`to=${new Date(from + length).toISOString()}`)
  if (sort) parts.push(`sort=${sort}`)
  if (limit) parts.push(`limit=${limit}`)
  return parts.filter(Boolean).join('&')
}

/** Follows `next` from page to page, until `most` rows are there. */
async function pages<Row extends Key>(
  question: Question,
  most: number,
  list: (filters: Filters) => Promise<{ rows: Row[]; next: Next | null }>,
  kind: 'occurrences' | 'events',
): Promise<Row[]> {
  const rows: Row[] = []
  let more = question.numbered ? '&page=1' : ''
  for (let isMore = true; isMore && rows.length < most; ) {
    const page = await list(read(queryOf(question) + more, kind))
    expect(page.rows.length).toBeLessThanOrEqual(question.limit)
    rows.push(...page.rows)
    isMore = page.next !== null
    if (page.next) {
      expect(page.rows).toHaveLength(question.limit)
      if (page.next.parameter === 'cursor') expect(readCursor(page.next.value)?.kind).toBe(kind)
      more = `&${page.next.parameter}=${page.next.value}`
    }
  }
  return rows.slice(0, most)
}

function expectedRows(world: CalendarEvent[], { from, length, sort, filter }: Question): Plain[] {
  const start = from ?? 0
  const published = world.filter(({ state }) => state === 'published')
  const rows = occurrencesOf(published, start, length === null ? start + 45 * YEAR : start + length)
  return rows.filter(({ shown, event }) => filter.test(shown, event)).sort(comparator(sort))
}

function expectedEvents(world: CalendarEvent[], { from, length, sort, filter }: Question): string[] {
  const published = world.filter(
    ({ state, content }) => state === 'published' && filterEvent(filter, content),
  )
  return published
    .map((event) => ({ event, key: { ...firstOf(event), updated: event.updated.getTime() } }))
    .filter(({ event }) => {
      if (from === null) return true
      return occurrencesOf([event], from, length === null ? from + 45 * YEAR : from + length).length > 0
    })
    .sort((a, b) => comparator(sort)(a.key, b.key))
    .map(({ event }) => event.id)

  function filterEvent({ test: holdsFor }: PlainFilter, content: CalendarEvent['content']): boolean {
    return world.some((event) => event.content === content && holdsFor(content, event))
  }
}

function firstOf({ id, partner, content }: CalendarEvent): Key {
  const { firstStart } = derive(content, partner, NOW.getTime())
  return { updated: 0, start: firstStart, eventId: id, recurrenceId: '' }
}

function expectedFacets(rows: Plain[], { from, length }: Question) {
  const lists = FACETS.map((facet) => [facet, new Map<string, number>()] as const)
  const days = new Map<string, number>()
  const [low, high] = [from ?? 0, (from ?? 0) + (length ?? 0)]
  for (const { shown, event, start, end } of rows) {
    for (const term of termsOf(shown, event.partner)) {
      for (const [facet, counts] of lists) if (term.startsWith(`${facet}:`)) count(counts, label(term))
    }
    const touched = new Set([instantToDate(Math.max(start, low), ZONE)])
    for (let at = Math.max(start, low); at < Math.min(end, high); at += 1_800_000)
      touched.add(instantToDate(at, ZONE))
    for (const day of touched) count(days, day)
  }
  const sorted = lists.map(([facet, counts]) => [
    facet,
    [...counts]
      .map(([value, n]) => ({ value, count: n }))
      .sort((a, b) => b.count - a.count || (a.value.toLowerCase() < b.value.toLowerCase() ? -1 : 1)),
  ])
  const day = [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([value, n]) => ({ value, count: n }))
  return { ...Object.fromEntries(sorted), day }
}

function count(counts: Map<string, number>, value: string): void {
  counts.set(value, (counts.get(value) ?? 0) + 1)
}

/** The spelling of tags and towns as they were given. */
function label(term: string): string {
  const value = term.slice(term.indexOf(':') + 1)
  return term.startsWith('tag:') || term.startsWith('locality:')
    ? value.replace(/^./u, (c) => c.toUpperCase())
    : value
}
