import { type Fault, MOST_FAULTS } from '../errors.ts'
import { MEBIBYTE, readJsonBody } from '../http/body.ts'
import type { Ctx } from '../http/env.ts'
import { check, eventFaults, unprocessable } from './check-input.ts'
import { BatchInput } from './input.ts'
import type { Defaults } from './normalise.ts'

/** A body that is an event. @throws Problem as `readJson`, that tells the event's faults beside those of its JSON */
export async function readEventBody(c: Ctx, defaults: Defaults): Promise<unknown> {
  const { value, faults } = await readJsonBody(c)
  if (faults.length > 0) throw unprocessable(withEventFaults(faults, value, defaults))
  return value
}

/** The items of a batch; of those whose JSON is at fault, all faults by index. @throws Problem as `readJson` */
export async function readBatchBody(
  c: Ctx,
  defaults: Defaults,
): Promise<{ items: unknown[]; faults: Map<number, Fault[]> }> {
  const { value, faults } = await readJsonBody(c, ['application/json'], 10 * MEBIBYTE)
  const inItems = faults.flatMap(({ pointer, detail }) => {
    const [, index, within] = /^\/items\/(\d+)(.*)$/s.exec(pointer) ?? []
    return index === undefined ? [] : [{ index: Number(index), pointer: within ?? '', detail }]
  })
  // Where there are too many, not all items that are at fault may be known.
  if (inItems.length < faults.length || faults.length >= MOST_FAULTS) throw unprocessable(faults)
  const { items } = check(BatchInput(), value)
  const byItem = Map.groupBy(inItems, ({ index }) => index)
  return {
    items,
    faults: new Map(
      [...byItem].map(([index, own]) => {
        const plain = own.map(({ pointer, detail }) => ({ pointer, detail }))
        return [index, withEventFaults(plain, items[index], defaults)]
      }),
    ),
  }
}

function withEventFaults(faults: readonly Fault[], body: unknown, defaults: Defaults): Fault[] {
  const told = new Set(faults.map(({ pointer }) => pointer))
  return [...faults, ...eventFaults(body, defaults).filter(({ pointer }) => !told.has(pointer))]
}
