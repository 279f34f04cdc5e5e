/** One occurrence in a list, in a cell, or as a bar. */
import { html } from 'hono/html'
import type { Spoken } from '../../calendar/language.ts'
import { whenWords } from '../../calendar/when-words.ts'
import { clock, clockRange, dayMonth, dayRange, isDate, longDate } from '../dates.ts'
import type { PageLanguage } from '../language.ts'
import { hrefOf } from '../layout.ts'
import { langOf, type Markup, unbroken } from '../markup.ts'
import { icon } from './icons.ts'
import type { Item } from './items.ts'
import type { NamedCategory } from './names.ts'
import { calendarTexts } from './texts.ts'

/** In a list of days. `day` is the one that it stands under; null among what goes on already. */
export function listEntry(item: Item, day: string | null, language: PageLanguage): Markup {
  const place = [
    item.place && spoken(item.place, language),
    item.locality && item.locality !== item.place?.text ? item.locality : '',
  ]
  return html`<li class="entry${classOf(item)}"><p class="at">${timeOf(item, day, language)}</p>
<div class="what"><h3>${titleLink(item, language)}</h3>
${statusLine(item, language)}${deadlineLine(item, language)}${zoneLine(item, language)}${summaryLine(item, language)}<ul class="facts">${[
    ...place.filter(Boolean).length ? [html`<li>${icon('place')}<span>${joined(place)}</span></li>`] : [],
    ...attendance(item, language),
    ...item.categories.map((category) => html`<li>${dot(category)}<span${langOf(category.language, language)}>${category.name}</span></li>`),
    ...item.free ? [html`<li class="free">${calendarTexts(language.language).free}</li>`] : [],
    ...item.organizer ? [html`<li>${item.organizer}</li>`] : [],
  ]}</ul></div></li>
` // biome-ignore format: one entry
}

/** In the cell of its day. */
export function cellEntry(item: Item, language: PageLanguage, withPlace: boolean): Markup {
  const place = withPlace && (item.locality ?? item.place?.text)
  return html`<li class="mini${classOf(item)}">${firstDot(item)}<span class="at">${miniTime(item, language)}</span> ${miniStatus(item, language)}${titleLink(item, language)}${
    place ? html` <span class="where">${place}</span>` : ''
  }</li>
`
}

/** As a bar over its days; where bars are lines of a list, its days are said. */
export function barEntry(item: Item, language: PageLanguage): Markup {
  const days = dayRange(item.firstDay, item.lastDay, language.language, false)
  return html`<span class="mini${classOf(item)}">${firstDot(item)}${miniStatus(item, language)}${titleLink(item, language)} <span class="days">${days}</span></span>`
}

/** ` cancelled`, for the style; words and a sign say it too. */
function classOf({ status, type }: Item): string {
  return `${status === 'confirmed' ? '' : ` ${status}`}${type === 'deadline' ? ' deadline' : ''}`
}

/** To the event, at its date. */
export function titleLink({ slug, recurrenceId, title, status }: Item, language: PageLanguage): Markup {
  const lang = langOf(title.language, language)
  const href = hrefOf(
    `/events/${slug}`,
    new URLSearchParams(recurrenceId === null ? '' : { occurrence: recurrenceId }),
    language,
  )
  const off = status === 'cancelled' || status === 'postponed'
  return html`<a href="${href}"${lang}>${off ? html`<s>${title.text}</s>` : title.text}</a>`
}

/** What became of it, in words and a sign; a note may stand alone. */
function statusLine({ status, statusNote }: Item, language: PageLanguage): Markup | '' {
  const label = calendarTexts(language.language).status[status]
  if (label === undefined && statusNote === null) return ''
  const note = statusNote ? html`<span${langOf(statusNote.language, language)}>${statusNote.text}</span>` : ''
  return html`<p class="status">${label === undefined ? '' : html`${icon(status)}<strong>${label}</strong> `}${note}</p>
`
}

/** Before the title, of which a narrow cell shows the beginning only. */
export function miniStatus({ status }: Item, language: PageLanguage): Markup | '' {
  const label = calendarTexts(language.language).status[status]
  return label === undefined
    ? ''
    : html`<span class="status">${icon(status)}<strong>${label}</strong></span> `
}

