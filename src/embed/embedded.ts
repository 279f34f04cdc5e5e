import { inLanguage } from '../calendar/language.ts'
import type { Db, Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import { readContext } from '../events/context.ts'
import { defaultOrganizer } from '../events/references.ts'
import type { PageLanguage } from '../site/language.ts'
import { readView } from '../views/store.ts'
import { attributesOf } from './element.ts'
import type { Embedded } from './oembed.ts'

/** What an address of this calendar shows to others: the calendar, a named view, or an event; null: nothing. */
export async function embedded(
  deps: Pick<Deps, 'db' | 'config'>,
  url: URL,
  language: PageLanguage,
): Promise<Embedded | null> {
  const { db, config } = deps
  const frame = new URL('/embed/frame', config.publicUrl)
  const named = /^\/v\/([a-z0-9-]+)$/.exec(url.pathname)?.[1]
  if (url.pathname === '/' || named !== undefined) {
    const view = named === undefined ? null : await readView(db, named)
    if ((named !== undefined && view === null) || !isReadable(url.searchParams, config.timeZone)) return null
    frame.search = url.search
    if (view) frame.searchParams.set('named', view.slug)
    return { title: inLanguage(view?.name ?? config.calendarName, language)?.text ?? 'Kalendarium', frame }
  }
  const slug = /^\/events\/([a-z0-9-]+)$/.exec(url.pathname)?.[1]
  const event = slug === undefined ? null : await readPublished(db, slug)
  if (event === null) return null
  const { content, partner } = event
  frame.searchParams.set('event', event.id)
  if (language.asked !== null) frame.searchParams.set('lang', language.asked)
  return {
    title: inLanguage(content.title, language)?.text ?? '',
    author: content.organizer ?? defaultOrganizer(partner, await readContext(db, config, []), config),
    frame,
  }
}

/** The event that the slug stands for, also where it has had a newer one since. */
async function readPublished(db: Db, slug: string) {
  const event = await db
    .selectFrom('slugs as s')
    .innerJoin('published_events as e', 'e.id', 's.event_id')
    .select(['e.id', 'e.partner', 'e.content'])
    .where('s.slug', '=', slug)
    .executeTakeFirst()
  return event ?? null
}

function isReadable(query: URLSearchParams, timeZone: string): boolean {
  try {
    attributesOf(query, timeZone)
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}
