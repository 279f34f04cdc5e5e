import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import type { Api, Ctx } from '../http/env.ts'
import { ownAddress } from '../http/own-address.ts'
import { send } from '../http/representation.ts'
import { respond } from '../http/respond.ts'
import type { Feeds } from './feed.ts'
import { type Filters, parseFilters } from './filters.ts'
import type { ParameterName } from './parameters.ts'
import { createSingleFeeds } from './single-feed.ts'

/** What every iCalendar feed is sent with. */
export const FEED = { type: 'text/calendar; charset=utf-8' }

/** What the feed takes. */
export const OF_FEED: ReadonlySet<ParameterName> = new Set([
  'from', 'to', 'category', 'type', 'tag', 'partner', 'locality', 'language', 'attendanceMode', 'status', 'person',
  'superEvent', 'free', 'near', 'radius', 'bbox', 'q', 'lang', 'past', 'cancelled',
]) // biome-ignore format: a list to read
const OF_SINGLE: ReadonlySet<ParameterName> = new Set(['lang', 'cancelled'])

/** The calendar as iCalendar: to subscribe to, and one event to download. */
export function feedRoutes(api: Api, deps: Deps, feeds: Feeds): void {
  const singles = createSingleFeeds(deps)
  const { publicUrl, timeZone } = deps.config

  api.get('/calendar.ics', async (c) => {
    const filters = filtersOf(c, OF_FEED)
    return send(c, await feeds(filters, ownAddress(c, publicUrl)), FEED)
  })

  api.get('/events/:file{[a-z0-9-]+\\.ics}', async (c) => {
    const filters = filtersOf(c, OF_SINGLE)
    const slug = c.req.param('file').slice(0, -'.ics'.length)
    const found = await singles(slug, filters, ownAddress(c, publicUrl))
    if ('gone' in found) throw new Problem('gone', 'This event was removed.')
    if ('moved' in found) {
      const { search } = new URL(c.req.url)
      const Location = `${publicUrl}/events/${found.moved}.ics${search}`
      return respond(c, null, { status: 301, headers: { Location } })
    }
    return send(c, found.feed, {
      ...FEED,
      headers: { 'Content-Disposition': `attachment; filename="${slug}.ics"` },
    })
  })

  function filtersOf(c: Ctx, allowed: ReadonlySet<ParameterName>): Filters {
    return parseFilters(new URL(c.req.url).searchParams, { timeZone, now: null, allowed, kind: 'events' })
  }
}
