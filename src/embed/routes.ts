import type { Deps } from '../deps.ts'
import type { Assets } from '../docs/assets.ts'
import type { Api } from '../http/env.ts'
import { type Representation, representationOf, send } from '../http/representation.ts'
import { embedScript } from './script.ts'

/** `<kalendarium-events>` for other sites: its script. */
export function embedRoutes(api: Api, deps: Deps, assets: Assets): void {
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
}
