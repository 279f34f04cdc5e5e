import { html } from 'hono/html'
import type { Markup } from '../site/markup.ts'

/** What may be wider than the page scrolls within itself, also by keyboard (WCAG 2.1.1). */
export function scrolling(label: string, content: Markup): Markup {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${label}">${content}</div>`
}
