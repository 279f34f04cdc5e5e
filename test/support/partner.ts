import type { Deps } from '../../src/deps.ts'
import type { Scope } from '../../src/partners/auth.ts'
import { issueKey } from '../../src/partners/issue-key.ts'

/** Who a test acts as. */
export interface TestPartner {
  slug: string
  key: string
  keyId: string
  /** For the headers of a request. */
  authorization: { Authorization: string }
}

/**
 * A partner with a key, made in the database behind the API:
 *
 *     const theatre = await makePartner(calendar.deps, { slug: 'theatre', trusted: true })
 *     await calendar.send('POST', '/api/v1/events', event, theatre.authorization)
 *
 * A partner that exists gets another key.
 */
export async function makePartner(
  deps: Deps,
  {
    slug = 'theatre',
    name = `The ${slug}`,
    trusted = false,
    scopes = ['events:write'],
    expires = null,
  }: { slug?: string; name?: string; trusted?: boolean; scopes?: Scope[]; expires?: Date | null } = {},
): Promise<TestPartner> {
  await deps.db
    .insertInto('partners')
    .values({ slug, name, trusted })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { id, key } = await issueKey(deps.db, deps, slug, { name: 'test', scopes, expires })
  return { slug, key, keyId: id, authorization: { Authorization: `Bearer ${key}` } }
}
