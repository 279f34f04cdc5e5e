/** The coming dates of a series, each with what is special about it. */
import { html } from 'hono/html'
import { inLanguage } from '../../calendar/language.ts'
import { basicForm } from '../../events/json.ts'
import { icon } from '../calendar/icons.ts'
import { calendarTexts } from '../calendar/texts.ts'
import type { PageLanguage } from '../language.ts'
import { hrefOf } from '../layout.ts'
import { langOf, localText, type Markup } from '../markup.ts'
import type { DateOfSeries } from './dates.ts'
import type { EventView } from './load.ts'
import { machineTime, momentText, sentence, startText } from './moment.ts'
import { eventTexts } from './texts.ts'

export function datesSection(view: EventView, language: PageLanguage): Markup | '' {
  const { dates, hasMoreDates, isOneDate } = view
  if (dates.length === 0 || isOneDate) return ''
  const texts = eventTexts(language.language)
  return html`<section aria-labelledby="dates"><h2 id="dates">${texts.dates}</h2>
<ul class="dates">${dates.map((date) => dateItem(date, view, language))}</ul>${hasMoreDates ? html`<p class="hint">${texts.moreDates}</p>` : ''}</section>
`
}

function dateItem(date: DateOfSeries, view: EventView, language: PageLanguage): Markup {
  const texts = eventTexts(language.language)
  if (date.kind === 'dropped') {
    const when = sentence(startText(date.occurrence, view, language))
    return html`<li><span class="at"><s>${when}</s></span><span><strong class="status">${icon('cancelled')}${texts.dropped}</strong></span></li>\n`
  }
  const { occurrence, shown, moved, differs } = date
  const href = hrefOf(
    `/events/${view.event.slug}`,
    new URLSearchParams({ occurrence: basicForm(occurrence.recurrenceId ?? '') }),
    language,
  )
  const label = calendarTexts(language.language).status[shown.status]
  const isOff = shown.status === 'cancelled' || shown.status === 'postponed'
  const when = momentText(occurrence, view, language)
  const title = inLanguage(shown.title, language)
  const isOtherTitle = title?.text !== inLanguage(view.event.content.title, language)?.text
  const remarks = [
    label === undefined || shown.status === view.event.content.status
      ? ''
      : html`<strong class="status">${icon(shown.status)}${label}</strong>`,
    moved === null
      ? ''
      : html`<strong class="status moved">${icon('rescheduled')}${texts.movedFrom(startText(moved, view, language))}</strong>`,
    isOtherTitle && title ? html`<span${langOf(title.language, language)}>${title.text}</span>` : '',
    shown.statusNote === view.event.content.statusNote ? '' : localText(shown.statusNote, language),
  ].filter(Boolean)
  const others = [...new Set(differs.map((field) => texts.differs[field] ?? ''))].filter(Boolean).join(', ')
  if (others) remarks.push(remarks.length ? others : sentence(others))
  return html`<li><span class="at"><a href="${href}"><time datetime="${machineTime(occurrence, view)}">${isOff ? html`<s>${when}</s>` : when}</time></a></span>${
    remarks.length ? html`<span>${remarks.map((remark, at) => html`${at ? ' · ' : ''}${remark}`)}</span>` : ''
  }</li>\n`
}
