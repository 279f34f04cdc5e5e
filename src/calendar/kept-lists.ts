import type { Deps } from '../deps.ts'
import type { Ctx } from '../http/env.ts'
import { type Representation, representationOf, send } from '../http/representation.ts'
import { JSON_TYPE, jsonText } from '../http/respond.ts'
import { createKept } from './revision.ts'

/** A list as JSON text. */
export interface ListText {
  text: string
  /** The header of that name: where it goes on. */
  link?: string | undefined
}

interface KeptList extends Representation {
  link?: string | undefined
}

const CACHE_BYTES = 24 * 1024 * 1024
const MINUTE = 60_000

/**
 * Answers with lists. Without a key they depend on nothing but the address, the revision and, where `from` is now, the
 * minute: made once for these, they are sent again, or not at all where the client has them. What a key gets is made
 * for it alone.
 */
export function createLists(deps: Deps) {
  const kept = createKept<KeptList>(deps, CACHE_BYTES)

  return async function list(c: Ctx, build: () => Promise<ListText>): Promise<Response> {
    const { revision, changed } = await deps.revision()
    c.set('revision', revision)
    if (c.var.principal) {
      const { text, link } = await build()
      return jsonText(c, text, 200, headersOf(link))
    }
    const asked = addressOf(c)
    const since = FROM.test(asked) ? 0 : Math.floor(deps.now().getTime() / MINUTE) * MINUTE
    const answer = await kept(asked, `${revision} ${since}`, async () => {
      const { text, link } = await build()
      const lastModified = new Date(Math.max(since, changed.getTime()))
      return { ...representationOf(deps, text, lastModified), link }
    })
    const headers = headersOf(answer.link)
    return send(c, answer, { type: JSON_TYPE, cacheControl: 'public, max-age=30', headers })
  }
}
export type Lists = ReturnType<typeof createLists>

const FROM = /[?&]from=/

/** Path and query, as they were sent. */
function addressOf(c: Ctx): string {
  const { url } = c.req
  return url.slice(url.indexOf('/', url.indexOf('://') + 3))
}

function headersOf(link: string | undefined): Record<string, string> {
  return link === undefined ? {} : { Link: link }
}
