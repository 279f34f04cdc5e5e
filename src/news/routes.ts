import { parseFilters } from '../calendar/filters.ts'
import { ALLOWED, type ParameterName } from '../calendar/parameters.ts'
import type { Deps } from '../deps.ts'
import type { Api, Ctx } from '../http/env.ts'
import { ownAddress } from '../http/own-address.ts'
import { NEWS_LIMIT, type NewsQuery } from './news.ts'
import type { NewsResponse } from './responses.ts'

/** What the feeds take: all filters, but the order is theirs. */
export const OF_NEWS: ReadonlySet<ParameterName> = new Set(
  [...ALLOWED.feed].filter((name) => name !== 'sort'),
)

/** New and changed events as RSS, Atom and JSON Feed. */
export function newsRoutes(api: Api, deps: Deps, respond: NewsResponse): void {
  api.get('/calendar.rss', (c) => respond(c, 'rss', queryOf(c)))
  api.get('/calendar.atom', (c) => respond(c, 'atom', queryOf(c)))
  api.get('/calendar.json', (c) => respond(c, 'json', queryOf(c)))

  function queryOf(c: Ctx): NewsQuery {
    const { timeZone, publicUrl } = deps.config
    const { searchParams } = new URL(c.req.url)
    const filters = parseFilters(searchParams, {
      timeZone,
      now: null,
      allowed: OF_NEWS,
      kind: 'events',
      defaultLimit: NEWS_LIMIT,
    })
    return {
      filters,
      address: ownAddress(c, publicUrl),
      home: `${publicUrl}/${pageQuery(searchParams)}`,
    }
  }
}

/** The calendar's page takes the same filters, but not what only feeds know. */
function pageQuery(search: URLSearchParams): string {
  const rest = new URLSearchParams(search)
  for (const name of ['past', 'cancelled', 'limit']) rest.delete(name)
  return rest.size === 0 ? '' : `?${rest}`
}
