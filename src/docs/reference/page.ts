import { html } from 'hono/html'
import type { PageLanguage } from '../../site/language.ts'
import type { Markup } from '../../site/markup.ts'
import { constraintsOf } from './constraints.ts'
import { contents, tagTexts } from './contents.ts'
import { type ApiDocument, operationsOf, type Schema } from './document.ts'
import { foldedFields } from './fields.ts'
import { SCHEMAS_ID, schemaId, tagId } from './ids.ts'
import { introduction, terms } from './introduction.ts'
import { operationSection } from './operation.ts'
import { described, type Reader, readerOf } from './reader.ts'
import { typeOf } from './type.ts'

/** `/docs/api`, inside its `<main>`: everything that the OpenAPI document says, each part with an address of its own. */
export function referencePage(document: ApiDocument, language: PageLanguage): Markup {
  const reader = readerOf(language)
  const { texts } = reader
  const server = document.servers?.[0]?.url ?? ''
  const byTag = operationsOf(document)
  const all = [...byTag.values()].flat()
  const tags = [...byTag].map(
    ([tag, own]) =>
      html`<div class="part" id="${tagId(tag)}">${tagHead(tag, document, reader)}${own.map((one) => operationSection(one, all, server, reader))}</div>
`,
  )
  const schemas = Object.entries(document.components?.schemas ?? {})
  return html`<div class="reference"><h1>${texts.title}</h1>
<p class="vh" role="status" id="status"></p>
<div>${introduction(document, server, reader)}</div>
${contents(document, reader)}
<div>
${terms(document, reader)}
${tags}<div class="part" id="${SCHEMAS_ID}">${partHead(texts.schemas, reader)}
${schemas.map(([name, schema]) => schemaSection(name, schema, reader))}</div></div></div>`
}

function tagHead(tag: string, document: ApiDocument, reader: Reader): Markup {
  const { title, text } = tagTexts(tag, document, reader)
  return html`${partHead(title, reader)}
<p class="lead">${text}</p>
`
}

/** Stays in sight as long as its part does: where one is, and the way back. */
function partHead(title: string, { texts }: Reader): Markup {
  return html`<div class="part-head"><h2>${title}</h2><a href="#contents">${texts.contents}</a></div>`
}

function schemaSection(name: string, schema: Schema, reader: Reader): Markup {
  const id = schemaId(name)
  const rules = constraintsOf(schema, reader.texts)
  return html`<section class="schema" id="${id}"><h3><a href="#${id}">${name}</a></h3>
<p>${typeOf(schema, reader.texts)}${rules.map((rule) => html` · ${rule}`)}</p>
${schema.description ? html`<div${reader.lang}>${described(schema.description)}</div>` : ''}
${foldedFields(schema, reader)}</section>
`
}
