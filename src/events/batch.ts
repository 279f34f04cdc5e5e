import { isAway } from '../../db/faults.ts'
import { type Fault, fewOf, PROBLEMS, Problem } from '../errors.ts'
import type { Editable } from '../moderation/held.ts'
import { checkEvent, unprocessable } from './check-input.ts'
import type { CalendarContext } from './context.ts'
import { inParts } from './cost.ts'
import type { Difference } from './diff.ts'
import { breather } from './pause.ts'
import { type NewEvent, type Outcome, saveNew } from './save.ts'
import { type Unit, type Writer, write } from './settle.ts'
import {
  change,
  contextFor,
  defaultsOf,
  newEvent,
  ownerOf,
  type ReadBody,
  readOwned,
  upsertEvent,
} from './write.ts'

/** The answer for one item, in the items' order. */
export interface BatchAnswer {
  index: number
  externalId: string | null
  status: Outcome['status'] | 'failed'
  id: string | null
  problem: ItemProblem | null
  /** Of a dry run: what would differ. */
  changes?: Difference[]
}

type Item = { index: number; externalId: string } & ReadBody

/** The longest that a list may take, in milliseconds: it is to be answered before its request is given up. */
export const LONGEST = 22_000
const TOO_SLOW = new Problem(
  'unavailable',
  'The batch takes too long. Send this item again, in a smaller one.',
)
const rruleOf = ({ content }: Item) => content.schedule.rrule

/**
 * Up to 500 upserts by external id; one bad item harms no other. Items are written in few transactions with few
 * statements, others getting their turn in between; where one fails as a whole, or an external id comes twice, each
 * item goes by itself. What there is no time for fails, and can be sent again.
 * @param faults by index, of items that are not even looked at
 */
export async function writeBatch(
  given: Writer,
  items: readonly unknown[],
  faults: ReadonlyMap<number, readonly Fault[]> = new Map(),
): Promise<BatchAnswer[]> {
  const writer = { ...given, isPart: true }
  const pause = breather()
  const ends = performance.now() + LONGEST
  const isLate = () => performance.now() > ends
  const answers = new Map<number, BatchAnswer>()
  const first: Item[] = []
  const later: Item[] = []
  const seen = new Set<string>()
  for (const [index, body] of items.entries()) {
    await pause()
    try {
      const wrong = faults.get(index)
      if (wrong) throw unprocessable(wrong)
      const item = readItem(writer, index, body)
      const key = JSON.stringify([ownerOf(writer, item), item.externalId])
      ;(seen.has(key) ? later : first).push(item)
      seen.add(key)
    } catch (error) {
      answers.set(index, failed(index, externalIdOf(body), error))
    }
  }
  for (const part of inParts(first, first.length, rruleOf)) {
    await pause()
    for (const answer of await together(part)) answers.set(answer.index, answer)
  }
  for (const item of later) {
    await pause()
    answers.set(item.index, await alone(item))
  }
  return items.map((body, index) => answers.get(index) ?? failed(index, externalIdOf(body), null))

  async function together(wanted: readonly Item[]): Promise<BatchAnswer[]> {
    if (isLate()) return wanted.map(({ index, externalId }) => failed(index, externalId, TOO_SLOW))
    try {
      return await write(writer, (unit) => upsertAll(unit, wanted))
    } catch (error) {
      if (wanted.length === 0 || isAway(error)) throw error
      writer.deps.log.info({ items: wanted.length, error: String(error) }, 'a batch goes item by item')
      const answered: BatchAnswer[] = []
      for (const item of wanted) answered.push(await alone(item))
      return answered
    }
  }

  async function alone(item: Item): Promise<BatchAnswer> {
    try {
      if (isLate()) throw TOO_SLOW
      return succeeded(writer, item, await upsertEvent(writer, item.externalId, items[item.index], null))
    } catch (error) {
      if (isAway(error)) throw error
      if (!(error instanceof Problem))
        writer.deps.log.error({ error: String(error) }, 'an item of a batch failed')
      return failed(item.index, item.externalId, error)
    }
  }

  async function upsertAll(unit: Unit, wanted: readonly Item[]): Promise<BatchAnswer[]> {
    const context = await contextFor(unit.tx, writer, ...wanted.map(({ content }) => content))
    const stored = new Map<string, Editable>()
    for (const [partner, own] of Map.groupBy(wanted, (item) => ownerOf(writer, item))) {
      const found = await readOwned(
        unit,
        writer,
        partner,
        own.map(({ externalId }) => externalId),
      )
      for (const event of found) stored.set(JSON.stringify([partner, event.content.externalId]), event)
    }
    const answered: BatchAnswer[] = []
    const fresh: { item: Item; event: NewEvent }[] = []
    for (const item of wanted) {
      const previous = stored.get(JSON.stringify([ownerOf(writer, item), item.externalId]))
      try {
        if (previous)
          answered.push(succeeded(writer, item, await change(unit, writer, previous, item, context)))
        else fresh.push({ item, event: newEvent(writer, item, context) })
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        answered.push(failed(item.index, item.externalId, error))
      }
    }
    return [...answered, ...(await insertAll(unit, fresh, context))]
  }

  async function insertAll(
    unit: Unit,
    fresh: readonly { item: Item; event: NewEvent }[],
    context: CalendarContext,
  ): Promise<BatchAnswer[]> {
    if (fresh.length === 0) return []
    const outcomes = await saveNew(
      unit,
      writer.deps,
      fresh.map(({ event }) => event),
      context,
    )
    return fresh.map(({ item, event }) => {
      const outcome = outcomes.get(event.id)
      if (!outcome) throw new Error('another writer stored one of the items meanwhile')
      return succeeded(writer, item, outcome)
    })
  }
}

function readItem(writer: Writer, index: number, body: unknown): Item {
  const read = checkEvent(body, defaultsOf(writer.deps))
  const externalId = read.input.externalId
  if (externalId == null) throw unprocessable([{ pointer: '/externalId', detail: 'is required in a batch' }])
  return { index, externalId, ...read }
}

function succeeded(
  { dryRun }: Writer,
  { index, externalId }: Item,
  { status, event, differences }: Outcome,
): BatchAnswer {
  return {
    index,
    externalId,
    status,
    id: event.id,
    problem: null,
    ...(dryRun ? { changes: differences() } : {}),
  }
}

function failed(index: number, externalId: string | null, error: unknown): BatchAnswer {
  return { index, externalId, status: 'failed', id: null, problem: itemProblem(error) }
}

/** Why one of many failed. */
export interface ItemProblem {
  status: number
  title: string
  detail: string
  errors: readonly Fault[]
}

/** Faults of one item that are told. */
const MOST_TOLD = 10

export function itemProblem(error: unknown): ItemProblem {
  const code = error instanceof Problem ? error.code : 'internal'
  const faults = error instanceof Problem ? fewOf(error.errors, MOST_TOLD) : []
  return {
    ...PROBLEMS[code],
    detail: error instanceof Problem ? error.message : 'This item failed here; try it again.',
    errors: faults.filter((fault) => 'pointer' in fault),
  }
}

/** Whether no item failed for want of time, or by a fault of ours: those may be sent again. */
export function isWhole(items: readonly { problem: ItemProblem | null }[]): boolean {
  return items.every(({ problem }) => problem === null || problem.status < 500)
}

function externalIdOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('externalId' in body)) return null
  return typeof body.externalId === 'string' ? body.externalId : null
}