function summaryLine({ summary }: Item, language: PageLanguage): Markup | '' {
  return summary ? html`<p class="about"${langOf(summary.language, language)}>${summary.text}</p>\n` : ''
}

/** “Stänger 17.00 Brysseltid, 17.00 här”: a deadline is no meeting. */
function deadlineLine(item: Item, { language }: PageLanguage): Markup | '' {
  if (item.type !== 'deadline') return ''
  const texts = calendarTexts(language)
  const zone = item.own && whenWords(language).zone(item.own.zone)
  if (isDate(item.when.start))
    return html`<p class="due">${icon('deadline')}${texts.lastDay}${zone ? `, ${zone}` : ''}</p>`
  const own = item.own ? `${clock(item.own.start, language)} ${zone}, ` : ''
  const tail = item.own ? ` ${texts.here}` : ''
  return html`<p class="due">${icon('deadline')}${texts.closes} ${own}${clock(item.when.start, language)}${tail}</p>`
}

/** What its own clocks show, where that is another time. */
function zoneLine({ own, type }: Item, { language }: PageLanguage): Markup | '' {
  if (own === null || type === 'deadline') return ''
  return html`<p class="zone">${clockRange(own, language)} ${whenWords(language).zone(own.zone)}</p>`
}

function timeOf(item: Item, day: string | null, { language }: PageLanguage): Markup {
  const texts = calendarTexts(language)
  const { start, end } = item.when
  const isSameYear = item.lastDay.slice(0, 4) === (day ?? item.firstDay).slice(0, 4)
  const last = isSameYear ? dayMonth(item.lastDay, language) : longDate(item.lastDay, language)
  const until = html`<span>${unbroken(texts.until(last))}</span>`
  if (day === null || item.firstDay < day)
    return item.lastDay === day && end !== null && !isDate(end)
      ? html`<time datetime="${end}">${texts.until(clock(end, language))}</time>`
      : until
  if (isDate(start)) {
    if (item.type === 'deadline') return html`<time datetime="${start}">${texts.lastDay}</time>`
    return item.firstDay === item.lastDay ? html`<time datetime="${start}">${texts.allDay}</time>` : until
  }
  const first = html`<time datetime="${start}">${clock(start, language)}</time>`
  if (item.firstDay !== item.lastDay) return html`${first} ${until}`
  return end === null || end === start
    ? first
    : html`${first}<span class="to">–<time datetime="${end}">${clock(end, language)}</time></span>`
}

function miniTime({ when: { start }, type, allDay }: Item, { language }: PageLanguage): Markup | string {
  const texts = calendarTexts(language)
  if (type === 'deadline') {
    const words = isDate(start) ? texts.lastDay : `${texts.closes} ${clock(start, language)}`
    return html`${icon('deadline')}<time datetime="${start}">${words}</time>`
  }
  return allDay
    ? html`<time class="vh" datetime="${start}">${texts.allDay}</time>`
    : html`<time datetime="${start}">${clock(start, language)}</time>`
}

function attendance({ attendanceMode, status }: Item, { language }: PageLanguage): Markup[] {
  if (attendanceMode === 'inPerson' || status === 'movedOnline') return []
  return [
    html`<li class="online">${icon('online')}${calendarTexts(language).attendance[attendanceMode]}</li>`,
  ]
}

function spoken({ text, language }: Spoken, page: PageLanguage): Markup | string {
  const lang = langOf(language, page)
  return lang ? html`<span${lang}>${text}</span>` : text
}

function joined(parts: readonly (Markup | string | null | false)[]): Markup[] {
  return parts.filter((part) => part).map((part, i) => html`${i > 0 ? ', ' : ''}${part || ''}`)
}

function firstDot({ categories: [first] }: Item): Markup | '' {
  return first ? dot(first) : ''
}

/** A category's colour, as a picture: styles are not written into pages. */
export function dot({ colour }: Pick<NamedCategory, 'colour'>): Markup {
  return html`<svg class="dot" viewBox="0 0 8 8" aria-hidden="true"><circle cx="4" cy="4" r="4" fill="${colour}"/></svg>`
}
