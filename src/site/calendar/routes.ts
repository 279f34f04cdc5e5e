import { html } from 'hono/html'
import { stateName } from '../../calendar/revision.ts'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../errors.ts'
import type { Api, Ctx } from '../../http/env.ts'
import type { Kept } from '../../http/kept.ts'
import type { Representation } from '../../http/representation.ts'
import { instantToDate, wallToInstant } from '../../time/zone.ts'
import { hrefOf } from '../layout.ts'
import { failPage, languageOf, pageOf, type Site, sendPage } from '../site.ts'
import { faultItem } from './fault-words.ts'
import { loadPage, type Sources } from './load.ts'
import { createNames, type Names } from './names.ts'
import { calendarPage, type Title } from './page.ts'
import { type Frame, minuteOf, type PageQuery, readPageQuery, searchWithout } from './query.ts'
import { calendarTexts } from './texts.ts'

/** `/`: the calendar, to read and to subscribe to. */
export function calendarPageRoutes(api: Api, pages: CalendarPages): void {
  api.get('/', (c) => pages(c, { path: '/', filters: null }, null))
}

/** Makes and sends calendar pages, each kept for its revision and time. */
export function createCalendarPages(deps: Deps, site: Site, sources: Sources, keep: Kept) {
  const kept = keep()
  const namesOf = createNames(deps)

  return async function answer(c: Ctx, frame: Frame, named: Title | null): Promise<Response> {
    const { timeZone } = deps.config
    const now = deps.now()
    const language = languageOf(c, site)
    const today = instantToDate(now.getTime(), timeZone)
    let query: PageQuery
    try {
      query = readPageQuery(new URL(c.req.url).searchParams, { frame, language, timeZone, now, today })
    } catch (error) {
      if (error instanceof Problem && error.code === 'invalidParameter')
        return faultPage(c, site, frame, error)
      throw error
    }
    const state = await deps.revision()
    const { changed } = state
    const isByMinute = !query.view.dated && query.view.kind === 'list'
    const since = isByMinute ? minuteOf(now) : wallToInstant(today, timeZone)
    const asked = JSON.stringify([
      frame,
      named,
      language.locale,
      language.asked,
      query.view,
      [...query.search],
      query.filters.page,
      [...query.paging],
    ])
    return sendPage(
      c,
      await kept(asked, `${stateName(state)} ${since}`, async () =>
        build(
          { deps, site, sources, names: await namesOf(stateName(state), language) },
          query,
          named,
          new Date(Math.max(since, changed.getTime())),
        ),
      ),
    )
  }
}
export type CalendarPages = ReturnType<typeof createCalendarPages>

async function build(
  { deps, site, sources, names }: { deps: Deps; site: Site; sources: Sources; names: Names },
  query: PageQuery,
  named: Title | null,
  lastModified: Date,
): Promise<Representation> {
  const data = await loadPage(deps, sources, names, query)
  return pageOf(deps, site, calendarPage(site, query, data, named), lastModified)
}

/** An address that cannot be read, to people: what is wrong with it, and the ways on. */
function faultPage(c: Ctx, site: Site, { path }: Frame, { errors }: Problem): Promise<Response> {
  const language = languageOf(c, site)
  const texts = calendarTexts(language.language)
  const given = new URL(c.req.url).searchParams
  const faults = errors.flatMap((fault) => ('parameter' in fault ? [fault] : []))
  const rest = faults.reduce((search, { parameter }) => searchWithout(search, parameter), given)
  const link = (query: URLSearchParams, text: string) =>
    html`<p><a href="${hrefOf(path, query, language)}">${text}</a></p>`
  const main = html`<div class="prose"><h1>${texts.faulty}</h1><p>${texts.faultyHint}</p><ul>${faults.map(
    (fault) => faultItem(fault, given, language.language),
  )}</ul>${[...rest.keys()].some((name) => name !== 'lang') ? link(rest, texts.rest) : ''}${link(new URLSearchParams(), texts.whole)}</div>`
  return failPage(c, site, { language, title: texts.faulty, path, main }, 400)
}
