import type { Deps } from '../deps.ts'
import type { Localized } from '../events/model.ts'
import { type Representation, representationOf } from '../http/representation.ts'
import { type FeedQuery, type FeedRow, feedRows } from './feed-store.ts'
import type { Filters } from './filters.ts'
import { FEED_END, feedHead } from './ical-feed.ts'
import { inLanguage } from './language.ts'
import { createKept } from './revision.ts'

const DAY = 86_400_000
const PAST_DAYS = 90
export const TOMBSTONE_MS = 30 * DAY
const REFRESH = 'PT1H'
const CACHE_BYTES = 48 * 1024 * 1024

/** The subscription feeds: each depends on the revision, the day and what is asked for. */
export function createFeeds(deps: Deps) {
  const kept = createKept(deps, CACHE_BYTES)

  /**
   * @param address the feed's own, as it was asked for
   * @param name of a named view; the calendar's where there is none
   */
  return async function feed(filters: Filters, address: string, name?: Localized): Promise<Representation> {
    const { revision, changed } = await deps.revision()
    const today = Math.floor(deps.now().getTime() / DAY) * DAY
    const lastModified = new Date(Math.max(today, changed.getTime()))
    return kept(JSON.stringify([filters, address, name]), `${revision} ${today}`, () =>
      buildFeed(deps, queryOf(filters, today, deps), address, lastModified, name),
    )
  }
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

async function buildFeed(
  deps: Deps,
  query: FeedQuery,
  address: string,
  lastModified: Date,
  name?: Localized,
): Promise<Representation> {
  return makeFeed(deps, await feedRows(deps.db, query), query.lang, address, lastModified, name)
}

/** Joins stored VEVENTs into a feed. The entity tag follows from what is in it, so that an edit elsewhere keeps it. */
export async function makeFeed(
  deps: Deps,
  rows: readonly FeedRow[],
  lang: string,
  address: string,
  lastModified: Date,
  called: Localized = deps.config.calendarName,
): Promise<Representation> {
  const { config } = deps
  const name = inLanguage(called, { locale: lang, locales: config.locales })?.text ?? 'Kalendarium'
  const head = feedHead({
    name,
    locale: lang,
    zones: zonesIn(rows),
    timeZone: config.timeZone,
    url: address,
    refresh: REFRESH,
  })
  return representationOf(deps, head + rows.map(({ text }) => text).join('') + FEED_END, lastModified)
}

/** The zones that the VEVENTs really name: whole days and UTC need no VTIMEZONE. */
export function zonesIn(rows: readonly { timeZone: string; text: string }[]): Set<string> {
  const zones = new Set<string>()
  for (const { timeZone, text } of rows)
    if (!zones.has(timeZone) && text.includes(`;TZID=${timeZone}:`)) zones.add(timeZone)
  return zones
}
