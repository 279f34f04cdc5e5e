import type { Db, Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import { readContext } from '../events/context.ts'
import { type Difference, differences } from '../events/diff.ts'
import { feedEntries } from '../events/save.ts'
import { bumpRevision, readEvents, replaceEntries } from '../events/store.ts'
import { transact } from '../events/transaction.ts'
import { type Category, eventsIn, readCategory, removeCategory, storeCategory } from './store.ts'

export interface CategoryOutcome {
  status: 'created' | 'updated' | 'unchanged'
  category: Category
  changes: Difference[]
}

const AT_ONCE = 200

/**
 * Adds a category, or gives it another name or colour. A new name reaches the feeds in the same transaction: the
 * events that carry it get a new version, but no new `updated`, as nobody changed them.
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
        await rename(tx, deps, category.slug)
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

async function rename(tx: Db, deps: Deps, slug: string): Promise<void> {
  const ids = await eventsIn(tx, slug)
  for (let i = 0; i < ids.length; i += AT_ONCE) {
    const events = await readEvents(tx, { ids: ids.slice(i, i + AT_ONCE) }, true)
    const published = events.filter(({ state }) => state === 'published')
    const parents = published.flatMap(({ content }) => content.superEvent ?? [])
    const context = await readContext(tx, deps.config, parents)
    await replaceEntries(
      tx,
      published.map((event) => ({ event, entries: feedEntries(deps, event, context) })),
    )
  }
}
