import { isAway } from '../../db/faults.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import { moderationOfNew } from '../moderation/facts.ts'
import { checkEvent } from './check-input.ts'
import { readContext } from './context.ts'
import { MOST_AT_ONCE, rowsAtMost } from './cost.ts'
import { grouped } from './grouped.ts'
import { type NewEvent, type Outcome, saveNew } from './save.ts'
import { type Unit, type Writer, type Writing, write } from './settle.ts'
import { defaultsOf, newEvent, type ReadBody, seenBy } from './write.ts'

/** An event that a request wants to be there. */
interface Wish {
  writer: Writer
  read: ReadBody
}
type Result = PromiseSettledResult<Outcome>

/** @throws Problem 422 with every fault, 409 where the partner has an event with this externalId */
export type Create = (writer: Writer, body: unknown) => Promise<Outcome>

export const createEvent: Create = async (writer, body) => createOne(wishOf(writer, body))

/** Transactions at once that create events of many requests: one is worked out while the database does the other. */
const UNDER_WAY = 2
const MOST_TOGETHER = 64

/**
 * The same for many requests at once: those that come while others are written wait for these and are then written
 * together, by one transaction with hardly more statements than one event takes. So they share its commit instead of
 * waiting for one another's. Who comes alone waits for nobody.
 */
export function createTogether({ shareWork }: Pick<Deps, 'shareWork'>): Create {
  const together = grouped<Wish, Outcome>({
    underWay: UNDER_WAY,
    fits: (wishes) => wishes.length <= MOST_TOGETHER && rowsOf(wishes) <= MOST_AT_ONCE,
    together: createAll,
    alone: createOne,
  })
  return async (writer, body) => {
    const wish = wishOf(writer, body)
    // A trial is taken back, and what belongs to a transaction stays in it.
    const isOwn = writer.dryRun || writer.deps.db.isTransaction || !shareWork
    return isOwn ? createOne(wish) : together(wish)
  }
}

function wishOf(writer: Writer, body: unknown): Wish {
  return { writer, read: checkEvent(body, defaultsOf(writer.deps)) }
}

function rowsOf(wishes: readonly Wish[]): number {
  return wishes.reduce((sum, { read }) => sum + rowsAtMost(read.content.schedule.rrule), 0)
}

async function createOne(wish: Wish): Promise<Outcome> {
  const { writer } = wish
  const [result] = await write(writer, (unit) => saveAll(unit, writer, [wish]))
  if (result?.status === 'fulfilled') return result.value
  throw result?.reason
}

/** What one of them is refused harms no other. Where the database refuses them as a whole, each goes alone. */
async function createAll(wishes: readonly Wish[]): Promise<Result[]> {
  const [first] = wishes
  if (!first) return []
  const published = (revision: number) => {
    for (const { writer } of wishes) writer.published?.(revision)
  }
  const writing: Writing = { deps: first.writer.deps, dryRun: false, published }
  const results = await write(writing, (unit) => saveAll(unit, writing, wishes)).catch((error: unknown) => {
    if (wishes.length === 1 || isAway(error)) throw error
    return null
  })
  return results ? withModeration(writing.deps, results, wishes) : Promise.allSettled(wishes.map(createOne))
}

async function saveAll(unit: Unit, { deps }: Writing, wishes: readonly Wish[]): Promise<Result[]> {
  const parents = wishes.flatMap(({ read }) => read.content.superEvent ?? [])
  const context = await readContext(unit.tx, deps.config, parents)
  const fresh = wishes.map(({ writer, read }) =>
    settled(() => newEvent(writer, read, seenBy(context, writer.principal))),
  )
  const stored = await saveNew(
    unit,
    deps,
    fresh.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
    context,
  )
  return fresh.map((one) => {
    if (one.status === 'rejected') return one
    return settled(() => stored.get(one.value.id) ?? refuseTaken(one.value))
  })
}

function refuseTaken({ partner }: NewEvent): never {
  const detail = `partner ${partner} already has an event with this externalId`
  throw new Problem('conflict', detail, [{ pointer: '/externalId', detail }])
}

function settled<T>(work: () => T): PromiseSettledResult<T> {
  try {
    return { status: 'fulfilled', value: work() }
  } catch (reason) {
    if (reason instanceof Problem) return { status: 'rejected', reason }
    throw reason
  }
}

/** Looked for once for all of them. */
async function withModeration(
  { db }: Deps,
  results: readonly Result[],
  wishes: readonly Wish[],
): Promise<Result[]> {
  const created = wishes.flatMap(({ writer }, i) => {
    const result = results[i]
    return result?.status === 'fulfilled' ? [{ event: result.value.event, by: writer.principal }] : []
  })
  const found = await moderationOfNew(db, created)
  return results.map((result) => {
    if (result.status === 'rejected') return result
    const { value } = result
    return { ...result, value: { ...value, moderation: found.get(value.event.id) ?? {} } }
  })
}
