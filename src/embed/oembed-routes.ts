import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import type { Api, Ctx } from '../http/env.ts'
import { representationOf, send } from '../http/representation.ts'
import { JSON_TYPE } from '../http/respond.ts'
import { pageLanguage } from '../site/language.ts'
import { calendarName } from '../site/layout.ts'
import type { Site } from '../site/site.ts'
import { embedded } from './embedded.ts'
import { type Box, richResponse } from './oembed.ts'

/** `/oembed`: what a content system asks when an editor pastes an address of this calendar (oembed.com, §2.2). */
export function oembedRoutes(api: Api, deps: Deps, site: Site): void {
  const { publicUrl } = deps.config

  api.get('/oembed', async (c) => {
    const format = c.req.query('format') ?? 'json'
    if (format !== 'json') throw new Problem('notImplemented', 'Only format=json is made here.')
    const box = boxOf(c)
    const url = addressed(c, publicUrl)
    const language = pageLanguage(url.searchParams.get('lang'), undefined, deps.config)
    const found = await embedded(deps, url, language)
    if (found === null) throw new Problem('notFound', 'There is nothing to embed at that address.')
    const provider = { name: calendarName(site, language), url: publicUrl }
    const body = JSON.stringify(richResponse(found, provider, box))
    const { changed } = await deps.revision()
    return send(c, representationOf(deps, body, changed), { type: JSON_TYPE })
  })
}

function addressed(c: Ctx, publicUrl: string): URL {
  const text = c.req.query('url')
  if (!text) throw wrong('url', 'is needed')
  const url = URL.parse(text)
  if (url?.origin !== publicUrl) throw new Problem('notFound', 'That is no address of this calendar.')
  return url
}

function boxOf(c: Ctx): Box {
  const read = (name: string) => {
    const text = c.req.query(name)
    if (text === undefined) return Number.POSITIVE_INFINITY
    if (!/^[1-9]\d{0,5}$/.test(text)) throw wrong(name, 'must be a number of pixels')
    return Number(text)
  }
  return { maxWidth: read('maxwidth'), maxHeight: read('maxheight') }
}

function wrong(parameter: string, detail: string): Problem {
  return new Problem('invalidParameter', `${parameter} ${detail}`, [{ parameter, detail }])
}
