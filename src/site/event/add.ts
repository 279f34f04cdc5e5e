/** Ways out of the page: into a calendar, to a map, to other people. Plain links; nothing of others is loaded. */
import { html } from 'hono/html'
import { inLanguage } from '../../calendar/language.ts'
import { placeText } from '../../calendar/place.ts'
import { shortText } from '../../calendar/short-text.ts'
import { toldTimes } from '../../calendar/when.ts'
import { recurs } from '../../events/content.ts'
import type { Location } from '../../events/model.ts'
import { instantToDate } from '../../time/zone.ts'
import type { PageLanguage } from '../language.ts'
import { hrefOf } from '../layout.ts'
import type { Markup } from '../markup.ts'
import type { EventView } from './load.ts'
import { eventTexts } from './texts.ts'

const NONE = new URLSearchParams()

/** Nothing for what is over or does not take place. */
export function addSection(view: EventView, pageUrl: string, language: PageLanguage): Markup | '' {
  const { occurrence, shown, event, now, isOneDate } = view
  const isOff = shown.status === 'cancelled' || shown.status === 'postponed'
  if (!occurrence || isOff || (occurrence.end ?? occurrence.start) < now) return ''
  const texts = eventTexts(language.language)
  const isSeries = recurs(event.content.schedule)
  const links = [
    [googleUrl(view, pageUrl, language), texts.google],
    [outlookUrl('outlook.live.com', view, pageUrl, language), 'Outlook.com'],
    [outlookUrl('outlook.office.com', view, pageUrl, language), 'Microsoft 365'],
  ]
  return html`<section class="ways-out" aria-labelledby="add"><h2 id="add">${texts.add}</h2>
<ul class="ways"><li><a class="button" href="${hrefOf(`/events/${event.slug}.ics`, NONE, language)}">${texts.addFile}</a></li>${links.map(([href, text]) => html`<li><a class="button" href="${href}" rel="external noopener nofollow">${text}</a></li>`)}</ul>${
    isSeries ? html`<p class="hint">${isOneDate ? texts.addOneDate : texts.addSeries}</p>` : ''
  }</section>`
}

export function shareSection(view: EventView, pageUrl: string, language: PageLanguage): Markup {
  const texts = eventTexts(language.language)
  const title = inLanguage(view.shown.title, language)?.text ?? ''
  const encoded = (parameters: Record<string, string>) =>
    // Mail programs read a plus sign as one.
    new URLSearchParams(parameters).toString().replaceAll('+', '%20')
  const links = [
    [`mailto:?${encoded({ subject: title, body: `${title}\r\n${pageUrl}` })}`, texts.email],
    [`https://www.facebook.com/sharer/sharer.php?${encoded({ u: pageUrl })}`, 'Facebook'],
    [`https://www.linkedin.com/sharing/share-offsite/?${encoded({ url: pageUrl })}`, 'LinkedIn'],
    [`https://bsky.app/intent/compose?${encoded({ text: `${title} ${pageUrl}` })}`, 'Bluesky'],
  ]
  return html`<section class="ways-out" aria-labelledby="share"><h2 id="share">${texts.share}</h2>
<ul class="ways quiet">${links.map(([href, text]) => html`<li><a href="${href}" rel="external noopener nofollow">${text}</a></li>`)}</ul>
<div class="address"><label for="page-address">${texts.address}</label><input id="page-address" type="text" readonly value="${pageUrl}"></div></section>`
}

/** A place on OpenStreetMap: its point, else a search for its address; null where it has neither. */
export function mapUrl(location: Location, language: PageLanguage): string | null {
  const { latitude, longitude, streetAddress, postalCode, locality, country } = location
  if (latitude !== undefined && longitude !== undefined)
    return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`
  const name = streetAddress ? undefined : inLanguage(location.name, language)?.text
  const query = [name, streetAddress, postalCode, locality, country].filter(Boolean).join(', ')
  return locality || streetAddress
    ? `https://www.openstreetmap.org/search?${new URLSearchParams({ query })}`
    : null
}

function googleUrl(view: EventView, pageUrl: string, language: PageLanguage): string {
  const { start, end, timeZone } = timesOf(view)
  const basic = (text: string) => text.replaceAll(/[-:]/g, '')
  return `https://calendar.google.com/calendar/render?${new URLSearchParams({
    action: 'TEMPLATE',
    dates: `${basic(start)}/${basic(end)}`,
    ctz: timeZone,
    ...whatOf(view, pageUrl, language, 'text', 'details'),
  })}`
}

function outlookUrl(host: string, view: EventView, pageUrl: string, language: PageLanguage): string {
  const { start, end } = timesOf(view)
  return `https://${host}/calendar/0/action/compose?${new URLSearchParams({
    rru: 'addevent',
    startdt: start,
    enddt: end,
    ...(view.allDay ? { allday: 'true' } : {}),
    ...whatOf(view, pageUrl, language, 'subject', 'body'),
  })}`
}

function whatOf(view: EventView, pageUrl: string, language: PageLanguage, title: string, body: string) {
  const { shown } = view
  return {
    [title]: inLanguage(shown.title, language)?.text ?? '',
    [body]: [shortText(shown, language), pageUrl].filter(Boolean).join('\n\n'),
    location: placeText(shown, language),
  }
}

/** Instants in UTC, or dates, of which the end is excluded. What has no length ends when it starts. */
function timesOf({ occurrence, event, shown, allDay }: EventView) {
  const { timeZone } = event.content.schedule
  const { start = 0, end = null } = occurrence ? toldTimes(shown.type, { ...occurrence, allDay }) : {}
  const write = (instant: number) =>
    allDay ? instantToDate(instant, timeZone) : `${new Date(instant).toISOString().slice(0, 19)}Z`
  const last = allDay ? occurrence?.end : end
  return { start: write(start), end: write(last ?? start), timeZone }
}
