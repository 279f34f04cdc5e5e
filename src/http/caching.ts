/**
 * How long caches may keep what each address answers (RFC 9111, RFC 5861). This table is all there is: an address that is
 * not in it, an error, and any answer to a key are never kept.
 */

/** In seconds. */
export interface Caching {
  /** How long the one who asked may use it again without asking. */
  maxAge: number
  /** The same for a cache that many share. */
  sharedMaxAge: number
  /** How long after that a shared cache may still answer with it while it asks anew (RFC 5861 §3). */
  staleWhileRevalidate: number
  /** How long after that it may answer with it while the service cannot (RFC 5861 §4). */
  staleIfError: number
}

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const KINDS = {
  /** What shows the calendar as it is now: a change is seen by everybody within a minute and a half, plus half in a browser. */
  calendar: {
    maxAge: 30,
    sharedMaxAge: 30,
    staleWhileRevalidate: MINUTE,
    staleIfError: DAY,
  },
  /** What programs ask for every hour or so: fresh for those that come, and nothing new for those that come back at once. */
  feed: {
    maxAge: 5 * MINUTE,
    sharedMaxAge: MINUTE,
    staleWhileRevalidate: 5 * MINUTE,
    staleIfError: DAY,
  },
  /** What changes with the program. */
  program: {
    maxAge: 5 * MINUTE,
    sharedMaxAge: 10 * MINUTE,
    staleWhileRevalidate: DAY,
    staleIfError: 7 * DAY,
  },
  /** What crawlers read. */
  crawler: { maxAge: HOUR, sharedMaxAge: HOUR, staleWhileRevalidate: DAY, staleIfError: DAY },
  /** What has the hash of its content in its address. */
  forever: 'public, max-age=31536000, immutable',
  /** What may be kept, but is asked for each time: whoever was told of a change must not be sent away with what was before. */
  asked: 'public, no-cache',
} as const satisfies Record<string, Caching | string>

export type Kind = keyof typeof KINDS

/** What of a request, beside its address, decides what is answered. */
export type Varied = 'Accept-Encoding' | 'Accept-Language'

export interface RouteCaching {
  /** As the application mounts it. */
  route: string
  kind: Kind
  vary: readonly Varied[]
  /** What a conditional request may name. */
  validators: 'ETag' | 'ETag, Last-Modified' | 'none'
}

const CODED = ['Accept-Encoding'] as const
const SPOKEN = ['Accept-Language', 'Accept-Encoding'] as const
const BOTH = 'ETag, Last-Modified'

