import { databaseFault } from '../../db/faults.ts'
import { type Fault, PROBLEMS, Problem } from '../errors.ts'
import type { Editable } from '../moderation/held.ts'
import { checkEvent, unprocessable } from './check-input.ts'
import type { CalendarContext } from './context.ts'
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
}

type Item = { index: number; externalId: string } & ReadBody

/**
 * Up to 500 upserts by external id; one bad item harms no other. All items that can be are written in one transaction
 * with a few statements; where that fails as a whole, or an external id comes twice, each goes by itself.
 * @param faults by index, of items that are not even looked at
 */
export async function writeBatch(
  writer: Writer,
  items: readonly unknown[],
  faults: ReadonlyMap<number, readonly Fault[]> = new Map(),
): Promise<BatchAnswer[]> {
  const answers = new Map<number, BatchAnswer>()
  const first: Item[] = []
  const later: Item[] = []
  const seen = new Set<string>()
  for (const [index, body] of items.entries()) {
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
  for (const answer of await together(first)) answers.set(answer.index, answer)
  for (const item of later) answers.set(item.index, await alone(writer, item, items[item.index]))
  return items.map((body, index) => answers.get(index) ?? failed(index, externalIdOf(body), null))

  async function together(wanted: readonly Item[]): Promise<BatchAnswer[]> {
    try {
      return await write(writer, (unit) => upsertAll(unit, wanted))
    } catch (error) {
      if (wanted.length === 0 || databaseFault(error) === 'unavailable') throw error
      writer.deps.log.warn({ items: wanted.length, error: String(error) }, 'a batch goes item by item')
      const answered: BatchAnswer[] = []
      for (const item of wanted) answered.push(await alone(writer, item, items[item.index]))
      return answered
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
        if (previous) answered.push(succeeded(item, await change(unit, writer, previous, item, context)))
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
      return succeeded(item, outcome)
    })
  }
}

async function alone(writer: Writer, item: Item, body: unknown): Promise<BatchAnswer> {
  try {
    return succeeded(item, await upsertEvent(writer, item.externalId, body, null))
  } catch (error) {
    if (!(error instanceof Problem))
      writer.deps.log.error({ error: String(error) }, 'an item of a batch failed')
    return failed(item.index, item.externalId, error)
  }
}

function readItem(writer: Writer, index: number, body: unknown): Item {
  const read = checkEvent(body, defaultsOf(writer.deps))
  const externalId = read.input.externalId
  if (externalId == null) throw unprocessable([{ pointer: '/externalId', detail: 'is required in a batch' }])
  return { index, externalId, ...read }
}

function succeeded({ index, externalId }: Item, { status, event }: Outcome): BatchAnswer {
  return { index, externalId, status, id: event.id, problem: null }
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

export function itemProblem(error: unknown): ItemProblem {
  const code = error instanceof Problem ? error.code : 'internal'
  return {
    ...PROBLEMS[code],
    detail: error instanceof Problem ? error.message : 'This item failed here; try it again.',
    errors: error instanceof Problem ? error.errors.filter((fault) => 'pointer' in fault) : [],
  }
}

function externalIdOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('externalId' in body)) return null
  return typeof body.externalId === 'string' ? body.externalId : null
}
