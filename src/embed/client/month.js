import { addDays, addMonths, mondayOf, weekOf } from './dates.js'
import { h } from './dom.js'
import { markOfItem, statusOf, titleOf } from './event.js'
import { renderItem } from './list.js'

/** So many events of a day are shown in its cell before they are folded. */
const MOST_IN_CELL = 4
/** What lasts longer stands in the table on its first day only, and in the list below. */
const LONG_DAYS = 7

/**
 * The month that begins on `first`, as a table of weeks. Where there is little room, the cells hold buttons (style.js)
 * that choose the day whose events stand below.
 */
export function renderMonth(items, view, first) {
  const next = addMonths(first, 1)
  const long = items.filter(({ times }) => addDays(times.first, LONG_DAYS) < times.last)
  const onDay = (day) =>
    items
      .filter((item) => (long.includes(item) ? item.times.first === day : isOn(item, day)))
      .sort((a, b) => Number(b.times.first < day) - Number(a.times.first < day))
  const days = []
  for (let day = first; day < next; day = addDays(day, 1)) days.push({ day, items: onDay(day) })

  const below = h('section', { class: 'chosen day', 'aria-live': 'polite' })
  const buttons = new Map(days.map((one) => [one.day, pickButton(one, view, () => choose(one))]))
  function choose({ day, items: own }) {
    for (const [other, button] of buttons) button.setAttribute('aria-pressed', String(other === day))
    below.replaceChildren(
      h(`h${view.headingLevel}`, { part: 'heading', lang: view.datesLang }, view.dates.day(day, view.today)),
      own.length
        ? h(
            'ul',
            { role: 'list' },
            own.map((item) => renderItem(item, view)),
          )
        : h('p', { class: 'empty' }, view.words.events(0)),
    )
  }
  choose(days.find(({ day }) => day === view.today) ?? days.find((one) => one.items.length) ?? days[0])

  return [
    table(first, days, buttons, view),
    below,
    long.length ? duringMonth(long, view) : null,
    items.length ? null : h('p', { class: 'empty' }, view.words.noneInMonth(view.dates.month(first))),
  ].filter(Boolean)
}

function table(first, days, buttons, view) {
  const monday = mondayOf(first)
  const weekdays = [0, 1, 2, 3, 4, 5, 6].map((count) => addDays(monday, count))
  const weeks = []
  for (let day = monday; day < addMonths(first, 1); day = addDays(day, 7)) weeks.push(day)
  return h(
    'table',
    { class: 'month', part: 'month', 'aria-labelledby': 'month' },
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col', class: 'week' }, h('abbr', { title: view.words.week }, view.words.weekShort)),
        weekdays.map((day) =>
          h(
            'th',
            { scope: 'col', lang: view.datesLang },
            h('abbr', { title: view.dates.weekday(day) }, view.dates.weekdayShort(day)),
          ),
        ),
      ),
    ),
    h(
      'tbody',
      {},
      weeks.map((week) =>
        h(
          'tr',
          {},
          h('th', { scope: 'row', class: 'week' }, String(weekOf(week))),
          [0, 1, 2, 3, 4, 5, 6].map((count) => cell(addDays(week, count), days, buttons, view)),
        ),
      ),
    ),
  )
}

function cell(day, days, buttons, view) {
  const number = h('time', { datetime: day }, String(Number(day.slice(8))))
  const own = days.find((one) => one.day === day)
  if (!own) return h('td', { class: 'other' }, h('span', { class: 'number' }, number))
  const isToday = day === view.today
  return h(
    'td',
    { class: isToday ? 'today' : undefined, 'aria-current': isToday ? 'date' : undefined, part: 'cell' },
    buttons.get(day),
    h('span', { class: 'number' }, number),
    own.items.length ? eventsOfCell(own, view) : null,
  )
}

function eventsOfCell({ day, items }, view) {
  const entries = items.map((item) =>
    h(
      'li',
      { class: item.status, part: 'entry' },
      markOfItem(item, view),
      clockOf(item, day, view),
      ' ',
      statusOf(item, view),
      ' ',
      titleOf(item, view),
    ),
  )
  // Never fold a single one: its button takes as much room.
  if (entries.length <= MOST_IN_CELL + 1) return h('ul', { role: 'list' }, entries)
  const folded = entries.slice(MOST_IN_CELL)
  for (const entry of folded) entry.hidden = true
  const unfold = () => {
    for (const entry of folded) entry.hidden = false
    button.parentElement.remove()
    folded[0].querySelector('a')?.focus()
  }
  const [count, where] = view.words.moreOnDay(folded.length, view.dates.day(day, view.today))
  const button = h(
    'button',
    { type: 'button', class: 'unfold', onclick: unfold },
    count,
    h('span', { class: 'sr' }, where),
  )
  return h('ul', { role: 'list' }, entries, h('li', {}, button))
}

/** The time at which it begins, on the day it does. */
function clockOf({ times, type }, day, { dates, words }) {
  if (times.from === null || times.first !== day) return null
  const clock = dates.clock(times.from)
  return h('time', { datetime: `${day}T${times.from}` }, type === 'deadline' ? words.closes(clock) : clock)
}

function pickButton({ day, items }, view, choose) {
  const marks = items.slice(0, 3).map((item) => markOfItem(item, view))
  const label = `${view.dates.day(day, view.today)}, ${view.words.events(items.length)}`
  return h(
    'button',
    { type: 'button', class: 'pick', 'aria-label': label, onclick: choose },
    String(Number(day.slice(8))),
    h('span', { class: 'marks' }, marks),
  )
}

function duringMonth(items, view) {
  return h(
    'section',
    { class: 'during day' },
    h(`h${view.headingLevel}`, { part: 'heading' }, view.words.duringMonth),
    h(
      'ul',
      { role: 'list' },
      items.map((item) => renderItem(item, view)),
    ),
  )
}

function isOn({ times }, day) {
  return times.first <= day && day <= times.last
}
