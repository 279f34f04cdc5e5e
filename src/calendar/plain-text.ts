import { LRUCache } from 'lru-cache'
import MarkdownIt, { type Token } from 'markdown-it'
import { once } from '../once.ts'

// Raw HTML stays the text that it is, as on the pages: it is never markup here.
const markdown = once(() => new MarkdownIt('commonmark', { html: false }))

/**
 * CommonMark as text for readers of plain text: paragraphs apart by an empty line, lists with their marks,
 * links as `text (address)`, images as their alternative text, emphasis and code without signs.
 */
export function plainText(source: string): string {
  const before = known.get(source)
  if (before !== undefined) return before
  const text = toText(source)
  known.set(source, text)
  return text
}

/** An event is written in each of the calendar's languages, and mostly shows the same text in all. */
const known = new LRUCache<string, string>({ max: 16 })

function toText(source: string): string {
  const writer = new Writer()
  for (const token of markdown().parse(source, {})) writer.block(token)
  return writer.text()
}

/** Collects blocks as lines, each with the prefix of the lists and quotations around it. */
class Writer {
  private readonly lines: string[] = []
  private readonly prefixes: string[] = []
  private readonly counters: (number | null)[] = []
  /** The mark of a list item whose first line is still to come. */
  private mark: string | null = null
  private gap = false

  block(token: Token): void {
    switch (token.type) {
      case 'inline':
        this.write(inlineText(token.children ?? []))
        break
      case 'code_block':
      case 'fence':
        this.write(token.content.replace(/\n$/, ''))
        this.gap = true
        break
      case 'hr':
        this.write('* * *')
        this.gap = true
        break
      case 'blockquote_open':
        this.prefixes.push('> ')
        break
      case 'bullet_list_open':
        this.counters.push(null)
        break
      case 'ordered_list_open':
        this.counters.push(Number(token.attrGet('start') ?? 1))
        break
      case 'list_item_open':
        this.openItem()
        break
      case 'list_item_close':
      case 'blockquote_close':
        this.mark = null
        this.prefixes.pop()
        this.gap ||= token.type === 'blockquote_close'
        break
      case 'bullet_list_close':
      case 'ordered_list_close':
        this.counters.pop()
        this.gap ||= this.counters.length === 0
        break
      case 'paragraph_close':
      case 'heading_close':
        // `hidden` marks the paragraphs of a tight list.
        this.gap ||= !token.hidden
    }
  }

  text(): string {
    return this.lines.join('\n').trim()
  }

  private openItem(): void {
    const counter = this.counters.at(-1) ?? null
    this.mark = counter === null ? '- ' : `${counter}. `
    if (counter !== null) this.counters[this.counters.length - 1] = counter + 1
    this.prefixes.push(' '.repeat(this.mark.length))
  }

  private write(text: string): void {
    if (this.gap && this.lines.length > 0) this.lines.push('')
    this.gap = false
    for (const line of text.split('\n')) {
      const prefix = this.prefixes.join('')
      this.lines.push(
        this.mark === null ? prefix + line : prefix.slice(0, -this.mark.length) + this.mark + line,
      )
      this.mark = null
    }
  }
}

function inlineText(tokens: Token[]): string {
  let text = ''
  const open: { address: string; from: number }[] = []
  for (const token of tokens) {
    switch (token.type) {
      case 'softbreak':
        text += ' '
        break
      case 'hardbreak':
        text += '\n'
        break
      case 'image':
        text += inlineText(token.children ?? [])
        break
      case 'link_open':
        open.push({ address: String(token.attrGet('href') ?? ''), from: text.length })
        break
      case 'link_close': {
        const link = open.pop()
        if (link) text = text.slice(0, link.from) + linkText(text.slice(link.from), link.address)
        break
      }
      default:
        text += token.content
    }
  }
  return text
}

/** The address is said once: not behind a text that is the address. */
function linkText(text: string, address: string): string {
  const bare = (url: string) => url.replace(/^mailto:|^https?:\/\/|\/$/g, '')
  if (text === '') return address
  return address === '' || bare(decoded(address)) === bare(decoded(text)) ? text : `${text} (${address})`
}

function decoded(address: string): string {
  try {
    return decodeURI(address)
  } catch {
    return address
  }
}
