import { html } from 'hono/html'
import { inLanguage } from '../../calendar/language.ts'
import { timesText } from '../../calendar/when.ts'
import type { Relative } from '../../linked/model.ts'
import { icon } from '../calendar/icons.ts'
import { calendarTexts } from '../calendar/texts.ts'
import type { PageLanguage } from '../language.ts'
import { hrefOf } from '../layout.ts'
import { langOf, type Markup } from '../markup.ts'
import type { EventView } from './load.ts'
import { sentence, unbroken } from './moment.ts'
import { eventTexts } from './texts.ts'

/** What it is part of, as a link. */
export function partOf({ linked: { parent } }: EventView, language: PageLanguage): Markup | '' {
  if (!parent) return ''
  return html`<span>${eventTexts(language.language).partOf} ${relativeLink(parent, language)}</span>`
}

/** The programme of a festival or a conference. */
export function partsSection({ linked: { parts }, context }: EventView, language: PageLanguage): Markup | '' {
  if (parts.length === 0) return ''
  const items = parts.map((part) => {
    const reader = { locale: language.language, timeZone: context.timeZone }
    const label = calendarTexts(language.language).status[part.status]
    return html`<li class="${part.status}"><span class="at">${part.times ? unbroken(sentence(timesText(part.type, part.times, reader))) : ''}</span><span>${relativeLink(part, language)}${
      label === undefined ? '' : html` <strong class="status">${icon(part.status)}${label}</strong>`
    }</span></li>`
  })
  return html`<section aria-labelledby="parts"><h2 id="parts">${eventTexts(language.language).parts}</h2><ul class="dates">${items}</ul></section>
`
}

function relativeLink({ slug, title, status }: Relative, language: PageLanguage): Markup {
  const spoken = inLanguage(title, language)
  const text = spoken?.text ?? slug
  const isOff = status === 'cancelled' || status === 'postponed'
  return html`<a href="${hrefOf(`/events/${slug}`, new URLSearchParams(), language)}"${spoken ? langOf(spoken.language, language) : ''}>${isOff ? html`<s>${text}</s>` : text}</a>`
}
