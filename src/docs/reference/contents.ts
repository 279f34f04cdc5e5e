import { html } from 'hono/html'
import type { PageLanguage } from '../../site/language.ts'
import { hrefOf } from '../../site/layout.ts'
import type { Markup } from '../../site/markup.ts'
import { type ApiDocument, type Operation, operationsOf } from './document.ts'
import { REFERENCE_PATH, SCHEMAS_ID, schemaId, tagId } from './ids.ts'
import { type Reader, readerOf } from './reader.ts'

/**
 * Links to all parts of the reference: folded where they would stand before all else, always open beside the text, where
 * they scroll within themselves, also by keyboard (WCAG 2.1.1).
 */
export function contents(document: ApiDocument, reader: Reader): Markup {
  const { texts } = reader
  const schemas = Object.keys(document.components?.schemas ?? {})
  const tags = [...operationsOf(document)].map(
    ([tag, own]) =>
      html`<p><a href="#${tagId(tag)}">${tagTexts(tag, document, reader).title}</a></p>${links(own, '', reader)}\n`,
  )
  return html`<nav class="contents" tabindex="0" aria-labelledby="contents"><h2 id="contents">${texts.contents}</h2>
<details><summary>${texts.allParts}</summary>
${tags}<p><a href="#${SCHEMAS_ID}">${texts.schemas}</a></p>
<ul class="names">${schemas.map((name) => html`<li><a href="#${schemaId(name)}">${name}</a></li>\n`)}</ul>
</details></nav>`
}

/** All operations in short, for the page that leads to the reference. */
export function operationOverview(document: ApiDocument, language: PageLanguage): Markup {
  const reader = readerOf(language)
  const page = hrefOf(REFERENCE_PATH, new URLSearchParams(), language)
  return html`${[...operationsOf(document)].map(
    ([tag, own]) => html`<h3>${tagTexts(tag, document, reader).title}</h3>${links(own, page, reader)}`,
  )}`
}

/** What a tag is called and means: in the reader's language, or as the document says it. */
export function tagTexts(tag: string, { tags = [] }: ApiDocument, { texts }: Reader) {
  const description = tags.find(({ name }) => name === tag)?.description ?? ''
  return texts.tags[tag] ?? { title: tag, text: description }
}

function links(operations: readonly Operation[], page: string, { lang }: Reader): Markup {
  return html`<ul class="operations">${operations.map(
    ({ id, summary, method, path }) =>
      html`<li><a href="${page}#${id}"><span${lang}>${summary}</span> <code>${method} ${breakable(path)}</code></a></li>\n`,
  )}</ul>`
}

/** A path breaks before its slashes. */
export function breakable(path: string): Markup {
  return html`${path.split(/(?=\/)/).map((part, i) => (i > 0 ? html`<wbr>${part}` : part))}`
}
