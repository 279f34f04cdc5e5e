import { publishChanges } from '../changes/log.ts'
import type { Db, Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import { type Difference, differences } from '../events/diff.ts'
import { renderAnew } from '../events/render-anew.ts'
import { bumpRevision } from '../events/store.ts'
import { transact } from '../events/transaction.ts'
import { issueKey, type NewKey } from './issue-key.ts'
import { type Key, revokeKey } from './key-store.ts'
import { eventsOf, type Partner, readPartner, storePartner } from './store.ts'

export interface PartnerOutcome {
  status: 'created' | 'updated' | 'unchanged'
  partner: Partner
  changes: Difference[]
}

/**
 * Adds a partner, or changes it. A new name or address reaches what is served of its events in the same transaction,
 * as it is the organizer of those that name none.
 */
export function putPartner(deps: Deps, partner: Partner, dryRun: boolean): Promise<PartnerOutcome> {
  return transact(
    deps.db,
    dryRun,
    async (tx) => {
      const previous = await readPartner(tx, partner.slug)
      const changes = differences(previous ?? {}, partner)
      if (changes.length === 0) return { status: 'unchanged', partner, changes }
      await storePartner(tx, partner)
      const isShown = previous !== null && differences(shownOf(previous), shownOf(partner)).length > 0
      const touched = isShown ? await renderAnew(tx, deps, await eventsOf(tx, partner.slug)) : []
      if (touched.length > 0) await publishChanges(tx, touched)
      else await bumpRevision(tx)
      return { status: previous ? 'updated' : 'created', partner, changes }
    },
    'alone',
  )
}

/** @throws Problem 404 where there is no such partner */
export function addKey(deps: KeyDeps, slug: string, wanted: NewKey, dryRun: boolean) {
  return transact(deps.db, dryRun, async (tx) => {
    await requirePartner(tx, slug)
    return issueKey(tx, deps, slug, wanted)
  })
}

/** From the commit on the key is refused. @throws Problem 404 where the partner has no such key */
export function endKey(deps: KeyDeps, slug: string, id: string, dryRun: boolean): Promise<Key> {
  return transact(deps.db, dryRun, async (tx) => {
    const key = await revokeKey(tx, slug, id, deps.now())
    if (!key) throw new Problem('notFound', 'There is no such key.')
    return key
  })
}

/** @throws Problem 404 where there is no such partner */
export async function requirePartner(db: Db, slug: string): Promise<Partner> {
  const partner = await readPartner(db, slug)
  if (!partner) throw new Problem('notFound', 'There is no such partner.')
  return partner
}

export type KeyDeps = Pick<Deps, 'db' | 'now' | 'newId' | 'sha256'>

const shownOf = ({ name, url }: Partner) => ({ name, url })
