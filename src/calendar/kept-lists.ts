import type { Deps } from '../deps.ts'
import type { Ctx } from '../http/env.ts'
import type { Kept } from '../http/kept.ts'
import { passingOf, type Representation, representationOf, send } from '../http/representation.ts'
import { JSON_TYPE, jsonText } from '../http/respond.ts'
import { stateName } from './revision.ts'

/** A list as JSON text. */
export interface ListText {
  text: string
  /** The header of that name: where it goes on. */
  link?: string | undefined
  /** Tells the text apart in less than it is. */
  told?: string | undefined
}

interface KeptList extends Representation {
  link?: string | undefined
}

const MINUTE = 60_000

/**
 * Answers with lists. Without a key they depend on nothing but the address, the revision and, where `from` is now, the
 * minute: made for these and asked for again, they are kept and sent once more, or not at all where the client has them.
 * What a key gets is made for it alone.
 */
export function createLists(deps: Deps, keep: Kept) {
  const kept = keep<KeptList>({ fromSecond: true })

  /** @param isFromNow whether it begins now where `from` is not given */
  return async function list(
    c: Ctx,
    build: () => ListText | Promise<ListText>,
    isFromNow = false,
  ): Promise<Response> {
    const state = await deps.revision()
    const { revision, changed } = state
    c.set('revision', revision)
    if (c.var.principal) {
      const { text, link } = await build()
      return jsonText(c, text, 200, headersOf(link))
    }
    const asked = addressOf(c)
    const since = !isFromNow || FROM.test(asked) ? 0 : Math.floor(deps.now().getTime() / MINUTE) * MINUTE
    const answer = await kept(asked, `${stateName(state)} ${since}`, async (_, isKept) => {
      const { text, link, told } = await build()
      const lastModified = new Date(Math.max(since, changed.getTime()))
      const represented = isKept ? representationOf : passingOf
      return { ...represented(deps, text, lastModified, told), link }
    })
    const headers = headersOf(answer.link)
    return send(c, answer, { type: JSON_TYPE, headers })
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
