/** oEmbed 1.0 (oembed.com), without HTTP. */
import { html } from 'hono/html'
import type { Markup } from '../site/markup.ts'

/** How large consumers want it at most, in CSS pixels. */
export interface Box {
  maxWidth: number
  maxHeight: number
}

/** What is embedded: a frame of this site that shows it. */
export interface Embedded {
  title: string
  /** The organisation that announces it. */
  author?: { name?: string; url?: string }
  frame: URL
}

const WIDTH = 640
/** As high as what they hold at this width mostly is; a frame cannot grow with it. */
const HEIGHT = { event: 260, month: 820, besideList: 170, listItem: 115 }
const MOST_HEIGHT = 1400
const DEFAULT_LIMIT = 10
const CACHE_SECONDS = 86_400

/** A response of type `rich` (§2.3.4.4), as JSON. */
export function richResponse(
  { title, author, frame }: Embedded,
  provider: { name: string; url: string },
  { maxWidth, maxHeight }: Box,
): Record<string, string | number> {
  const width = Math.min(WIDTH, maxWidth)
  const height = Math.min(heightOf(frame.searchParams), maxHeight)
  return {
    version: '1.0',
    type: 'rich',
    title,
    ...(author?.name && { author_name: author.name }),
    ...(author?.url && { author_url: author.url }),
    provider_name: provider.name,
    provider_url: `${provider.url}/`,
    cache_age: CACHE_SECONDS,
    width,
    height,
    html: String(
      html`<iframe src="${frame.href}" title="${title}" width="${width}" height="${height}" loading="lazy" frameborder="0"></iframe>`,
    ),
  }
}

/** By what the frame shows, and how much of it. */
function heightOf(query: URLSearchParams): number {
  if (query.has('event')) return HEIGHT.event
  if (query.get('view') === 'month') return HEIGHT.month
  const limit = Number(query.get('limit') || DEFAULT_LIMIT)
  return Math.min(HEIGHT.besideList + limit * HEIGHT.listItem, MOST_HEIGHT)
}

/** For the head of a page: where consumers find its oEmbed (§4). `path` is the page's, with its query. */
export function oembedLink(publicUrl: string, path: string, title: string): Markup {
  const address = new URL('/oembed', publicUrl)
  address.searchParams.set('url', new URL(path, publicUrl).href)
  address.searchParams.set('format', 'json')
  return html`<link rel="alternate" type="application/json+oembed" href="${address.href}" title="${title}">\n`
}
