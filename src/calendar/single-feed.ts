import type { Deps } from '../deps.ts'
import type { Representation } from '../http/representation.ts'
import { noSuchEvent } from '../partners/access.ts'
import { feedLanguage, makeFeed, TOMBSTONE_MS } from './feed.ts'
import type { Filters } from './filters.ts'

/** The .ics of one event: the feed, the address that it moved to, or word that it was removed. */
export type SingleFeed = { feed: Representation } | { moved: string } | { gone: true }

/**
 * One event as iCalendar, by its slug. A subscriber to a removed event sees it cancelled for 30 days, like in the whole
 * feed, and then that it is gone.
 * @throws Problem 404 where no published event ever had the address
 */
export function createSingleFeeds(deps: Deps) {
  return async function single(slug: string, filters: Filters, address: string): Promise<SingleFeed> {
    const { db } = deps
    const claimed = await db
      .selectFrom('slugs')
      .select('event_id')
      .where('slug', '=', slug)
      .executeTakeFirst()
    if (!claimed) throw noSuchEvent()
    const lang = feedLanguage(filters, deps)
    const event = await db
      .selectFrom('published_events as e')
      .innerJoin('feed_entries as f', 'f.event_id', 'e.id')
      .select(['e.slug', 'e.updated', 'e.time_zone', 'f.mark', 'f.status_mode', 'f.omit_mode'])
      .where('e.id', '=', claimed.event_id)
      .where('f.lang', '=', lang)
      .executeTakeFirst()
    if (event && event.slug !== slug) return { moved: event.slug }
    if (event) {
      const texts = { mark: event.mark, status: event.status_mode, omit: event.omit_mode }
      const text = texts[filters.cancelled ?? 'mark'] ?? event.mark
      const row = { timeZone: event.time_zone, text }
      return { feed: makeFeed(deps, [row], { lang, address, lastModified: event.updated }) }
    }
    const tombstone = await db
      .selectFrom('tombstones')
      .selectAll()
      .where('event_id', '=', claimed.event_id)
      .executeTakeFirst()
    if (!tombstone) throw noSuchEvent()
    if (tombstone.removed.getTime() < deps.now().getTime() - TOMBSTONE_MS) return { gone: true }
    const { time_zone: timeZone, entry: text, removed } = tombstone
    return { feed: makeFeed(deps, [{ timeZone, text }], { lang, address, lastModified: removed }) }
  }
}
