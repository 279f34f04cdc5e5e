import { both } from '../calendar/combine.ts'
import type { Feeds } from '../calendar/feed.ts'
import { FEED, OF_FEED } from '../calendar/feed-routes.ts'
import { type Filters, parseFilters } from '../calendar/filters.ts'
import { inLanguage } from '../calendar/language.ts'
import type { ParameterName } from '../calendar/parameters.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import type { Api, Ctx } from '../http/env.ts'
import { ownAddress } from '../http/own-address.ts'
import { send } from '../http/representation.ts'
import type { Format } from '../news/model.ts'
import { NEWS_LIMIT } from '../news/news.ts'
import type { NewsResponse } from '../news/responses.ts'
import { OF_NEWS } from '../news/routes.ts'
import type { CalendarPages } from '../site/calendar/routes.ts'
import { viewFilters } from './query.ts'
import { readView, type View } from './store.ts'

/** What the whole calendar is made with. */
export interface ViewFormats {
  pages: CalendarPages
  feeds: Feeds
  news: NewsResponse
}

/** A named view to read and to subscribe to. What its address asks for besides narrows it further. */
export function viewPageRoutes(api: Api, deps: Deps, { pages, feeds, news }: ViewFormats): void {
  const { timeZone, publicUrl, locales } = deps.config

  api.get('/v/:slug{[a-z0-9-]+}', async (c) => {
    const view = await viewOf(c.req.param('slug'))
    return pages(c, { path: `/v/${view.slug}`, filters: viewFilters(view.query, timeZone) }, view)
  })

  api.get('/v/:file{[a-z0-9-]+\\.ics}', async (c) => {
    const view = await viewOf(c.req.param('file').slice(0, -'.ics'.length))
    return send(c, await feeds(filtersOf(c, view, OF_FEED), ownAddress(c, publicUrl), view.name), FEED)
  })

  for (const format of ['rss', 'atom', 'json'] as const) {
    api.get(`/v/:file{[a-z0-9-]+\\.${format}}`, async (c) => {
      const view = await viewOf(c.req.param('file').slice(0, -(format.length + 1)))
      return newsOf(c, view, format)
    })
  }

  function newsOf(c: Ctx, view: View, format: Format): Promise<Response> {
    const filters = filtersOf(c, view, OF_NEWS, NEWS_LIMIT)
    const title = inLanguage(view.name, { locale: filters.lang ?? locales[0], locales })?.text
    return news(c, format, {
      filters,
      address: ownAddress(c, publicUrl),
      title,
      home: `${publicUrl}/v/${view.slug}`,
    })
  }

  /** @throws Problem 404 */
  async function viewOf(slug: string): Promise<View> {
    const view = await readView(deps.db, slug)
    if (view) return view
    throw new Problem('notFound', 'There is no such view.')
  }

  function filtersOf(
    c: Ctx,
    view: View,
    allowed: ReadonlySet<ParameterName>,
    defaultLimit?: number,
  ): Filters {
    const search = new URL(c.req.url).searchParams
    const own = parseFilters(search, { timeZone, now: null, allowed, kind: 'events', defaultLimit })
    return both(viewFilters(view.query, timeZone), own)
  }
}
