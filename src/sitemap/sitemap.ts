/** Site maps as sitemaps.org defines them (protocol 0.9). */
import type { Address } from './store.ts'

/** The most addresses that one file may hold. */
export const MOST_URLS = 50_000

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

/** Paths are of letters, digits, dots, slashes and hyphens, so that nothing needs escaping. */
export function sitemap(publicUrl: string, addresses: readonly Address[]): string {
  const urls = addresses.map(
    ({ path, updated }) =>
      `<url><loc>${publicUrl}${path}</loc>${updated ? `<lastmod>${updated.toISOString()}</lastmod>` : ''}</url>\n`,
  )
  return `${HEAD}<urlset ${NAMESPACE}>\n${urls.join('')}</urlset>\n`
}

/** Names the files `/sitemap-1.xml` and on. */
export function sitemapIndex(publicUrl: string, files: number): string {
  const maps = Array.from(
    { length: files },
    (_, i) => `<sitemap><loc>${publicUrl}/sitemap-${i + 1}.xml</loc></sitemap>\n`,
  )
  return `${HEAD}<sitemapindex ${NAMESPACE}>\n${maps.join('')}</sitemapindex>\n`
}
