import { html } from 'hono/html'
import { inLanguage } from '../../calendar/language.ts'
import type { PageLanguage } from '../language.ts'
import { langOf, type Markup } from '../markup.ts'
import type { EventView } from './load.ts'

/**
 * The event's picture, in a box whose size does not wait for it, and who made it. Its host learns nothing of the page.
 */
export function pictureBlock(
  { shown: { image }, showsPicture }: EventView,
  language: PageLanguage,
): Markup | '' {
  if (!image || !showsPicture) return ''
  const alt = inLanguage(image.alt, language)
  const about = [image.credit, image.license].filter(Boolean).join(', ')
  return html`<figure class="picture"><img src="${image.url}" alt="${alt?.text ?? ''}"${alt ? langOf(alt.language, language) : ''} width="960" height="640" loading="lazy" decoding="async" referrerpolicy="no-referrer">${
    about ? html`<figcaption>${about}</figcaption>` : ''
  }</figure>
`
}
