import { createApp } from '../../../src/app.ts'
import type { ApiDocument } from '../../../src/docs/reference/document.ts'
import { referencePage } from '../../../src/docs/reference/page.ts'
import { type SiteLanguage, siteLanguage } from '../../../src/site/language.ts'
import { textsIn } from '../../../src/site/texts.ts'
import { ASSETS, depsWithoutDatabase } from '../../support/deps.ts'

export const app = createApp(depsWithoutDatabase(), ASSETS)

/** The document as the API gives it. */
export async function readDocument(): Promise<ApiDocument> {
  return (await app.request('/api/v1/openapi.json')).json()
}

/** What stands in the `<main>` of the reference of a document. */
export async function rendered(document: ApiDocument, locale: SiteLanguage): Promise<string> {
  const language = siteLanguage(locale)
  const page = { locale, locales: ['sv', 'en'], language, texts: textsIn(language), asked: null }
  return String(await referencePage(document, page))
}

/** The text of markup, as a browser shows it. */
export function textOf(markup: string): string {
  return markup
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
