import { createKept } from '../calendar/revision.ts'
import type { Deps } from '../deps.ts'
import type { Ctx } from '../http/env.ts'
import { representationOf, send } from '../http/representation.ts'
import { DAY } from '../time/civil.ts'
import { FORMATS, type Format } from './model.ts'
import { type NewsQuery, readNews } from './news.ts'
import { writeNews } from './write.ts'

const CACHE_BYTES = 16 * 1024 * 1024
const CACHE_CONTROL = 'public, max-age=300, stale-while-revalidate=3600'

/** Feeds of new and changed events: each depends on the revision, the day and what is asked for. */
export function createNewsResponses(deps: Deps) {
  const kept = createKept(deps, CACHE_BYTES)

  return async function newsResponse(c: Ctx, format: Format, query: NewsQuery): Promise<Response> {
    const { revision, changed } = await deps.revision()
    const today = Math.floor(deps.now().getTime() / DAY) * DAY
    const lastModified = new Date(Math.max(today, changed.getTime()))
    const representation = await kept(JSON.stringify([format, query]), `${revision} ${today}`, async () =>
      representationOf(deps, writeNews(await readNews(deps, query, today), format), lastModified),
    )
    return send(c, representation, { type: FORMATS[format].type, cacheControl: CACHE_CONTROL })
  }
}
export type NewsResponse = ReturnType<typeof createNewsResponses>
