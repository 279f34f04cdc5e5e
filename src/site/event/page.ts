/** An event, or one date of a series, as a page. */
import { html, raw } from 'hono/html'
import { inLanguage } from '../../calendar/language.ts'
import { shortText } from '../../calendar/short-text.ts'
import { recurs } from '../../events/content.ts'
import { basicForm } from '../../events/json.ts'
import type { Status } from '../../events/model.ts'
import { ICON_SHEET, icon } from '../calendar/icons.ts'
import { calendarTexts } from '../calendar/texts.ts'
import type { PageLanguage } from '../language.ts'
import { calendarName, hrefOf, type Page } from '../layout.ts'
import { langOf, localText, type Markup, plainLocal } from '../markup.ts'
import type { Site } from '../site.ts'
import { addSection, shareSection } from './add.ts'
import { datesSection } from './date-list.ts'
import { factList } from './facts.ts'
import { eventHead } from './head.ts'
import type { EventView } from './load.ts'
import { momentText, startText } from './moment.ts'
import { partOf, partsSection } from './parts.ts'
import { linksSection, peopleSection } from './people.ts'
import { pictureBlock } from './picture.ts'
import { registrationSection } from './registration.ts'
import { eventTexts } from './texts.ts'

export function eventPage(site: Site, view: EventView, language: PageLanguage): Page {
  const { shown, event, occurrence, isOneDate } = view
  const path = `/events/${event.slug}`
  const query = new URLSearchParams(
    isOneDate && occurrence?.recurrenceId ? { occurrence: basicForm(occurrence.recurrenceId) } : {},
  )
  const address = new URLSearchParams([...query, ['lang', language.locale]])
  const pageUrl = `${site.config.publicUrl}${path}?${address}`
  const shareUrl = `${site.config.publicUrl}${path}${query.size ? `?${query}` : ''}`
  const plainTitle = plainLocal(shown.title, language)
  const status = toldStatus(view)
  const label = calendarTexts(language.language).status[status]
  const title = label === undefined ? plainTitle : `${label}: ${plainTitle}`
  const description = [occurrence && momentText(occurrence, view, language), shortText(shown, language)]
    .filter(Boolean)
    .join(' · ')
  const siteName = calendarName(site, language)
  return {
    language,
    title,
    description,
    path,
    query,
    head: eventHead(view, { title, description, siteName, pageUrl }, language),
    alternates: alternates(view, language),
    main: html`${ICON_SHEET}<p class="back"><a href="${hrefOf('/', new URLSearchParams(), language)}">${icon('before')}${language.texts.calendar}</a></p>
<article class="event${status === 'confirmed' ? '' : ` ${status}`}">
${heading(view, language)}
${body(view, language)}
${addSection(view, shareUrl, language)}
${shareSection(view, shareUrl, language)}
</article>`,
  }
}

/** The text with the facts beside it; where there is none, the facts come first, in one column. */
function body(view: EventView, language: PageLanguage): Markup {
  const made = (parts: readonly Part[]) =>
    parts.map((part) => part(view, language)).filter((part) => String(part) !== '')
  const text = made([pictureBlock, descriptionBlock, datesSection, partsSection])
  const rest = made([peopleSection, linksSection])
  const column = [...text, ...rest]
  const main = column.length ? html`<div class="event-main">${column}</div>` : ''
  const side = html`<div class="event-side">
${factList(view, language)}
${registrationSection(view, language)}</div>
`
  return text.length
    ? html`<div class="event-body">${main}\n${side}</div>`
    : html`<div class="event-body plain">${side}${main}</div>`
}

type Part = (view: EventView, language: PageLanguage) => Markup | ''

/** A date of a series that was moved has a new time, whatever the series says. */
function toldStatus({ linked, shown }: EventView): Status {
  return linked.previous && shown.status === 'confirmed' ? 'rescheduled' : shown.status
}

function alternates({ event, shown }: EventView, language: PageLanguage) {
  const href = hrefOf(`/events/${event.slug}.ics`, new URLSearchParams(), language)
  return [{ type: 'text/calendar', title: plainLocal(shown.title, language), href }]
}

function heading(view: EventView, language: PageLanguage): Markup {
  const { shown, event, isOneDate, now, occurrence } = view
  const texts = eventTexts(language.language)
  const title = inLanguage(shown.title, language)
  const summary = inLanguage(shown.summary, language)
  const isOver = occurrence !== null && (occurrence.end ?? occurrence.start) < now
  const type = shown.type === 'other' ? '' : calendarTexts(language.language).type[shown.type]
  const kind = html`${type ? html`<span>${type}</span>` : ''}${partOf(view, language)}`
  return html`<header class="event-head">
${String(kind) ? html`<p class="kind">${kind}</p>` : ''}
<h1${title ? langOf(title.language, language) : ''}>${title?.text ?? ''}</h1>
${statusBox(view, language)}${isOver ? html`<p class="over">${texts.over}</p>` : ''}${
  summary ? html`<p class="lead"${langOf(summary.language, language)}>${summary.text}</p>` : ''
}${
  isOneDate && recurs(event.content.schedule)
    ? html`<p class="series">${texts.thisDate} <a href="${hrefOf(`/events/${event.slug}`, new URLSearchParams(), language)}">${texts.wholeSeries}</a></p>`
    : ''
}</header>`
}

/** What became of it: a sign, a word and the reason, in a frame; no colour is needed to see it. */
function statusBox(view: EventView, language: PageLanguage): Markup | '' {
  const { shown, linked } = view
  const labels = calendarTexts(language.language).status
  const moved = linked.previous ?? null
  const status = toldStatus(view)
  const from =
    moved === null ? '' : `${eventTexts(language.language).movedFrom(startText(moved, view, language))}. `
  const note = localText(shown.statusNote, language)
  const label = labels[status]
  if (label === undefined && !note) return ''
  return html`<p class="status-box">${icon(status)}<span>${label === undefined ? '' : html`<strong>${label}.</strong> `}${from}${note}</span></p>
`
}

function descriptionBlock({ shown, html: safe }: EventView, language: PageLanguage): Markup | '' {
  const spoken = inLanguage(shown.description, language)
  const markup = spoken && safe[spoken.language]
  if (!spoken || !markup) return ''
  return html`<div class="text"${langOf(spoken.language, language)}>${raw(belowTitle(markup))}</div>
`
}

/** Headings of the text as the first ones below the page's own, whatever level their writer chose (WCAG 1.3.1). */
function belowTitle(safe: string): string {
  const levels = [...safe.matchAll(/<h([1-6])>/g)].map(([, level]) => Number(level))
  const shift = Math.min(...levels) - 2
  return safe.replaceAll(/(<\/?h)([1-6])>/g, (_, tag, level) => `${tag}${Number(level) - shift}>`)
}
