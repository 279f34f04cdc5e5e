import { stateName } from '../calendar/revision.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import type { Api, Ctx } from '../http/env.ts'
import type { Kept } from '../http/kept.ts'
import { representationOf, send } from '../http/representation.ts'
import { RELEASED } from '../version.ts'
import { readViews } from '../views/store.ts'
import { MOST_URLS, sitemap, sitemapIndex } from './sitemap.ts'
import { type Address, countEvents, readEventAddresses } from './store.ts'

const ANSWER = { type: 'application/xml; charset=utf-8' }

/** What tells search engines what there is. @param most addresses in one file */
export function sitemapRoutes(api: Api, deps: Deps, keep: Kept, most = MOST_URLS): void {
  const { db, config } = deps
  const kept = keep()

  api.get('/sitemap.xml', (c) =>
    answer(c, '', async () => {
      const { leading, files } = await overview()
      return files > 1 ? sitemapIndex(config.publicUrl, files) : part(1, leading)
    }),
  )
  api.get('/:file{sitemap-[1-9][0-9]*\\.xml}', async (c) => {
    const number = Number(/\d+/.exec(c.req.param('file'))?.[0])
    const { leading, files } = await overview()
    if (number > files) throw new Problem('notFound', 'There is no such part of the map.')
    return answer(c, String(number), () => part(number, leading))
  })
  const file = representationOf(deps, robots(config.publicUrl), new Date(RELEASED))
  api.get('/robots.txt', (c) => send(c, file, { type: 'text/plain; charset=utf-8' }))

  async function part(number: number, leading: readonly Address[]): Promise<string> {
    const start = (number - 1) * most
    const here = leading.slice(start, start + most)
    const skipped = Math.max(0, start - leading.length)
    const events = await readEventAddresses(db, skipped, most - here.length)
    return sitemap(config.publicUrl, [...here, ...events])
  }

  /** The front page and the named views stand first, and then the events. */
  async function overview(): Promise<{ leading: Address[]; files: number }> {
    const paths = ['/', ...(await readViews(db)).map(({ slug }) => `/v/${slug}`)]
    const leading = paths.map((path) => ({ path, updated: null }))
    return { leading, files: Math.ceil((leading.length + (await countEvents(db))) / most) }
  }

  async function answer(c: Ctx, asked: string, build: () => Promise<string>): Promise<Response> {
    const state = await deps.revision()
    const { changed } = state
    const representation = await kept(asked, stateName(state), async () =>
      representationOf(deps, await build(), changed),
    )
    return send(c, representation, ANSWER)
  }
}

/** Pages for people are for all; the same again by date, and data for programs, lead crawlers nowhere. */
function robots(publicUrl: string): string {
  return `User-agent: *
Disallow: /api/
Disallow: /*?date=
Disallow: /*&date=
Disallow: /*?cursor=
Disallow: /*&cursor=

Sitemap: ${publicUrl}/sitemap.xml
`
}
