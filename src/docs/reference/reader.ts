import { raw } from 'hono/html'
import { renderMarkdown } from '../../events/markdown.ts'
import type { PageLanguage } from '../../site/language.ts'
import { langOf, type Markup } from '../../site/markup.ts'
import { type ReferenceTexts, referenceTexts } from './texts.ts'

/** Whom the reference is shown to. */
export interface Reader {
  language: PageLanguage
  texts: ReferenceTexts
  /** The attribute of an element with words of the document, which are in English. */
  lang: Markup | ''
}

export function readerOf(language: PageLanguage): Reader {
  return { language, texts: referenceTexts(language.language), lang: langOf('en', language) }
}

/** A description of the document, which is CommonMark; its headings are below an operation's. */
export const described = (text: string) => raw(renderMarkdown(text, 4))
