import { html } from 'hono/html'
import { hrefOf } from '../../site/layout.ts'
import type { Markup } from '../../site/markup.ts'
import { type ApiDocument, operationsOf } from './document.ts'
import { schemaId } from './ids.ts'
import { examples } from './media.ts'
import { described, type Reader } from './reader.ts'

/** What holds for all operations: where they are, what a key is sent as, what an error looks like. */
export function introduction(document: ApiDocument, server: string, reader: Reader): Markup {
  const { language, texts, lang } = reader
  const { description } = document.info
  const guides = hrefOf('/docs', new URLSearchParams(), language)
  const [refused] = [...operationsOf(document).values()]
    .flat()
    .flatMap(({ responses }) => Object.values(responses['422']?.content ?? {}))
  return html`<p class="lead">${texts.lead}</p>
${texts.inEnglish ? html`<p>${texts.inEnglish}</p>` : ''}
<p><a href="/api/v1/openapi.json">${texts.openApi}</a> · <a href="${guides}">${texts.guides}</a></p>
<dl class="answers"><div><dt>${texts.address}</dt><dd><code>${server}</code></dd></div>
<div><dt>${texts.key}</dt><dd>${texts.keyText} <code>Authorization: Bearer KEY</code></dd></div>
<div><dt>${texts.commands}</dt><dd>${texts.commandsText} <code>KEY='…'</code></dd></div>
<div><dt>${texts.errors}</dt><dd>${texts.errorsText} <a href="#${schemaId('Problem')}">Problem</a>.${refused ? examples('422', refused, reader) : ''}</dd></div></dl>
${description ? html`<div${lang}>${described(description)}</div>` : ''}`
}

/** On what terms it is offered. */
export function terms({ info }: ApiDocument, { texts, lang }: Reader): Markup {
  const parts = [
    [texts.limits, info['x-limitations']],
    [texts.service, info['x-sla']],
  ] as const
  return html`${parts.map(([title, own]) => (own ? html`<h2>${title}</h2>${termList(own, lang)}` : ''))}`
}

function termList(given: Record<string, string>, lang: Reader['lang']): Markup {
  return html`<dl class="answers terms"${lang}>${Object.entries(given).map(
    ([name, text]) => html`<div><dt>${name}</dt><dd><div>${described(text)}</div></dd></div>\n`,
  )}</dl>`
}
