import { html } from 'hono/html'
import type { Markup } from '../../site/markup.ts'
import { scrolling } from '../scroll.ts'
import { exampleText } from './curl.ts'
import type { Media } from './document.ts'
import { foldedFields } from './fields.ts'
import type { Reader } from './reader.ts'
import { typeOf } from './type.ts'

/** The media types that something comes in, each with what it holds. */
export function mediaTypes(content: Record<string, Media>, reader: Reader): Markup {
  return html`${Object.entries(content).map(
    ([type, { schema = {} }]) =>
      html`<p><code>${type}</code>: ${typeOf(schema, reader.texts)}</p>${foldedFields(schema, reader)}`,
  )}`
}

/** What such a body may look like, for those who want to see it. */
export function examples(label: string, { examples: given = {} }: Media, { texts, lang }: Reader): Markup {
  return html`${Object.entries(given).map(([name, { summary, value }]) => {
    const title = html`${texts.example}${summary ? html`: <span${lang}>${summary}</span>` : ''}`
    return html`<details><summary>${title}</summary>${codeBlock(`${label} ${name}`, exampleText(value))}</details>`
  })}`
}

/** Code that keeps its lines, and scrolls within itself where they are too long. */
export function codeBlock(label: string, text: string, id?: string): Markup {
  return scrolling(label, html`<pre${id === undefined ? '' : html` id="${id}"`}><code>${text}</code></pre>`)
}
