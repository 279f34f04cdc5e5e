import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import { type Difference, differences } from '../events/diff.ts'
import { renderAnew } from '../events/render-anew.ts'
import { bumpRevision } from '../events/store.ts'
import { transact } from '../events/transaction.ts'
import { type Category, eventsIn, readCategory, removeCategory, storeCategory } from './store.ts'

export interface CategoryOutcome {
  status: 'created' | 'updated' | 'unchanged'
  category: Category
  changes: Difference[]
}

/**
 * Adds a category, or gives it another name or colour. A new name reaches the feeds in the same transaction.
 */
export async function putCategory(deps: Deps, category: Category, dryRun: boolean): Promise<CategoryOutcome> {
  return transact(
    deps.db,
    dryRun,
    async (tx) => {
      const previous = await readCategory(tx, category.slug)
      const changes = differences(previous ?? {}, category)
      if (changes.length === 0) return { status: 'unchanged', category, changes }
      await storeCategory(tx, category)
      if (previous && differences(previous.name, category.name).length > 0)
        await renderAnew(tx, deps, await eventsIn(tx, category.slug, 'published'))
      await bumpRevision(tx)
      return { status: previous ? 'updated' : 'created', category, changes }
    },
    'alone',
  )
}

/** @throws Problem 404, or 409 where events still carry it */
export async function deleteCategory({ db }: Deps, slug: string, dryRun: boolean): Promise<Category> {
  return transact(
    db,
    dryRun,
    async (tx) => {
      const category = await readCategory(tx, slug)
      if (!category) throw new Problem('notFound', 'There is no such category.')
      const { length } = await eventsIn(tx, slug)
      if (length > 0)
        throw new Problem(
          'conflict',
          `${length} ${length === 1 ? 'event is' : 'events are'} in the category ${slug}.`,
        )
      await removeCategory(tx, slug)
      await bumpRevision(tx)
      return category
    },
    'alone',
  )
}
