import { LRUCache } from 'lru-cache'
import type { Deps } from '../deps.ts'
import type { Localized } from '../events/model.ts'
import { type FeedQuery, type FeedRow, feedRows } from './feed-store.ts'
import type { Filters } from './filters.ts'
import { FEED_END, feedHead } from './ical-feed.ts'
import { inLanguage } from './language.ts'

/** A feed as it is sent: bytes made once for a revision, and kept. */
export interface Feed {
  body: Uint8Array<ArrayBuffer>
  /** The same gzipped, which is done when it is first asked for. */
  gzip(): Promise<Uint8Array<ArrayBuffer>>
  /** Of the plain body; the gzipped one's has `-gzip` before the closing quote. */
  etag: string
  lastModified: Date
}

const DAY = 86_400_000
const PAST_DAYS = 90
export const TOMBSTONE_MS = 30 * DAY
const REFRESH = 'PT1H'
const CACHE_BYTES = 48 * 1024 * 1024
/** What is reserved for the gzipped feed: iCalendar text shrinks to a tenth or so. */
const GZIP_SHARE = 0.25

/**
 * The subscription feeds. A feed depends on nothing but the revision, the day and what is asked for, so it is built once
 * for these and then sent from memory; what asks at the same time waits for the same build. Of what is asked for only
 * the newest is kept: nobody asks for an earlier revision again.
 */
export function createFeeds(deps: Deps) {
  const ready = new LRUCache<string, { made: string; feed: Feed }>({
    maxSize: CACHE_BYTES,
    sizeCalculation: ({ feed }) => Math.ceil(feed.body.length * (1 + GZIP_SHARE)) + 1000,
  })
  const underWay = new Map<string, Promise<Feed>>()

  /** @param address the feed's own, as it was asked for */
  return async function feed(filters: Filters, address: string): Promise<Feed> {
    const { revision, changed } = await readRevision(deps)
    const today = Math.floor(deps.now().getTime() / DAY) * DAY
    const asked = JSON.stringify([filters, address])
    const made = `${revision} ${today}`
    const kept = ready.get(asked)
    if (kept?.made === made) return kept.feed
    const key = `${made} ${asked}`
    const building = underWay.get(key)
    if (building) return building
    const lastModified = new Date(Math.max(today, changed.getTime()))
    const build = buildFeed(deps, queryOf(filters, today, deps), address, lastModified)
    underWay.set(key, build)
    try {
      const feed = await build
      ready.set(asked, { made, feed })
      return feed
    } finally {
      underWay.delete(key)
    }
  }
}

async function readRevision({ db }: Deps): Promise<{ revision: number; changed: Date }> {
  return db.selectFrom('calendar').select(['revision', 'changed']).executeTakeFirstOrThrow()
}

function queryOf(filters: Filters, today: number, deps: Deps): FeedQuery {
  const past = filters.past ?? PAST_DAYS
  return {
    filters,
    lang: feedLanguage(filters, deps),
    cancelled: filters.cancelled ?? 'mark',
    endedAfter: past === 'all' ? null : today - past * DAY,
    removedAfter: today - TOMBSTONE_MS,
  }
}

/** The language of the calendar that is nearest to the one asked for. */
export function feedLanguage({ lang }: Filters, { config: { locales } }: Deps): string {
  const [first = 'sv'] = locales
  if (lang === null) return first
  const own: Localized = Object.fromEntries(locales.map((locale) => [locale, locale]))
  return inLanguage(own, { locale: lang, locales })?.text ?? first
}

async function buildFeed(deps: Deps, query: FeedQuery, address: string, lastModified: Date): Promise<Feed> {
  return makeFeed(deps, await feedRows(deps.db, query), query.lang, address, lastModified)
}

/** Joins stored VEVENTs into a feed. The entity tag follows from what is in it, so that an edit elsewhere keeps it. */
export async function makeFeed(
  deps: Deps,
  rows: readonly FeedRow[],
  lang: string,
  address: string,
  lastModified: Date,
): Promise<Feed> {
  const { config } = deps
  const name =
    inLanguage(config.calendarName, { locale: lang, locales: config.locales })?.text ?? 'Kalendarium'
  const head = feedHead({
    name,
    locale: lang,
    zones: zonesIn(rows),
    timeZone: config.timeZone,
    url: address,
    refresh: REFRESH,
  })
  const body = Buffer.from(head + rows.map(({ text }) => text).join('') + FEED_END)
  const etag = `"${deps.sha256(body).slice(0, 32)}"`
  let gzip: ReturnType<Deps['gzip']> | undefined
  return { body, gzip: () => (gzip ??= deps.gzip(body)), etag, lastModified }
}

/** The zones that the VEVENTs really name: whole days and UTC need no VTIMEZONE. */
export function zonesIn(rows: readonly { timeZone: string; text: string }[]): Set<string> {
  const zones = new Set<string>()
  for (const { timeZone, text } of rows)
    if (!zones.has(timeZone) && text.includes(`;TZID=${timeZone}:`)) zones.add(timeZone)
  return zones
}
