/** A month or a week as a table. On narrow screens the style makes a list of its days of it. */
import { html } from 'hono/html'
import { isoWeek, weekdayNames } from '../dates.ts'
import type { PageLanguage } from '../language.ts'
import type { Markup } from '../markup.ts'
import { type DayContext, dayLabel, dayNumber, feast, redness } from './day-head.ts'
import { barEntry, cellEntry } from './entry.ts'
import { type Bar, type Week, weeksOf } from './grid.ts'
import type { Item } from './items.ts'
import { calendarTexts } from './texts.ts'
import type { Step } from './view.ts'

export interface TableOptions {
  /** The first day shown and the day after the last; of days of their weeks beyond them there is the number only. */
  first: string
  end: string
  caption: string
  /** Entries of a day, and rows of bars of a week, before the rest is a link. */
  mostEntries: number
  mostBars: number
  withPlaces: boolean
  days: DayContext
  language: PageLanguage
  addressOf(step: Step): string
}

export function calendarTable(items: readonly Item[], options: TableOptions): Markup {
  const { first, end, caption, language, mostBars } = options
  const texts = calendarTexts(language.language)
  return html`<table class="grid${options.withPlaces ? ' wide' : ''}"><caption class="vh">${caption}</caption>
<thead><tr><th scope="col" class="w"><span class="vh">${texts.week}</span></th>${weekdayNames(
    language.language,
  ).map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
${weeksOf(items, first, end, mostBars).map((week, at) => weekRows(week, at === 0, options))}</table>`
}

/** Where the week that today lies in is found. */
export const THIS_WEEK = 'now'

function weekRows(week: Week<Item>, isFirst: boolean, options: TableOptions): Markup {
  const { language, addressOf } = options
  const texts = calendarTexts(language.language)
  const { week: number } = isoWeek(week.monday)
  const rows = 2 + week.lanes.length + (week.hidden > 0 ? 1 : 0)
  const href = addressOf({ kind: 'week', date: week.monday })
  const isIdle =
    week.single.every((items) => items.length === 0) &&
    week.lanes.flat().every((bar) => !isFirst && bar.fromBefore)
  const firstShown = week.days.findIndex(({ isShown }) => isShown)
  const columns = { from: firstShown, to: firstShown + week.days.filter(({ isShown }) => isShown).length }
  const isNow = week.days.some(({ date, isShown }) => isShown && date === options.days.today)
  return html`<tbody class="week${isIdle ? ' idle' : ''}"${isNow ? html` id="${THIS_WEEK}"` : ''}>
<tr class="numbers"><th scope="row" rowspan="${rows}" class="w"><a href="${href}"><span class="long">${texts.week}</span><span class="short" aria-hidden="true">${texts.weekShort}</span> ${number}</a></th>${week.days.map(
    ({ date, isShown }) => (isShown ? numberCell(date, options) : outCell(date, rows)),
  )}</tr>
${week.lanes.map((lane) => html`<tr class="bars">${barCells(lane, columns, language)}</tr>\n`)}${
  week.hidden > 0
    ? html`<tr class="bars"><td colspan="${columns.to - columns.from}"><a class="more" href="${href}">${texts.more(week.hidden)}</a></td></tr>\n`
    : ''
}<tr class="cells">${week.days.map(({ date, isShown }, i) => (isShown ? dayCell(date, week.single[i] ?? [], options) : ''))}</tr>
</tbody>
`
}

/** A day of the month before or after, through all rows of its week. */
function outCell(day: string, rows: number): Markup {
  return html`<td class="out" rowspan="${rows}"><time datetime="${day}">${Number(day.slice(8))}</time></td>`
}

function numberCell(day: string, options: TableOptions): Markup {
  const href = options.addressOf({ kind: 'day', date: day })
  return html`<td class="num${redness(day, options.days)}">${dayNumber(day, href, options.days)}</td>`
}

/** @param columns the first one shown, and the one after the last */
function barCells(
  lane: readonly Bar<Item>[],
  columns: { from: number; to: number },
  language: PageLanguage,
): Markup[] {
  const cells: Markup[] = []
  let column = columns.from
  for (const bar of lane) {
    if (bar.column > column) cells.push(gap(bar.column - column))
    const edges = `${bar.fromBefore ? ' from' : ''}${bar.goesOn ? ' on' : ''}`
    cells.push(html`<td colspan="${bar.span}" class="span${edges}">${barEntry(bar.item, language)}</td>`)
    column = bar.column + bar.span
  }
  if (column < columns.to) cells.push(gap(columns.to - column))
  return cells
}

const gap = (span: number) => html`<td colspan="${span}" class="gap"></td>`

function dayCell(day: string, items: readonly Item[], options: TableOptions): Markup {
  if (items.length === 0) return html`<td class="cell none"></td>`
  const { language, days, mostEntries, withPlaces } = options
  const { shown, hidden } = firstOf(items, mostEntries)
  return html`<td class="cell${redness(day, days)}"><h2 class="cell-day">${dayLabel(day, days)}${feast(day, days)}</h2><ul>
${shown.map((item) => cellEntry(item, language, withPlaces))}</ul>${
    hidden > 0
      ? html`<a class="more" href="${options.addressOf({ kind: 'day', date: day })}">${calendarTexts(language.language).more(hidden)}<span class="vh">, ${dayLabel(day, days)}</span></a>`
      : ''
  }</td>`
}

/** One more than fits is shown rather than counted. */
function firstOf(items: readonly Item[], most: number): { shown: readonly Item[]; hidden: number } {
  if (items.length <= most + 1) return { shown: items, hidden: 0 }
  return { shown: items.slice(0, most), hidden: items.length - most }
}
