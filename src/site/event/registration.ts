import { html } from 'hono/html'
import { momentText as momentWords } from '../../calendar/when.ts'
import { whenWords } from '../../calendar/when-words.ts'
import { instantToWall } from '../../time/zone.ts'
import type { PageLanguage } from '../language.ts'
import type { Markup } from '../markup.ts'
import type { EventView } from './load.ts'
import { eventTexts } from './texts.ts'

/** How to register, as of now: not yet, until when, or not any more. Nothing where it is not asked for. */
export function registrationSection(view: EventView, language: PageLanguage): Markup | '' {
  const { shown, now, occurrence } = view
  const { registration } = shown
  if (!registration || shown.status === 'cancelled') return ''
  const texts = eventTexts(language.language)
  const { url, required, capacity } = registration
  const opens = registration.opens ? Date.parse(registration.opens) : null
  const closes = registration.closes ? Date.parse(registration.closes) : null
  const isEarly = opens !== null && now < opens
  const isLate = closes !== null && now >= closes
  const isOver = occurrence === null || (occurrence.end ?? occurrence.start) < now
  if (isOver && !isLate) return ''
  const when = (instant: number) => windowText(instant, view, language)
  const facts = [
    required && !isLate ? texts.required : '',
    isEarly ? texts.opens(when(opens)) : '',
    isLate ? texts.closed(when(closes)) : closes === null ? '' : texts.closes(when(closes)),
    capacity ? texts.places(capacity) : '',
  ]
  const text = facts.filter(Boolean).join(' ')
  if (!text && !url) return ''
  const isOpen = !isEarly && !isLate && !isOver
  return html`<section class="registration${isLate ? ' closed' : ''}" aria-labelledby="registration"><h2 id="registration">${texts.registration}</h2>
${text ? html`<p>${text}</p>` : ''}${url && isOpen ? html`<p><a class="button main" href="${url}" rel="external noopener nofollow ugc">${texts.register}</a></p>` : ''}</section>
`
}

/** A moment on the event's own clock; where clocks here show another time, that one too. */
function windowText(instant: number, { event, context }: EventView, { language }: PageLanguage): string {
  const { timeZone } = event.content.schedule
  const reader = { locale: language }
  const wall = instantToWall(instant, timeZone)
  const own = instantToWall(instant, context.timeZone)
  const words = whenWords(language)
  if (own === wall) return momentWords(wall, reader)
  return `${momentWords(wall, reader)} ${words.zone(timeZone)} (${momentWords(own, reader)} ${words.here})`
}
