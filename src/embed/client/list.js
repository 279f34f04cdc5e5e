import { addDays } from './dates.js'
import { h } from './dom.js'
import {
  categoriesOf,
  elsewhereOf,
  isOngoing,
  placeOf,
  statusNoteOf,
  statusOf,
  timeOf,
  titleOf,
} from './event.js'

/** The list by days: what goes on already first, then each day with its events. */
export function renderList(items, view) {
  if (items.length === 0) return h('p', { class: 'empty' }, view.words.none)
  const groups = new Map()
  for (const item of items) {
    const day = isOngoing(item, view) ? '' : item.times.first
    groups.set(day, [...(groups.get(day) ?? []), item])
  }
  return [...groups].map(([day, own]) =>
    h(
      'section',
      { class: 'day', part: 'day' },
      h(
        `h${view.headingLevel}`,
        { part: 'heading', lang: day ? view.datesLang : undefined },
        headingOf(day, view),
      ),
      h(
        'ul',
        { role: 'list' },
        own.map((item) => renderItem(item, view)),
      ),
    ),
  )
}

/** One event in a list. */
export function renderItem(item, view) {
  const elsewhere = elsewhereOf(item, view)
  return h(
    'li',
    { class: `event ${item.status}`, part: 'event' },
    h(
      'p',
      { class: 'time', part: 'time' },
      h('time', { datetime: item.start }, timeOf(item, view)),
      elsewhere ? h('span', { class: 'elsewhere' }, elsewhere) : null,
    ),
    h(
      'div',
      { class: 'what' },
      h('p', { class: 'headline' }, statusOf(item, view), ' ', titleOf(item, view)),
      statusNoteOf(item, view),
      placeOf(item, view),
      categoriesOf(item, view),
    ),
  )
}

function headingOf(day, { words, dates, today }) {
  if (day === '') return words.ongoing
  const name = { [today]: words.today, [addDays(today, 1)]: words.tomorrow }[day]
  return name ? `${name}, ${dates.day(day, today)}` : dates.day(day, today)
}
