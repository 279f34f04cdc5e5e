/**
 * News as RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, written by the `feed` package, which nothing else imports. What it
 * writes is mended here: it ends a CDATA section at the second `]]>`, leaves `<` in attributes, takes `&amp;` in a text
 * for `&`, and knows neither xml:lang nor JSON Feed 1.1.
 */
import { Feed, type Item } from 'feed'
import type { Format, News, NewsItem } from './model.ts'
import { newsWords } from './words.ts'

export function writeNews(news: News, format: Format): string {
  const text = format === 'json' ? plainText : veiled
  const feed = new Feed({
    id: news.address,
    title: text(news.title),
    link: news.home,
    feed: news.address,
    feedLinks: { json: news.address },
    language: news.language,
    updated: news.updated,
    generator: 'Kalendarium',
    description: text(newsWords(news.language).subtitle),
    author: { name: text(news.title), link: news.home },
  })
  for (const item of news.items) feed.addItem(itemOf(item, format))
  if (format === 'json') return jsonFeed(feed.json1(), news)
  const xml = entities(format === 'rss' ? feed.rss2() : feed.atom1())
  if (format === 'rss') return xml
  return xml.replace('<feed xmlns=', `<feed xml:lang="${news.language}" xmlns=`)
}

function itemOf(item: NewsItem, format: Format): Item {
  const { id, url, title, summary, html, updated, published, categories, author, image } = item
  const isJson = format === 'json'
  const text = isJson ? plainText : veiled
  return {
    id: `urn:uuid:${id}`,
    link: url,
    // RFC 4287 §3.1.1.2: the library writes Atom's texts as HTML. RSS has its title beside it, as plain text.
    title: isJson ? title.text : cdata(escapeHtml(title.text)),
    description: isJson ? summary : cdata(escapeHtml(summary)),
    content: isJson ? html : cdata(html),
    date: updated,
    category: categories.map((name) => ({ name: text(name), term: text(name) })),
    ...(format === 'rss'
      ? {
          // RSS knows one date, its readers sort by it, and an author there would be an e-mail address.
          extensions: [
            { name: 'title', objects: { _text: text(title.text) } },
            { name: 'dc:creator', objects: { _text: text(author.name) } },
          ],
        }
      : { published, author: [{ name: text(author.name), ...(author.url ? { link: author.url } : {}) }] }),
    ...(isJson && image ? { image } : {}),
  }
}

/** JSON Feed 1.1: `language`, and lists of `authors` in the place of `author`. */
function jsonFeed(json: string, { language, items }: News): string {
  const feed = JSON.parse(json)
  const { author, items: written, version: _, ...rest } = feed
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    ...rest,
    language,
    authors: [author],
    items: written.map(({ author: own, ...item }: { author: unknown }, at: number) => ({
      ...item,
      authors: [own],
      ...languageOf(items[at], language),
    })),
  })
}

function languageOf(item: NewsItem | undefined, language: string): { language?: string } {
  return item && item.title.language !== language ? { language: item.title.language } : {}
}

/** Signs that mean something in XML, as ones without meaning that the library leaves alone. */
const VEILS: Record<string, string> = { '&': '\uE000', '<': '\uE001', '>': '\uE002', '"': '\uE003' }
const ENTITIES: Record<string, string> = {
  '\uE000': '&amp;',
  '\uE001': '&lt;',
  '\uE002': '&gt;',
  '\uE003': '&quot;',
}

const plainText = (value: string) => value

/** A text for an element or an attribute; `entities` ends what this begins. */
function veiled(value: string): string {
  return xmlText(value).replace(/[&<>"]/g, (sign) => VEILS[sign] ?? '')
}

function entities(xml: string): string {
  return xml.replace(/[\uE000-\uE003]/g, (veil) => ENTITIES[veil] ?? '')
}

/** HTML within a CDATA section: in HTML `]]>` and `]]&gt;` are the same text. */
function cdata(html: string): string {
  return xmlText(html).replaceAll(']]>', ']]&gt;')
}

function escapeHtml(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Without the characters that XML 1.0 §2.2 forbids, and without those that stand for others here. */
function xmlText(value: string): string {
  return value.toWellFormed().replace(/[^\t\n\r\u0020-\uD7FF\uE004-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
}
