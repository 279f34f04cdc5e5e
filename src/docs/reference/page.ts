import { html } from 'hono/html'
import type { PageLanguage } from '../../site/language.ts'
import { hrefOf } from '../../site/layout.ts'
import type { Markup } from '../../site/markup.ts'
import { constraintsOf } from './constraints.ts'
import { contents, tagTexts } from './contents.ts'
import { type ApiDocument, operationsOf, type Schema } from './document.ts'
import { fieldsOf } from './fields.ts'
import { SCHEMAS_ID, schemaId, tagId } from './ids.ts'
import { examples } from './media.ts'
import { operationSection } from './operation.ts'
import { described, type Reader, readerOf } from './reader.ts'
import { typeOf } from './type.ts'

/** `/docs/api`, inside its `<main>`: everything that the OpenAPI document says, each part with an address of its own. */
export function referencePage(document: ApiDocument, language: PageLanguage): Markup {
  const reader = readerOf(language)
  const { texts } = reader
  const server = document.servers?.[0]?.url ?? ''
  const tags = [...operationsOf(document)].map(
    ([tag, own]) =>
      html`${tagHead(tag, document, reader)}${own.map((one) => operationSection(one, server, reader))}`,
  )
  const schemas = Object.entries(document.components?.schemas ?? {})
  return html`<div class="reference"><h1>${texts.title}</h1>
${contents(document, reader)}
<div class="reference-main">
${introduction(document, server, reader)}
${tags}<h2 class="part" id="${SCHEMAS_ID}">${texts.schemas}</h2>
${schemas.map(([name, schema]) => schemaSection(name, schema, reader))}</div></div>`
}

function introduction(document: ApiDocument, server: string, reader: Reader): Markup {
  const { language, texts, lang } = reader
  const href = (path: string) => hrefOf(path, new URLSearchParams(), language)
  const [refused] = [...operationsOf(document).values()]
    .flat()
    .flatMap(({ responses }) => Object.values(responses['422']?.content ?? {}))
  const terms = [
    [texts.limits, document.info['x-limitations']],
    [texts.service, document.info['x-sla']],
  ] as const
  return html`<p class="lead">${texts.lead}</p>
<p><a href="/api/v1/openapi.json">${texts.openApi}</a> · <a href="${href('/docs')}">${texts.guides}</a></p>
<dl class="answers"><div><dt>${texts.address}</dt><dd><code>${server}</code></dd></div>
<div><dt>${texts.key}</dt><dd>${texts.keyText} <code>Authorization: Bearer KEY</code></dd></div>
<div><dt>${texts.errors}</dt><dd>${texts.errorsText} <a href="#${schemaId('Problem')}">Problem</a>.${refused ? examples('422', refused, reader) : ''}</dd></div></dl>
${document.info.description ? html`<div${lang}>${described(document.info.description)}</div>` : ''}
${terms.map(([title, own]) => (own ? html`<h2>${title}</h2>${termList(own, lang)}` : ''))}`
}

function termList(terms: Record<string, string>, lang: Reader['lang']): Markup {
  return html`<dl class="answers terms"${lang}>${Object.entries(terms).map(
    ([name, text]) => html`<div><dt>${name}</dt><dd><div>${described(text)}</div></dd></div>\n`,
  )}</dl>`
}

function tagHead(tag: string, document: ApiDocument, reader: Reader): Markup {
  const { title, text } = tagTexts(tag, document, reader)
  return html`<h2 class="part" id="${tagId(tag)}">${title}</h2>
<p class="lead">${text}</p>
`
}

function schemaSection(name: string, schema: Schema, reader: Reader): Markup {
  const id = schemaId(name)
  const rules = constraintsOf(schema, reader.texts)
  return html`<section class="schema" id="${id}"><h3><a href="#${id}">${name}</a></h3>
<p>${typeOf(schema, reader.texts)}${rules.map((rule) => html` · ${rule}`)}</p>
${schema.description ? html`<div${reader.lang}>${described(schema.description)}</div>` : ''}
${fieldsOf(schema, reader)}</section>
`
}
