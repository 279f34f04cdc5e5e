import type { Config } from '../config.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import type { Api, Ctx } from '../http/env.ts'
import { type Representation, representationOf, send } from '../http/representation.ts'
import { HTML_TYPE, respond } from '../http/respond.ts'
import { CALENDAR_SCRIPT } from './calendar/script.ts'
import { type PageLanguage, pageLanguage } from './language.ts'
import { layout, type Page } from './layout.ts'
import { STYLESHEET } from './styles/stylesheet.ts'

/** What the pages are made with. */
export interface Site {
  config: Config
  /** The addresses of the stylesheet and of scripts, each with the hash of its content. */
  asset(name: AssetName): string
}

export type AssetName = keyof typeof ASSETS

/** Everything in them is ours, so that an address can be kept for ever: it changes with the content. */
const ASSETS = {
  'site.css': { type: 'text/css; charset=utf-8', text: STYLESHEET },
  'calendar.js': { type: 'text/javascript; charset=utf-8', text: CALENDAR_SCRIPT },
} as const

export function createSite({ config, sha256 }: Pick<Deps, 'config' | 'sha256'>): Site {
  const addresses = new Map<string, string>()
  return {
    config,
    asset(name) {
      const known = addresses.get(name)
      if (known !== undefined) return known
      const address = `/assets/${sha256(ASSETS[name].text).slice(0, 12)}/${name}`
      addresses.set(name, address)
      return address
    },
  }
}

/** `/assets/{hash}/{name}`: the stylesheet and the scripts. A page from before an update is led to what is there now. */
export function assetRoutes(api: Api, deps: Deps, site: Site): void {
  const files = new Map(
    Object.entries(ASSETS).map(([name, { type, text }]) => [
      name,
      { type, file: representationOf(deps, text) },
    ]),
  )
  api.get('/assets/:hash/:name', (c) => {
    const name = c.req.param('name')
    const found = isAsset(name) ? files.get(name) : undefined
    if (!(isAsset(name) && found)) throw new Problem('notFound', 'There is nothing at this address.')
    const { type, file } = found
    if (c.req.path === site.asset(name)) return send(c, file, { type })
    return respond(c, null, { status: 307, headers: { Location: site.asset(name) } })
  })
}

const isAsset = (name: string): name is AssetName => Object.hasOwn(ASSETS, name)

/** The language of the page that a request asks for. */
export function languageOf(c: Ctx, { config }: Pick<Site, 'config'>): PageLanguage {
  return pageLanguage(c.req.query('lang'), c.req.header('accept-language'), config)
}

export async function pageOf(
  deps: Deps,
  site: Site,
  page: Page,
  lastModified?: Date,
): Promise<Representation> {
  return representationOf(deps, String(await layout(site, page)), lastModified)
}

/** What a page may load beside this origin's styles, scripts and images. */
export interface Policy {
  /** Further sources by directive: `{'img-src': 'https:'}`. */
  sources?: Record<string, string>
}

export function sendPage(c: Ctx, page: Representation, policy: Policy = {}): Promise<Response> {
  const headers = { 'Content-Security-Policy': contentPolicy(policy.sources ?? {}) }
  return send(c, page, { type: HTML_TYPE, headers })
}

/** A page that says why there is none: never kept, whatever the request's conditions are. */
export async function failPage(c: Ctx, site: Site, page: Page, status: number): Promise<Response> {
  return respond(c, String(await layout(site, { ...page, indexed: false })), {
    status,
    type: HTML_TYPE,
    headers: { 'Content-Security-Policy': contentPolicy({}), Vary: 'Accept, Accept-Language' },
  })
}

const OWN: Record<string, string> = {
  'default-src': "'none'",
  'style-src': "'self'",
  'script-src': "'self'",
  'img-src': "'self' data:",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
}

/** No inline script or style, and nothing of another origin that is not named. */
function contentPolicy(sources: Record<string, string>): string {
  return Object.entries(OWN)
    .map(([directive, own]) => {
      const more = sources[directive]
      // CSP 3 §2.3.1: 'none' stands alone.
      return `${directive} ${more === undefined ? own : own === "'none'" ? more : `${own} ${more}`}`
    })
    .join('; ')
}
