import { raw } from 'hono/html'
import { renderMarkdown } from '../events/markdown.ts'
import type { Markup } from '../site/markup.ts'

/** The guide for partners as a page's title and text, with this calendar's address in its commands. */
export function partnerGuide(markdown: string, publicUrl: string): { title: string; text: Markup } {
  const here = markdown.replaceAll('https://calendar.example.org', publicUrl)
  const title = /^# (.*)$/m.exec(here)?.[1] ?? ''
  return { title, text: raw(renderMarkdown(here, 0)) }
}
