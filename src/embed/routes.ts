import type { Deps } from '../deps.ts'
import type { Assets } from '../docs/assets.ts'
import type { Api } from '../http/env.ts'
import { type Representation, representationOf, send } from '../http/representation.ts'
import { calendarName, hrefOf } from '../site/layout.ts'
import { answerPage, languageOf, type Site, sendPage } from '../site/site.ts'
import { attributesOf } from './element.ts'
import { framePage } from './frame.ts'
import { embedPage } from './page.ts'
import { embedScript } from './script.ts'
import { embedTexts } from './texts.ts'

/** `<kalendarium-events>` for other sites: its script, a page that shows it, and a page of nothing else to be framed. */
export function embedRoutes(api: Api, deps: Deps, site: Site, assets: Assets): void {
  const { publicUrl, timeZone } = deps.config
  let script: Promise<Representation> | undefined
  const make = async () => representationOf(deps, await embedScript(assets, deps.config))

  api.get('/embed.js', async (c) => {
    script ??= make()
    return send(c, await script, {
      type: 'text/javascript; charset=utf-8',
      cacheControl: 'public, max-age=3600, stale-while-revalidate=604800',
      // For pages that are isolated with Cross-Origin-Embedder-Policy: require-corp.
      headers: { 'Cross-Origin-Resource-Policy': 'cross-origin' },
    })
  })

  api.get('/embed', (c) => {
    const language = languageOf(c, site)
    const { title, description } = embedTexts(language.language)
    const main = embedPage(language, publicUrl)
    return answerPage(c, deps, site, {
      language,
      title,
      description,
      path: '/embed',
      main,
      scripts: [site.asset('calendar.js'), '/embed.js'],
    })
  })

  api.get('/embed/frame', async (c) => {
    const language = languageOf(c, site)
    const query = new URL(c.req.url).searchParams
    const attributes = { ...attributesOf(query, timeZone), lang: language.locale }
    const name = calendarName(site, language)
    const link = { href: hrefOf('/', query, language), text: embedTexts(language.language).whole }
    const page = await framePage(language, name, site.asset('site.css'), attributes, link)
    return sendPage(c, representationOf(deps, String(page)), { sources: { 'frame-ancestors': '*' } })
  })
}
