import { html } from 'hono/html'
import type { PageLanguage } from '../site/language.ts'
import { hrefOf } from '../site/layout.ts'
import type { Markup } from '../site/markup.ts'
import { type Attributes, element } from './element.ts'
import { type EmbedTexts, embedTexts } from './texts.ts'

/** `/embed`, inside its `<main>`: the element at work, and all that one can say to it. */
export function embedPage(language: PageLanguage, publicUrl: string): Markup {
  const texts = embedTexts(language.language)
  const link = { href: hrefOf('/', new URLSearchParams(), language), text: texts.whole }
  return html`<div class="prose"><h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
<p class="vh" role="status" id="status"></p>
<h2>${texts.list}</h2>${snippet('list', {}, texts, publicUrl)}</div>
<div class="embed-demo">${element({ limit: '6' }, link)}</div>
<div class="prose"><h2>${texts.month}</h2>${snippet('month', { view: 'month' }, texts, publicUrl)}</div>
<div class="embed-demo">${element({ view: 'month' }, link)}</div>
<div class="prose"><h2>${texts.attributes}</h2>
${table(texts.attribute, texts.meaning, texts.attributeMeanings)}
<p>${texts.filters}</p>
<h2>${texts.looks}</h2><p>${texts.looksLead}</p>
${table(texts.property, texts.meaning, texts.propertyMeanings, '--kalendarium-')}
<p>${texts.parts}</p>
<h2>${texts.policy}</h2><p>${texts.policyLead}</p>
<p><code>script-src ${publicUrl}; connect-src ${publicUrl}</code></p>
<h2>${texts.oembed}</h2><p>${texts.oembedLead} <code>${publicUrl}/oembed?url=…</code>.</p></div>`
}

function snippet(id: string, attributes: Attributes, texts: EmbedTexts, publicUrl: string): Markup {
  const lines = html`${element(attributes, { href: `${publicUrl}/`, text: texts.whole })}
<script src="${publicUrl}/embed.js" async></script>`
  return html`<div class="snippet"><label for="snippet-${id}">${texts.snippet}</label>
<textarea id="snippet-${id}" rows="4" readonly spellcheck="false" autocomplete="off">${String(lines)}</textarea>
<p><button type="button" class="copy" data-copy="snippet-${id}" data-done="${texts.copied}">${texts.copy}</button></p></div>`
}

function table(name: string, meaning: string, rows: Record<string, string>, prefix = ''): Markup {
  return html`<div class="scroll"><table><thead><tr><th scope="col">${name}</th><th scope="col">${meaning}</th></tr></thead>
<tbody>${Object.entries(rows).map(
    ([key, text]) =>
      html`<tr><th scope="row"><code>${prefix ? html`<span class="unbroken">${prefix}</span>` : ''}${key}</code></th><td>${text}</td></tr>`,
  )}</tbody></table></div>`
}
