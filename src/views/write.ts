import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import { type Difference, differences } from '../events/diff.ts'
import { bumpRevision } from '../events/store.ts'
import { transact } from '../events/transaction.ts'
import { readView, removeView, storeView, type View } from './store.ts'

export interface ViewOutcome {
  status: 'created' | 'updated' | 'unchanged'
  view: View
  changes: Difference[]
}

/** Adds a view, or points it elsewhere. The new revision makes every page and feed of it anew. */
export function putView({ db }: Deps, view: View, dryRun: boolean): Promise<ViewOutcome> {
  return transact(db, dryRun, async (tx) => {
    const previous = await readView(tx, view.slug)
    const changes = differences(previous ?? {}, view)
    if (changes.length === 0) return { status: 'unchanged', view, changes }
    await storeView(tx, view)
    await bumpRevision(tx)
    return { status: previous ? 'updated' : 'created', view, changes }
  })
}

/** @throws Problem 404 */
export function deleteView({ db }: Deps, slug: string, dryRun: boolean): Promise<View> {
  return transact(db, dryRun, async (tx) => {
    const view = await removeView(tx, slug)
    if (!view) throw new Problem('notFound', 'There is no such view.')
    await bumpRevision(tx)
    return view
  })
}
