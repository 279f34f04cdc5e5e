/** Texts of calendar files as CommonMark, which descriptions are kept in. */

/** What is longer becomes no description that is taken, whatever is in it. In UTF-16 units. */
const LONGEST = 60_000
const CONTROLS = /[^\P{Cc}\n]/gu

/** A text of one line: line ends, tabs and other control characters become spaces. Undefined where nothing is left. */
export function oneLine(text: string | undefined): string | undefined {
  return (
    text
      ?.toWellFormed()
      .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
      .trim() || undefined
  )
}

/** Plain text, or HTML as several programs write it into DESCRIPTION, as CommonMark. Undefined where there is none. */
export function markdownOf(text: string | undefined): string | undefined {
  const given = text?.toWellFormed() ?? ''
  if (given.length > LONGEST) return given
  const markdown = /<(?:br|p|a|b|i|u|ul|ol|li|div|span|strong|em|html|body|h\d)\b[^<>]*>/i.test(given)
    ? markdownOfHtml(given)
    : markdownOfText(given)
  return markdown || undefined
}

function markdownOfText(text: string): string {
  const lines = text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').split('\n')
  return tidy(lines.map((line) => inline(line.trim())).join('\n'))
}

/** A line end is a line end: with another text line after it, CommonMark needs to be told so. */
function tidy(text: string): string {
  return text
    .replaceAll('\t', ' ')
    .replace(CONTROLS, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .replace(/([^\n\\])\n(?=[^\n])(?!(?:[-*+]|\d+[.)]) )/g, '$1\\\n')
}

/** Text of one line whose characters mean themselves; addresses become links. Lists stay lists. */
function inline(text: string): string {
  return text
    .split(/(\bhttps?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'])/)
    .map((part, index) => (index % 2 === 1 ? `<${part}>` : part.replace(/[\\`*_[\]<]|&(?=#?\w+;)/g, '\\$&')))
    .join('')
    .replace(/^(#{1,6}(?= |$)|>|[+](?= )|=+$|-{2,}$|~{3,})/, '\\$1')
}

const SKIPPED = new Set(['style', 'script', 'head', 'title'])
const BLOCKS = new Set(['p', 'div', 'ul', 'ol', 'table', 'tr', 'blockquote', 'section', 'article'])
const MARKS: Record<string, string> = { b: '**', strong: '**', i: '*', em: '*' }

/** The little HTML that people write in calendars: paragraphs, lists, headings, links, emphasis. The rest is its text. */
function markdownOfHtml(html: string): string {
  let out = ''
  let skipping: string | null = null
  let href: string | null = null
  const open: string[] = []
  for (const [token, slash, tag = '', attributes = ''] of withoutComments(html).matchAll(
    /<(\/?)([a-zA-Z][a-zA-Z0-9]*)\b([^<>]*)>|<!?[^<>]*>|[^<]+|</g,
  )) {
    const name = tag.toLowerCase()
    if (skipping !== null) {
      if (slash && name === skipping) skipping = null
    } else if (name === '') {
      if (!/^<[!?]/.test(token)) out += inlineOfHtml(token, out)
    } else if (SKIPPED.has(name)) skipping = slash ? null : name
    else if (name === 'br') out = `${out.trimEnd()}\n`
    else if (name === 'li') out += slash ? '' : `${out.trimEnd() ? '\n' : ''}- `
    else if (/^h[1-6]$/.test(name)) out += slash ? '\n\n' : `\n\n${'#'.repeat(Number(name[1]))} `
    else if (BLOCKS.has(name)) out += '\n\n'
    else if (name === 'a' && !slash) {
      href = linkAddress(attributes)
      if (href !== null) out += '['
    } else if (name === 'a' && href !== null) {
      out = closeLink(out, href)
      href = null
    } else if (MARKS[name]) out = emphasis(out, MARKS[name], slash === '/', open)
  }
  return tidy(out)
}

function inlineOfHtml(token: string, before: string): string {
  const text = decodeEntities(token).replace(/\s+/g, ' ')
  return inline(/(^|\s)$/.test(before) ? text.trimStart() : text)
}

function closeLink(out: string, href: string): string {
  const at = out.lastIndexOf('[')
  const text = out.slice(at + 1).trim()
  // The address itself is the text, or there is none.
  if (text === '' || text.startsWith('<')) return `${out.slice(0, at)}<${href}>`
  return `${out.slice(0, at)}[${text}](<${href}>)`
}

/** A mark stands at a word; one that holds nothing goes. */
function emphasis(out: string, mark: string, closes: boolean, open: string[]): string {
  if (!closes) {
    open.push(mark)
    return out + mark
  }
  if (open.pop() !== mark) return out
  const trimmed = out.trimEnd()
  if (trimmed.endsWith(mark)) return trimmed.slice(0, -mark.length) + out.slice(trimmed.length)
  return trimmed + mark + out.slice(trimmed.length)
}

function linkAddress(attributes: string): string | null {
  const match = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(attributes)
  const address = decodeEntities(match?.[1] ?? match?.[2] ?? match?.[3] ?? '').trim()
  return /^(?:https?:\/\/|mailto:)[^\s<>\\]+$/i.test(address) ? address : null
}

const ENTITIES: Record<string, string> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—', hellip: '…', bull: '•',
  aring: 'å', auml: 'ä', ouml: 'ö', Aring: 'Å', Auml: 'Ä', Ouml: 'Ö', eacute: 'é', copy: '©', euro: '€',
  rsquo: '’', lsquo: '‘', rdquo: '”', ldquo: '“',
} // biome-ignore format: a list to read

function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,8}));/gi, (whole, hex, decimal, name) => {
    if (name) return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? whole) : whole
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

function withoutComments(html: string): string {
  let out = ''
  for (let at = 0; ; ) {
    const begin = html.indexOf('<!--', at)
    if (begin < 0) return out + html.slice(at)
    out += html.slice(at, begin)
    const end = html.indexOf('-->', begin)
    if (end < 0) return out
    at = end + 3
  }
}
