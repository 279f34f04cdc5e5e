import { listEvents } from '../calendar/event-list.ts'
import { feedLanguage } from '../calendar/feed.ts'
import type { Filters } from '../calendar/filters.ts'
import { inLanguage } from '../calendar/language.ts'
import type { Deps } from '../deps.ts'
import { feedContext, readContext } from '../events/context.ts'
import { readEvents } from '../events/store.ts'
import { DAY } from '../time/civil.ts'
import { newsItem } from './item.ts'
import type { News } from './model.ts'

/** How many events a feed tells of unless `limit` says. */
export const NEWS_LIMIT = 50
const PAST_DAYS = 90

/** What a feed is asked for. */
export interface NewsQuery {
  filters: Filters
  /** The feed's own, as it was asked for. */
  address: string
  /** Of a named view; the calendar's name where there is none. */
  title?: string
  /** The page that shows the same to people. */
  home: string
}

/** New and changed events, the latest first; those that were over `past` days (90) before `today` are left out. */
export async function readNews(deps: Deps, { filters, ...query }: NewsQuery, today: number): Promise<News> {
  const { db, config } = deps
  const { changed } = await deps.revision()
  const asked = { ...filters, from: filters.from ?? endedAfter(filters, today), sort: '-updated' as const }
  if (filters.cancelled === 'omit') asked.noneOf = [...filters.noneOf, 'status:cancelled']
  const page = { limit: filters.page.limit, cursor: null, number: null }
  const { rows } = await listEvents(db, asked, page)
  const events = new Map(
    (await readEvents(db, { ids: rows.map(({ eventId }) => eventId) })).map((event) => [event.id, event]),
  )
  const calendar = await readContext(db, config, [])
  const language = feedLanguage(filters, deps)
  const pageQuery = filters.lang === null ? '' : `?lang=${language}`
  const items = rows.flatMap(({ eventId }) => {
    const event = events.get(eventId)
    // It may have gone since the list was read.
    if (event?.state !== 'published') return []
    const context = feedContext(calendar, config, { partner: event.partner }, language)
    return [newsItem(event, { ...context, now: today, pageQuery })]
  })
  return {
    title:
      query.title ??
      inLanguage(config.calendarName, { locale: language, locales: config.locales })?.text ??
      'Kalendarium',
    language,
    home: query.home,
    address: query.address,
    updated: items[0]?.updated ?? changed,
    items,
  }
}

function endedAfter({ past }: Filters, today: number): number | null {
  return past === 'all' ? null : today - (past ?? PAST_DAYS) * DAY
}
