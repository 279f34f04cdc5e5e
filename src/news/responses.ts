import { stateName } from '../calendar/revision.ts'
import type { Deps } from '../deps.ts'
import type { Ctx } from '../http/env.ts'
import type { Kept } from '../http/kept.ts'
import { representationOf, send } from '../http/representation.ts'
import { DAY } from '../time/civil.ts'
import { FORMATS, type Format } from './model.ts'
import { type NewsQuery, readNews } from './news.ts'
import { writeNews } from './write.ts'

/** Feeds of new and changed events: each depends on the revision, the day and what is asked for. */
export function createNewsResponses(deps: Deps, keep: Kept) {
  const kept = keep()

  return async function newsResponse(c: Ctx, format: Format, query: NewsQuery): Promise<Response> {
    const state = await deps.revision()
    const { changed } = state
    const today = Math.floor(deps.now().getTime() / DAY) * DAY
    const lastModified = new Date(Math.max(today, changed.getTime()))
    const representation = await kept(
      JSON.stringify([format, query]),
      `${stateName(state)} ${today}`,
      async () => representationOf(deps, writeNews(await readNews(deps, query, today), format), lastModified),
    )
    return send(c, representation, { type: FORMATS[format].type })
  }
}
export type NewsResponse = ReturnType<typeof createNewsResponses>
