/** Many events, written through the batches of the API's own code. */
import { sql } from 'kysely'
import type { Deps } from '../../src/deps.ts'
import { writeBatch } from '../../src/events/batch.ts'
import type { Writer } from '../../src/events/settle.ts'
import { CATEGORIES, eventBody } from './bodies.ts'

const BATCH = 500
/** Batches under way at once: one is worked out while the database stores the other. */
const AT_ONCE = 2
const TOLD_EVERY = 20_000

/**
 * Writes events until the calendar has so many of this seed; what an earlier run has written stays.
 * @param tell hears of the progress
 * @throws Error where an item is refused
 */
export async function fill(
  deps: Deps,
  events: number,
  seed: number,
  tell: (line: string) => void,
): Promise<void> {
  const stored = await storedOf(deps, seed)
  if (stored >= events) return
  await addCategories(deps)
  const writer: Writer = {
    deps,
    principal: { partner: 'house', trusted: true, scopes: ['admin'], keyId: 'bench' },
    dryRun: false,
  }
  const start = performance.now()
  // The batches that were under way when an earlier run ended may have left gaps.
  const first = Math.max(0, Math.floor(stored / BATCH) - AT_ONCE) * BATCH
  let next = first
  const writeOn = async () => {
    while (next < events) {
      const from = next
      next += BATCH
      const bodies = Array.from({ length: Math.min(BATCH, events - from) }, (_, i) =>
        eventBody(from + i, seed),
      )
      const failed = (await writeBatch(writer, bodies)).find(({ status }) => status === 'failed')
      if (failed) throw new Error(`the batch at ${from}: ${JSON.stringify(failed)}`)
      if ((from + BATCH) % TOLD_EVERY === 0) tell(progress(from + BATCH))
    }
  }
  const progress = (done: number) => {
    const seconds = (performance.now() - start) / 1000
    return `${done} of ${events} events, ${Math.round((done - first) / seconds)} a second`
  }
  await Promise.all(Array.from({ length: AT_ONCE }, writeOn))
  await sql`vacuum (analyze)`.execute(deps.db)
  await sql`checkpoint`.execute(deps.db)
  tell(progress(events))
}

async function storedOf({ db }: Deps, seed: number): Promise<number> {
  const { count } = await db
    .selectFrom('events')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('partner', '=', 'house')
    .where('external_id', 'like', `bench-${seed}-%`)
    .executeTakeFirstOrThrow()
  return Number(count)
}

async function addCategories({ db }: Deps): Promise<void> {
  const rows = CATEGORIES.map((slug) => ({ slug, name: JSON.stringify({ sv: slug, en: slug }) }))
  await db
    .insertInto('categories')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
