import MarkdownIt from 'markdown-it'
import { once } from '../once.ts'
import type { Localized } from './model.ts'

/**
 * CommonMark to HTML that is safe anywhere: raw HTML is text, links are http, https, mailto or tel and carry
 * `rel="nofollow noopener ugc"`, pictures become links (no third party is asked when a page is read), headings
 * start at the third level, below the page's own.
 *
 * @param above how many levels of headings the page has above the text's
 */
export function renderMarkdown(source: string, above = 2): string {
  return renderer().render(source, { above })
}

/** The same for each language. */
export function renderLocalized(texts: Localized): Localized {
  return Object.fromEntries(Object.entries(texts).map(([lang, text]) => [lang, renderMarkdown(text)]))
}

const SAFE = /^(?:https?:\/\/|mailto:|tel:)/i
const renderer = once(createRenderer)

function createRenderer() {
  const markdown = new MarkdownIt('commonmark', { html: false, linkify: false, maxNesting: 20 })
  markdown.validateLink = (url) => SAFE.test(url.trim())

  const plainLink = markdown.renderer.renderToken.bind(markdown.renderer)
  markdown.renderer.rules.link_open = (tokens, index, options) => {
    tokens[index]?.attrSet('rel', 'nofollow noopener ugc')
    return plainLink(tokens, index, options)
  }
  markdown.renderer.rules.image = (tokens, index) => {
    const token = tokens[index]
    const { escapeHtml } = markdown.utils
    const source = String(token?.attrGet('src') ?? '')
    return `<a href="${escapeHtml(source)}" rel="nofollow noopener ugc">${escapeHtml(token?.content || source)}</a>`
  }
  for (const rule of ['heading_open', 'heading_close'] as const) {
    markdown.renderer.rules[rule] = (tokens, index, options, env) => {
      const token = tokens[index]
      if (token) token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + Number(env?.above))}`
      return plainLink(tokens, index, options)
    }
  }
  return markdown
}
