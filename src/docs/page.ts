import { html } from 'hono/html'
import type { PageLanguage, SiteLanguage } from '../site/language.ts'
import { hrefOf } from '../site/layout.ts'
import type { Markup } from '../site/markup.ts'
import { guide, problemTable } from './guide.ts'
import { operationOverview } from './reference/contents.ts'
import type { ApiDocument } from './reference/document.ts'
import { REFERENCE_PATH } from './reference/ids.ts'
import { referenceTexts } from './reference/texts.ts'

/** `/docs`, inside its `<main>`: where to read on, the guide, all operations in short, and all kinds of problem. */
export function docsPage(document: ApiDocument, language: PageLanguage, publicUrl: string): Markup {
  const { description, partners, api } = docsTexts(language.language)
  const reference = referenceTexts(language.language)
  const href = (path: string) => hrefOf(path, new URLSearchParams(), language)
  return html`<div class="prose"><h1>${language.texts.docs}</h1>
<p class="lead">${description}</p>
<ul class="ways-in"><li><a href="${href(REFERENCE_PATH)}">${reference.title}</a><br>${reference.lead}</li>
<li><a href="${href('/docs/partners')}">${partners[0]}</a><br>${partners[1]}</li></ul>
${guide(language.language, publicUrl)}
<h2 id="api">API</h2>
<p>${api} <a href="${href(REFERENCE_PATH)}">${reference.title}</a> · <a href="/api/v1/openapi.json">OpenAPI 3.1</a></p>
${operationOverview(document, language)}
${problemTable(language.language)}</div>`
}

/** What the page says of itself, and of those that it leads to. */
export function docsTexts(language: SiteLanguage) {
  return TEXTS[language]
}

const TEXTS = {
  sv: {
    description: 'Prenumerera på det som angår dig, läs kalendern med ett API, och lägg in evenemang.',
    partners: ['Guide för partner', 'Från en nyckel till en synkad kalender på tio minuter (på engelska).'],
    api: 'Alla operationer i korthet. Parametrar, svar, scheman och kommandon att prova står i referensen:',
  },
  en: {
    description: 'Subscribe to what concerns you, read the calendar with an API, and post events.',
    partners: ['Guide for partners', 'From a key to a synced calendar in ten minutes.'],
    api: 'All operations in short. Parameters, answers, schemas and commands to try are in the reference:',
  },
} as const
