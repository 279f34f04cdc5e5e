import { html } from 'hono/html'
import { inLanguage } from '../../calendar/language.ts'
import type { Description } from '../../events/model.ts'
import { knownLicence } from '../../linked/licences.ts'
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
  return html`<figure class="picture"><img src="${image.url}" alt="${alt?.text ?? ''}"${alt ? langOf(alt.language, language) : ''} width="960" height="640" loading="lazy" decoding="async" referrerpolicy="no-referrer">${
    image.credit || image.license ? html`<figcaption>${pictureCredit(image)}</figcaption>` : ''
  }</figure>
`
}

/** Who made it, and under which licence: a known one by its name, as a link. */
export function pictureCredit({
  credit,
  license,
}: Pick<NonNullable<Description['image']>, 'credit' | 'license'>): Markup {
  const known = license ? knownLicence(license) : null
  const terms = known
    ? html`<a href="${known.url}" rel="license external noopener nofollow">${known.name}</a>`
    : license
  return html`${credit ?? ''}${credit && terms ? ', ' : ''}${terms ?? ''}`
}
