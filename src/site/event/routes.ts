import { stateName } from '../../calendar/revision.ts'
import type { Deps } from '../../deps.ts'
import type { StoredEvent } from '../../events/store.ts'
import type { Api, Ctx } from '../../http/env.ts'
import type { Kept } from '../../http/kept.ts'
import { respond } from '../../http/respond.ts'
import type { Occurrence } from '../../recurrence/model.ts'
import { MINUTE } from '../../time/civil.ts'
import type { PageLanguage } from '../language.ts'
import type { Page } from '../layout.ts'
import { failPage, languageOf, type Policy, pageOf, type Site, sendPage } from '../site.ts'
import { findEvent, loadEvent, oneDate } from './load.ts'
import { gonePage, missingDatePage, missingPage } from './missing.ts'
import { eventPage } from './page.ts'

/** `/events/{slug}`: one event; with `?occurrence=` one date of a series. What else the query has means nothing here. */
export function eventPageRoutes(api: Api, deps: Deps, site: Site, keep: Kept): void {
  const kept = keep()
  const { imageOrigins } = deps.config
  const policy: Policy = imageOrigins.length ? { sources: { 'img-src': imageOrigins.join(' ') } } : {}

  api.get('/events/:slug', async (c) => {
    const slug = c.req.param('slug')
    const language = languageOf(c, site)
    // What can be no address is not asked of the database: it would refuse NUL.
    const found = /^[a-z0-9-]+$/.test(slug) ? await findEvent(deps, slug) : null
    if (found === null) return other(c, missingPage(slug, language), 404)
    if ('gone' in found) return other(c, gonePage(slug, language), 410)
    if ('moved' in found) {
      const { search } = new URL(c.req.url)
      const Location = `${deps.config.publicUrl}/events/${found.moved}${search}`
      return respond(c, null, { status: 301, headers: { Location } })
    }
    const asked = c.req.query('occurrence')
    const date = asked === undefined ? null : oneDate(found.event, asked)
    if (asked !== undefined && !date) return other(c, missingDatePage(slug, language), 404)
    return sendPage(c, await pageFor(found.event, date, language), policy)
  })

  /** A page depends on the calendar and, by its windows of registration and next dates, on the minute. */
  async function pageFor(event: StoredEvent, date: Occurrence | null, language: PageLanguage) {
    const state = await deps.revision()
    const { changed } = state
    const minute = Math.floor(deps.now().getTime() / MINUTE) * MINUTE
    const asked = JSON.stringify([event.id, date?.recurrenceId, language.locale, language.asked])
    return kept(asked, `${stateName(state)} ${minute}`, async () => {
      const page = eventPage(site, await loadEvent(deps, event, date, language), language)
      return pageOf(deps, site, page, new Date(Math.max(minute, changed.getTime())))
    })
  }

  function other(c: Ctx, page: Page, status: number): Promise<Response> {
    return failPage(c, site, page, status)
  }
}
