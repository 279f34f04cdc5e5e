import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import type { ImportItem } from '../imports/import.ts'
import { fetchFile } from './fetch.ts'
import { secondsOf } from './input.ts'
import type { Source, SourceResult } from './model.ts'
import { runSource, takeFile, writerFor } from './run.ts'
import { readSource, storeSource } from './store.ts'

/** How long a PUT waits for its run; a longer one goes on by itself. */
const PATIENCE_MS = 12_000

type Wanted = Omit<Source, 'id'>

/**
 * Stores a source and runs it. Returns whether it is new.
 * @throws Problem 422 where there is no such partner
 */
export async function putSource(deps: Deps, wanted: Wanted): Promise<boolean> {
  await requirePartner(deps, wanted.partner)
  const previous = await readSource(deps.db, wanted.partner, wanted.slug)
  const source = { ...wanted, id: previous?.id ?? deps.newId() }
  await storeSource(deps.db, source, secondsOf(wanted.interval) ?? 0)
  const stored = await readSource(deps.db, wanted.partner, wanted.slug)
  if (!stored) throw new Problem('conflict', 'The source came and went while this was written; try again.')
  // A run that ends after the answer has its errors in the source, and in the log what is no fault of the source.
  const run = runSource(deps, stored.id).catch((error: unknown) =>
    deps.log.error({ partner: stored.partner, source: stored.slug, error }, 'the run of a source failed'),
  )
  deps.background(run)
  await Promise.race([run, new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS))])
  return previous === null
}

/** What a run would do now. */
export interface Trial {
  dryRun: true
  status: 'created' | 'updated'
  /** Why nothing, or not all, would be done. */
  error: string | null
  counts: SourceResult['counts'] | null
  items: ImportItem[]
}

/** Fetches the file and tells what taking it in would do; stores nothing. */
export async function trySource(deps: Deps, wanted: Wanted): Promise<Trial> {
  await requirePartner(deps, wanted.partner)
  const previous = await readSource(deps.db, wanted.partner, wanted.slug)
  const status = previous ? 'updated' : 'created'
  const fetched = await fetchFile(deps, wanted.url, null)
  const nothing = { dryRun: true, status, counts: null, items: [] } as const
  if (fetched.kind !== 'file')
    return { ...nothing, error: fetched.kind === 'failed' ? fetched.error : null, items: [] }
  const source = { ...wanted, id: previous?.id ?? deps.newId() }
  try {
    const writer = await writerFor(deps, source, true)
    const { result, error, items } = await takeFile(writer, source, fetched.text)
    return { dryRun: true, status, error, counts: result.counts, items }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { ...nothing, error: error.message, items: [] }
  }
}

async function requirePartner({ db }: Deps, partner: string): Promise<void> {
  const found = await db.selectFrom('partners').select('slug').where('slug', '=', partner).executeTakeFirst()
  if (!found)
    throw new Problem('invalidParameter', 'There is no such partner.', [
      { parameter: 'partner', detail: 'is not known' },
    ])
}
