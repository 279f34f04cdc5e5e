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
 */
export function dayList(
  items: readonly Item[],
  first: string,
  days: DayContext,
  language: PageLanguage,
): Markup {
  const ongoing = items.filter(({ firstDay }) => firstDay < first)
  const groups = groupedByDay(items.filter(({ firstDay }) => firstDay >= first))
  let week = ''
  return html`${ongoing.length > 0 ? ongoingSection(ongoing, first, language) : ''}${groups.map(
    ({ day, items }) => {
      const { year, week: number } = isoWeek(day)
      const isNewWeek = `${year} ${number}` !== week
      week = `${year} ${number}`
      return html`<section class="day" aria-labelledby="d${day}">
<div class="day-side">${dayHeading(day, days)}${isNewWeek ? html`<p class="week">${calendarTexts(language.language).week} ${number}</p>` : ''}</div>
<ul class="entries">
${items.map((item) => listEntry(item, day, language))}</ul></section>
`
    },
  )}`
}

function ongoingSection(items: readonly Item[], first: string, language: PageLanguage): Markup {
  return html`<section class="day ongoing" aria-labelledby="ongoing">
<div class="day-side"><h2 class="day-name" id="ongoing"><span class="number">${calendarTexts(language.language).ongoing}</span></h2></div>
<ul class="entries">
${items.map((item) => listEntry(item, first, language))}</ul></section>
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
