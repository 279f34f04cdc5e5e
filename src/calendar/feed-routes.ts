import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import type { Api, Ctx } from '../http/env.ts'
import { respond } from '../http/respond.ts'
import { unchanged } from '../http/unchanged.ts'
import { createFeeds, type Feed } from './feed.ts'
import { type Filters, parseFilters } from './filters.ts'
import type { ParameterName } from './parameters.ts'
import { createSingleFeeds } from './single-feed.ts'

const CACHE = 'public, max-age=300, stale-while-revalidate=3600'
const ICAL = 'text/calendar; charset=utf-8'

const OF_FEED: ReadonlySet<ParameterName> = new Set([
  'from', 'to', 'category', 'type', 'tag', 'partner', 'locality', 'language', 'attendanceMode', 'status', 'person',
  'superEvent', 'free', 'near', 'radius', 'bbox', 'q', 'lang', 'past', 'cancelled',
]) // biome-ignore format: a list to read
const OF_SINGLE: ReadonlySet<ParameterName> = new Set(['lang', 'cancelled'])

/** The calendar as iCalendar: to subscribe to, and one event to download. */
export function feedRoutes(api: Api, deps: Deps): void {
  const feeds = createFeeds(deps)
  const singles = createSingleFeeds(deps)

  api.get('/calendar.ics', async (c) => {
    const filters = filtersOf(c, OF_FEED)
    return feedResponse(c, await feeds(filters, addressOf(c)), {})
  })

  api.get('/events/:file{[a-z0-9-]+\\.ics}', async (c) => {
    const filters = filtersOf(c, OF_SINGLE)
    const slug = c.req.param('file').slice(0, -'.ics'.length)
    const found = await singles(slug, filters, addressOf(c))
    if ('gone' in found) throw new Problem('gone', 'This event was removed.')
    if ('moved' in found) {
      const { search } = new URL(c.req.url)
      const Location = `${deps.config.publicUrl}/events/${found.moved}.ics${search}`
      return respond(c, null, { status: 301, headers: { Location }, cacheControl: 'public, max-age=3600' })
    }
    return feedResponse(c, found.feed, { 'Content-Disposition': `attachment; filename="${slug}.ics"` })
  })

  function filtersOf(c: Ctx, allowed: ReadonlySet<ParameterName>): Filters {
    const { timeZone } = deps.config
    return parseFilters(new URL(c.req.url).searchParams, { timeZone, now: null, allowed, kind: 'events' })
  }

  function addressOf(c: Ctx): string {
    const { pathname, search } = new URL(c.req.url)
    return `${deps.config.publicUrl}${pathname}${search}`
  }
}

/** The feed in the coding that the client takes, or 304 where it has it already. */
async function feedResponse(
  c: Ctx,
  { body, gzip, etag, lastModified }: Feed,
  headers: Record<string, string>,
): Promise<Response> {
  const zipped = acceptsGzip(c.req.header('Accept-Encoding'))
  const tag = zipped ? etag.replace(/"$/, '-gzip"') : etag
  const answer = {
    type: ICAL,
    etag: tag,
    lastModified,
    cacheControl: CACHE,
    headers: { ...headers, Vary: 'Accept-Encoding', ...(zipped ? { 'Content-Encoding': 'gzip' } : {}) },
  }
  const same = unchanged(c, { etag: tag, lastModified }, { ...answer, headers: { Vary: 'Accept-Encoding' } })
  if (same) return same
  const bytes = zipped ? await gzip() : body
  const withLength = { ...answer, headers: { ...answer.headers, 'Content-Length': String(bytes.length) } }
  return respond(c, c.req.method === 'HEAD' ? null : bytes, withLength)
}

/** RFC 9110 §12.5.3: named, or by `*`, and not with a weight of zero. */
function acceptsGzip(header: string | undefined): boolean {
  const codings = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => part.trim().split(/\s*;\s*/))
  const weight = (name: string) => {
    const own = codings.find(([coding]) => coding === name)
    return own && Number(own.find((part) => part.startsWith('q='))?.slice(2) ?? 1)
  }
  return (weight('gzip') ?? weight('*') ?? 0) > 0
}