const rows: readonly (readonly [string, Kind, readonly Varied[], RouteCaching['validators']])[] = [
  ['/', 'calendar', SPOKEN, BOTH],
  ['/v/:slug{[a-z0-9-]+}', 'calendar', SPOKEN, BOTH],
  ['/events/:slug', 'calendar', SPOKEN, BOTH],
  ['/embed/frame', 'calendar', SPOKEN, BOTH],
  ['/oembed', 'calendar', CODED, BOTH],
  ['/api/v1/occurrences', 'calendar', CODED, BOTH],
  ['/api/v1/events', 'calendar', CODED, BOTH],
  ['/api/v1/events/:id', 'calendar', [], 'ETag'],
  ['/api/v1/events/:id/occurrences', 'calendar', CODED, BOTH],
  ['/api/v1/events/:id/occurrences/:recurrence-id', 'calendar', [], 'ETag'],
  ['/api/v1/facets', 'calendar', CODED, BOTH],
  ['/api/v1/categories', 'calendar', CODED, BOTH],
  ['/api/v1/partners', 'calendar', CODED, BOTH],
  ['/api/v1/partners/:slug', 'calendar', CODED, BOTH],
  ['/api/v1/views', 'calendar', CODED, BOTH],
  ['/api/v1/views/:slug', 'calendar', CODED, BOTH],
  ['/api/v1/changes', 'asked', CODED, 'ETag'],
  ['/calendar.ics', 'feed', CODED, BOTH],
  ['/calendar.rss', 'feed', CODED, BOTH],
  ['/calendar.atom', 'feed', CODED, BOTH],
  ['/calendar.json', 'feed', CODED, BOTH],
  ['/calendar.jsonld', 'feed', CODED, BOTH],
  ['/dataset.jsonld', 'feed', CODED, BOTH],
  ['/v/:file{[a-z0-9-]+\\.ics}', 'feed', CODED, BOTH],
  ['/v/:file{[a-z0-9-]+\\.rss}', 'feed', CODED, BOTH],
  ['/v/:file{[a-z0-9-]+\\.atom}', 'feed', CODED, BOTH],
  ['/v/:file{[a-z0-9-]+\\.json}', 'feed', CODED, BOTH],
  ['/events/:file{[a-z0-9-]+\\.ics}', 'feed', CODED, BOTH],
  ['/sitemap.xml', 'crawler', CODED, BOTH],
  ['/:file{sitemap-[1-9][0-9]*\\.xml}', 'crawler', CODED, BOTH],
  ['/robots.txt', 'crawler', CODED, BOTH],
  ['/embed.js', 'program', CODED, BOTH],
  ['/embed', 'program', SPOKEN, BOTH],
  ['/accessibility', 'program', SPOKEN, BOTH],
  ['/docs', 'program', SPOKEN, BOTH],
  ['/docs/partners', 'program', SPOKEN, BOTH],
  ['/docs/api', 'program', SPOKEN, BOTH],
  ['/problems/:slug', 'program', SPOKEN, BOTH],
  ['/api/v1/api-info', 'program', CODED, BOTH],
  ['/api/v1/openapi.json', 'program', CODED, BOTH],
  ['/openapi.json', 'program', [], 'none'],
  ['/assets/:hash/:name', 'forever', CODED, 'ETag'],
]

export const CACHING: readonly RouteCaching[] = rows.map(([route, kind, vary, validators]) => ({
  route,
  kind,
  vary,
  validators,
}))

/** `Cache-Control` of a kind. */
export function cacheControl(kind: Kind): string {
  const caching: Caching | string = KINDS[kind]
  if (typeof caching === 'string') return caching
  const { maxAge, sharedMaxAge, staleWhileRevalidate, staleIfError } = caching
  return `public, max-age=${maxAge}, s-maxage=${sharedMaxAge}, stale-while-revalidate=${staleWhileRevalidate}, stale-if-error=${staleIfError}`
}

/** What an answer of the route that caches may keep is sent with. */
export interface CachingHeaders {
  cacheControl: string
  vary: string
}

const byRoute: ReadonlyMap<string, CachingHeaders> = new Map(
  CACHING.map(({ route, kind, vary }) => [
    route,
    // A shared cache must not give a stored public answer to a key, which may see more (RFC 9111 §3.5).
    { cacheControl: cacheControl(kind), vary: ['Authorization', ...vary].join(', ') },
  ]),
)

/** RFC 9110 §15: what was asked for, that it is as it was, and that it lies elsewhere. */
const KEPT_STATUSES: ReadonlySet<number> = new Set([200, 301, 304, 308])

/** Null where it may not be kept. */
export function cachingOf(route: string, status: number): CachingHeaders | null {
  return KEPT_STATUSES.has(status) ? (byRoute.get(route) ?? null) : null
}

/** Whether what was answered is the answer again, for as long as the revision and the minute stand. */
export function isKeptAsIs(route: string, status: number): boolean {
  return (status === 200 || status === 304) && asIs.has(route)
}

const asIs: ReadonlySet<string> = new Set(
  CACHING.filter(({ kind }) => kind !== 'asked').map(({ route }) => route),
)

/** The address as people read it: `/v/:file{[a-z0-9-]+\\.ics}` → `/v/{slug}.ics`. */
export function shownRoute(route: string): string {
  return route
    .replace('sitemap-[1-9][0-9]*\\.xml}', 'sitemap}-{n}.xml')
    .replace('/:file{sitemap}', '/sitemap')
    .replace(/:file\{[^}]*\\(\.\w+)\}/, '{slug}$1')
    .replaceAll(/:([\w-]+)(\{[^}]*\})?/g, '{$1}')
}
