import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import type { Writer } from '../events/settle.ts'
import { type ImportItem, importCalendar } from '../imports/import.ts'
import { fetchFile } from './fetch.ts'
import { type Ended, endLease, giveBack, type Lease, takeLease } from './lease.ts'
import type { Source, SourceCounts, SourceResult } from './model.ts'
import { claimEvents, settleVanished, type Vanished } from './vanished.ts'

/** What a source's file does, or would do. */
export interface Taken {
  result: SourceResult
  /** Why this is no success, though it was done as far as it could. */
  error: string | null
  items: ImportItem[]
}

const AT_ONCE = 4
const MOST_PROBLEMS = 20

/** Runs all sources that are due, a few at once, so that one that does not answer delays no other for long. */
export async function runDueSources(deps: Deps, signal?: AbortSignal): Promise<void> {
  await Promise.all(Array.from({ length: AT_ONCE }, () => runWhileDue(deps, signal)))
}

async function runWhileDue(deps: Deps, signal?: AbortSignal): Promise<void> {
  while (!signal?.aborted) {
    const lease = await takeLease(deps.db, deps.newId(), null)
    if (!lease) return
    await runLeased(deps, lease, signal)
  }
}

/** Runs one source now, whether it is due or not; not where others run it. */
export async function runSource(deps: Deps, id: string): Promise<void> {
  const lease = await takeLease(deps.db, deps.newId(), id)
  if (lease) await runLeased(deps, lease)
}

/** Whatever happens, the source's next run is decided; a run that is cut off by a stop is due again at once. */
async function runLeased(deps: Deps, lease: Lease, signal?: AbortSignal): Promise<void> {
  const ended = await outcomeOf(deps, lease, signal)
  const { partner, slug } = lease
  if (signal?.aborted && ended.error !== null) return giveBack(deps.db, lease)
  if (ended.error === null) deps.log.info({ partner, source: slug }, 'source fetched')
  else deps.log.warn({ partner, source: slug, reason: ended.error }, 'source failed')
  await endLease(deps.db, lease, ended)
}

async function outcomeOf(deps: Deps, lease: Lease, signal?: AbortSignal): Promise<Ended> {
  try {
    const fetched = await fetchFile(deps, lease.url, lease.validators, signal)
    if (fetched.kind === 'same') return { error: null }
    if (fetched.kind === 'failed') return { error: fetched.error, retryAfter: fetched.retryAfter }
    const { result, error, items } = await takeFile(await writerFor(deps, lease, false), lease, fetched.text)
    // What failed here, and not by the file's fault, is tried again though the file stays the same.
    const isDone = error === null && items.every(({ problem }) => (problem?.status ?? 0) < 500)
    const nothing = { etag: null, lastModified: null, digest: null }
    return { error, result, validators: isDone ? fetched.validators : nothing }
  } catch (error) {
    if (error instanceof Problem) return { error: error.message }
    deps.log.error({ partner: lease.partner, source: lease.slug, error }, 'a source could not be taken in')
    return { error: 'The file could not be taken in; it is tried again.' }
  }
}

/** Takes in a file as the source's; with a writer that only tries, tells what it would do. */
export async function takeFile(writer: Writer, source: Source, text: string): Promise<Taken> {
  const { items, present } = await importCalendar(
    writer,
    text,
    source.partner,
    // A source that is only tried may not be stored, and then nothing can be its own.
    async (unit, ids) => (writer.dryRun ? undefined : claimEvents(unit, source, ids)),
  )
  const vanished = await settleVanished(writer, source, present)
  return {
    result: { counts: counted(items, vanished), problems: problemsOf(items) },
    error: faultOf(vanished),
    items,
  }
}

/** A source writes as its partner would. */
export async function writerFor(deps: Deps, { partner, slug }: Source, dryRun: boolean): Promise<Writer> {
  const row = await deps.db
    .selectFrom('partners')
    .select('trusted')
    .where('slug', '=', partner)
    .executeTakeFirst()
  const principal = {
    partner,
    trusted: row?.trusted ?? false,
    scopes: ['events:write' as const],
    keyId: `source:${slug}`,
  }
  return { deps, dryRun, principal }
}

function faultOf({ vanished, overHalfOf }: Vanished): string | null {
  if (overHalfOf === null) return null
  return `${vanished} of the ${overHalfOf} events of this source vanished at once, which is over half: none was archived.`
}

function counted(items: readonly ImportItem[], { vanished, archived, restored }: Vanished): SourceCounts {
  const count = (status: ImportItem['status']) => items.filter((item) => item.status === status).length
  return {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    held: count('held'),
    failed: count('failed'),
    vanished,
    archived,
    restored,
  }
}

function problemsOf(items: readonly ImportItem[]): SourceResult['problems'] {
  return items
    .flatMap(({ uid, recurrenceId, problem }) =>
      problem ? [{ uid, recurrenceId, detail: problem.detail }] : [],
    )
    .slice(0, MOST_PROBLEMS)
}
