import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderMarkdown } from '../../src/events/markdown.ts'
import { HOSTILE_TEXTS } from '../support/hostile.ts'

/** Addresses that run something, or that ask somebody, when they are followed or shown. */
const ADDRESSES = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  '&#106;avascript:alert(1)',
  '&#x6A;avascript&colon;alert(1)',
  'javascript&#58;alert(1)',
  '\u0001javascript:alert(1)',
  'vbscript:msgbox(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:image/svg+xml;base64,PHN2Zz4=',
  'file:///etc/passwd',
  'blob:https://evil.example/1',
  '//evil.example',
  '/relative',
  'https:evil.example',
]

const RUNNING = [
  ...HOSTILE_TEXTS,
  '<iframe src="https://evil.example"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '`<script>`',
  '```html" onload="alert(1)\n<script>\n```',
  '<https://a.example/"onmouseover="alert(1)>',
  '[x](https://a.example "\\" onmouseover=alert(1) ")',
  '[x](<https://a.example/" onmouseover=alert(1) x=">)',
  '![" onerror="alert(1)](https://a.example/x.png)',
  '[x]: javascript:alert(1)\n\n[x]',
  '<!-- <img src=x onerror=alert(1)> -->',
  '\\<script>alert(1)\\</script>',
]

describe('what people write', () => {
  test.each([
    ['a paragraph', 'Fritt **inträde**.', '<p>Fritt <strong>inträde</strong>.</p>\n'],
    ['a list', '- ett\n- två', '<ul>\n<li>ett</li>\n<li>två</li>\n</ul>\n'],
    ['a heading, below the page’s own', '# Program', '<h3>Program</h3>\n'],
    ['the lowest heading', '###### Not', '<h6>Not</h6>\n'],
    [
      'a link',
      '[Boka](https://a.example/?a=1&b=2)',
      '<p><a href="https://a.example/?a=1&amp;b=2" rel="nofollow noopener ugc">Boka</a></p>\n',
    ],
    [
      'an address for mail',
      '<info@a.example>',
      '<p><a href="mailto:info@a.example" rel="nofollow noopener ugc">info@a.example</a></p>\n',
    ],
    [
      'a picture, as a link',
      '![Affisch](https://a.example/x.png)',
      '<p><a href="https://a.example/x.png" rel="nofollow noopener ugc">Affisch</a></p>\n',
    ],
    ['HTML, as text', '<b>x</b>', '<p>&lt;b&gt;x&lt;/b&gt;</p>\n'],
  ])('becomes HTML: %s', (_, source, html) => expect(renderMarkdown(source)).toBe(html))
})

describe('nothing runs and nobody is asked', () => {
  test.each(RUNNING)('%s', (source) => expect(dangers(renderMarkdown(source))).toEqual([]))

  test.each(ADDRESSES)('by the address %j', (address) => {
    const forms = [
      `[x](${address})`,
      `[x](<${address}>)`,
      `![x](${address})`,
      `<${address}>`,
      `[x]: ${address}\n\n[x]`,
    ]
    for (const source of forms) expect(dangers(renderMarkdown(source)), source).toEqual([])
  })

  test('whatever is put together from such parts', () => {
    const part = fc.oneof(
      fc.constantFrom(
        ...RUNNING,
        ...ADDRESSES,
        '[',
        '](',
        ')',
        '<',
        '>',
        '"',
        "'",
        '`',
        '![',
        '\n\n',
        '&',
        '\\',
      ),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        expect(dangers(renderMarkdown(parts.join('')))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  test('and a text of nothing but brackets takes no time', () => {
    const began = process.cpuUsage()
    for (const source of ['['.repeat(20_000), '*a '.repeat(6_600), '> '.repeat(10_000), '![]('.repeat(5_000)])
      renderMarkdown(source)
    expect(process.cpuUsage(began).user / 1000).toBeLessThan(2000)
  })
})

const TAGS = /^(p|br|hr|strong|em|a|ul|ol|li|blockquote|code|pre|h[3-6])$/
const HREF = /^(https?:\/\/|mailto:|tel:)/

/** Reads the HTML tag by tag, and tells what is beyond the few tags and attributes that are taken. */
function dangers(html: string): string[] {
  const found: string[] = []
  const rest = html.replaceAll(
    /<(\/?)([a-z0-9]+)((?: [a-z]+="[^"<>]*")*)( \/)?>/g,
    (tag, _, name, attributes) => {
      if (!TAGS.test(name)) found.push(tag)
      for (const [, attribute = '', value = ''] of attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)) {
        const isTaken =
          (name === 'a' && attribute === 'href' && HREF.test(value)) ||
          (name === 'a' && attribute === 'rel' && value === 'nofollow noopener ugc') ||
          (name === 'a' && attribute === 'title') ||
          (name === 'code' && attribute === 'class' && value.startsWith('language-')) ||
          (name === 'ol' && attribute === 'start' && /^\d+$/.test(value))
        if (!isTaken) found.push(`${attribute}="${value}"`)
      }
      return ''
    },
  )
  return /[<>]/.test(rest) ? [...found, rest] : found
}
