import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import { type Difference, differences } from '../events/diff.ts'
import { transact } from '../events/transaction.ts'
import { hasScope, type Principal } from '../partners/auth.ts'
import { newSecret } from './signature.ts'
import {
  changeHook,
  insertHook,
  readHook,
  readHooks,
  removeHook,
  rotateSecret,
  type Webhook,
} from './store.ts'

export interface HookOutcome {
  status: 'created' | 'updated' | 'unchanged'
  hook: Webhook
  changes: Difference[]
  /** Of a new hook. */
  secret: string | null
}

/** How many hooks a partner may have: each takes lanes of its own. */
const MOST_HOOKS = 20

/** Adds a hook, or changes it; a disabled one sends again. An administrator's hears of everybody's events. */
export function putHook(
  deps: Deps,
  principal: Principal,
  slug: string,
  { url, types }: Pick<Webhook, 'url' | 'types'>,
  dryRun: boolean,
): Promise<HookOutcome> {
  const { partner } = principal
  const wanted = { partner, slug, url, types, hears_all: hasScope(principal, 'admin') }
  return transact(deps.db, dryRun, async (tx): Promise<HookOutcome> => {
    const previous = await readHook(tx, partner, slug)
    if (previous) {
      const hook = { ...previous, ...wanted, disabled: null, failures: 0 }
      const changes = differences(settings(previous), settings(hook))
      if (changes.length > 0) await changeHook(tx, wanted)
      return { status: changes.length > 0 ? 'updated' : 'unchanged', hook, changes, secret: null }
    }
    if ((await readHooks(tx, partner)).length >= MOST_HOOKS)
      throw new Problem('conflict', `A partner has at most ${MOST_HOOKS} webhooks.`)
    const secret = newSecret()
    const hook = await insertHook(tx, { id: deps.newId(), ...wanted, secret })
    if (!hook) throw new Problem('conflict', 'Another request made this webhook at the same time.')
    return { status: 'created', hook, changes: differences({}, settings(hook)), secret }
  })
}

/** @throws Problem 404 */
export function deleteHook(
  deps: Deps,
  { partner }: Principal,
  slug: string,
  dryRun: boolean,
): Promise<Webhook> {
  return transact(deps.db, dryRun, async (tx) => {
    const hook = await requireHook({ ...deps, db: tx }, partner, slug)
    await removeHook(tx, partner, slug)
    return hook
  })
}

/** A new secret; the old one signs too for a day. @throws Problem 404 */
export function newHookSecret(
  deps: Deps,
  { partner }: Principal,
  slug: string,
  dryRun: boolean,
): Promise<string> {
  return transact(deps.db, dryRun, async (tx) => {
    const secret = newSecret()
    if (!(await rotateSecret(tx, partner, slug, secret))) throw noSuchHook()
    return secret
  })
}

/** @throws Problem 404, the same for another partner's hook and for none */
export async function requireHook({ db }: Pick<Deps, 'db'>, partner: string, slug: string): Promise<Webhook> {
  const hook = await readHook(db, partner, slug)
  if (!hook) throw noSuchHook()
  return hook
}

function noSuchHook(): Problem {
  return new Problem('notFound', 'There is no such webhook.')
}

const settings = ({ url, types, hears_all, disabled }: Webhook) => ({
  url,
  types,
  hears: hears_all ? 'all' : 'own',
  disabled,
})
