/** Occurrences under their days. */
import { html } from 'hono/html'
import { isoWeek } from '../dates.ts'
import type { PageLanguage } from '../language.ts'
import type { Markup } from '../markup.ts'
import { type DayContext, dayHeading } from './day-head.ts'
import { listEntry } from './entry.ts'
import type { Item } from './items.ts'
import { calendarTexts } from './texts.ts'

/**
 * @param first the first day shown: what began before it stands apart, as going on
 * @param isDay whether one day alone is shown: then what goes on stands behind its own
 */
export function dayList(
  items: readonly Item[],
  first: string,
  isDay: boolean,
  days: DayContext,
  language: PageLanguage,
): Markup {
  const ongoing = items.filter(({ firstDay }) => firstDay < first)
  const aside = ongoing.length > 0 ? ongoingSection(ongoing, first, isDay, language) : ''
  const own = daySections(
    items.filter(({ firstDay }) => firstDay >= first),
    days,
    language,
  )
  return isDay ? html`${own}${aside}` : html`${aside}${own}`
}

function daySections(items: readonly Item[], days: DayContext, language: PageLanguage): Markup[] {
  let week = ''
  return groupedByDay(items).map(({ day, items }) => {
    const { year, week: number } = isoWeek(day)
    const isNewWeek = `${year} ${number}` !== week
    week = `${year} ${number}`
    return html`<section class="day" aria-labelledby="d${day}">
<div class="day-side">${dayHeading(day, days)}${isNewWeek ? html`<p class="week">${calendarTexts(language.language).week} ${number}</p>` : ''}</div>
<ul class="entries">
${items.map((item) => listEntry(item, day, language))}</ul></section>
`
  })
}

/** So many that go on are shown before the days; the others on demand, as they would hide what is to come. */
const MOST_ONGOING = 3

function ongoingSection(
  items: readonly Item[],
  first: string,
  isDay: boolean,
  language: PageLanguage,
): Markup {
  const texts = calendarTexts(language.language)
  const shown = isDay || items.length <= MOST_ONGOING + 1 ? items : items.slice(0, MOST_ONGOING)
  const others = items.slice(shown.length)
  const list = (some: readonly Item[]) =>
    html`<ul class="entries">\n${some.map((item) => listEntry(item, first, language))}</ul>`
  return html`<section class="day ongoing" aria-labelledby="ongoing">
<div class="day-side"><h2 class="day-name" id="ongoing"><span class="number">${texts.ongoing}</span></h2></div>
<div>${list(shown)}${others.length > 0 ? html`<details class="others"><summary>${texts.more(others.length)}</summary>${list(others)}</details>` : ''}</div></section>
`
}

/** In the order given, whatever that is: a day may come again. */
function groupedByDay(items: readonly Item[]): { day: string; items: Item[] }[] {
  const groups: { day: string; items: Item[] }[] = []
  for (const item of items) {
    const last = groups.at(-1)
    if (last?.day === item.firstDay) last.items.push(item)
    else groups.push({ day: item.firstDay, items: [item] })
  }
  return groups
}
