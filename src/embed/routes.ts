import type { Deps } from '../deps.ts'
import type { Assets } from '../docs/assets.ts'
import { Problem } from '../errors.ts'
import type { Api } from '../http/env.ts'
import { type Representation, representationOf, send } from '../http/representation.ts'
import { calendarName, hrefOf, type Page } from '../site/layout.ts'
import { plainLocal } from '../site/markup.ts'
import { languageOf, pageOf, type Site, sendPage } from '../site/site.ts'
import { RELEASED } from '../version.ts'
import { readView, type View } from '../views/store.ts'
import { attributesOf } from './element.ts'
import { framePage } from './frame.ts'
import { embedPage } from './page.ts'
import { embedScript } from './script.ts'
import { embedTexts } from './texts.ts'

/** `<kalendarium-events>` for other sites: its script, a page that shows it, and a page of nothing else to be framed. */
export function embedRoutes(api: Api, deps: Deps, site: Site, assets: Assets): void {
  const { publicUrl, timeZone } = deps.config
  let script: Promise<Representation> | undefined
  const make = async () => representationOf(deps, await embedScript(assets, deps.config), LAST_MODIFIED)

  api.get('/embed.js', async (c) => {
    script ??= make()
    return send(c, await script, {
      type: 'text/javascript; charset=utf-8',
      // For pages that are isolated with Cross-Origin-Embedder-Policy: require-corp.
      headers: { 'Cross-Origin-Resource-Policy': 'cross-origin' },
    })
  })

  api.get('/embed', async (c) => {
    const language = languageOf(c, site)
    const { title, description } = embedTexts(language.language)
    const main = embedPage(language, publicUrl)
    const page: Page = {
      language,
      title,
      description,
      path: '/embed',
      main,
      scripts: [site.asset('calendar.js'), '/embed.js'],
    }
    return sendPage(c, await pageOf(deps, site, page, LAST_MODIFIED))
  })

  api.get('/embed/frame', async (c) => {
    const language = languageOf(c, site)
    const query = new URL(c.req.url).searchParams
    const view = await namedView(query.get('named'))
    query.delete('named')
    const shown = view ? narrowed(view, query) : query
    const attributes = { ...attributesOf(shown, timeZone), lang: language.locale }
    const name = view ? plainLocal(view.name, language) : calendarName(site, language)
    const href = hrefOf(view ? `/v/${view.slug}` : '/', query, language)
    const link = { href, text: embedTexts(language.language).whole }
    const page = await framePage(language, name, site.asset('site.css'), attributes, link)
    const { changed } = await deps.revision()
    return sendPage(c, representationOf(deps, String(page), changed), { sources: { 'frame-ancestors': '*' } })
  })

  async function namedView(slug: string | null): Promise<View | null> {
    const view = slug === null ? null : await readView(deps.db, slug)
    if (slug !== null && view === null) throw new Problem('notFound', 'There is no such view.')
    return view
  }
}

/** The script and the page change with the program. */
const LAST_MODIFIED = new Date(RELEASED)

/** The view's filters, and what the address adds; it cannot widen what the view fixes. */
function narrowed(view: View, query: URLSearchParams): URLSearchParams {
  const fixed = new URLSearchParams(view.query)
  return new URLSearchParams([...fixed, ...[...query].filter(([name]) => !fixed.has(name))])
}
