import { localIn } from './dates.js'
import { h, webAddress } from './dom.js'
import { textFor } from './words.js'

/** The title, a link where there is a page; marked where it is in another language than what is around it. */
export function titleOf(item, view) {
  const title = localized(item.title, view) ?? { text: '…' }
  const lang = langOf(title, view)
  const href = webAddress(item.url)
  return href
    ? h('a', { class: 'title', part: 'title', href, lang }, title.text)
    : h('span', { class: 'title', part: 'title', lang }, title.text)
}

/** In words what does not take place as it was announced; null where all is well. */
export function statusOf(item, view) {
  const words = view.words.status[item.status]
  return words ? h('strong', { class: 'status', part: 'status' }, words) : null
}

export function statusNoteOf(item, view) {
  const note = item.status === 'confirmed' ? null : localized(item.statusNote, view)
  return note ? h('p', { class: 'note', lang: langOf(note, view) }, note.text) : null
}

/** Where, and whether one can take part over the net. */
export function placeOf(item, view) {
  const { name, locality } = item.location ?? {}
  const named = localized(name, view)
  const hasPlace =
    item.attendanceMode === 'mixed' || (item.attendanceMode === 'inPerson' && item.status !== 'movedOnline')
  const place = hasPlace ? [named && h('span', { lang: langOf(named, view) }, named.text)] : []
  if (hasPlace && locality !== named?.text) place.push(locality)
  const online = { online: view.words.online, mixed: view.words.mixed }[item.attendanceMode]
  const parts = [joined(place.filter(Boolean), ', '), online ? [online] : []].filter((part) => part.length)
  return parts.length ? h('p', { class: 'place', part: 'place' }, joined(parts, ' · ')) : null
}

/** The names of the categories, each beside a mark in its colour. */
export function categoriesOf(item, view) {
  const known = item.categories.map((slug) => view.categories.get(slug)).filter(Boolean)
  if (known.length === 0) return null
  const names = known.map((category) => {
    const name = localized(category.name, view) ?? { text: category.slug }
    return h('li', { lang: langOf(name, view) }, markOf(category), name.text)
  })
  return h('ul', { class: 'categories', part: 'categories', role: 'list' }, names)
}

/** A spot in the colour of the item's first category, for the eye alone. */
export function markOfItem(item, view) {
  return markOf(item.categories.map((slug) => view.categories.get(slug)).find(Boolean))
}

/** When, in words: `13.00–15.00`, `Hela dagen`, `4–5 maj`, `Stänger 17.00`. */
export function timeOf(item, view) {
  const { times } = item
  const { words, dates } = view
  if (times.first !== times.last)
    return isOngoing(item, view) ? words.until(dates.date(times.last)) : dates.days(times)
  if (times.from === null) return words.allDay
  return item.type === 'deadline' ? words.closes(dates.clock(times.from)) : dates.clocks(times.from, times.to)
}

/** Whether it began before today and goes on. */
export function isOngoing({ times }, { today }) {
  return times.first < today && times.last >= today
}

/** What clocks show where it takes place, if that is not what they show here. */
export function elsewhereOf(item, view) {
  if (item.allDay) return null
  const isDeadline = item.type === 'deadline'
  const there = localIn(item.timeZone, Date.parse((isDeadline && item.end) || item.start)).time
  // A deadline names its clock wherever that is another's.
  if (isDeadline ? item.timeZone === view.zone : there === item.times.from) return null
  const city = view.cities[item.timeZone] ?? item.timeZone.split('/').at(-1).replaceAll('_', ' ')
  return view.words.elsewhere(view.dates.clock(there), city)
}

function markOf(category) {
  const mark = h('span', { class: 'mark', 'aria-hidden': 'true' })
  // Set by script, which a strict style-src lets through; what is no colour is ignored by the browser.
  if (category?.color) mark.style.setProperty('background-color', category.color)
  return mark
}

function localized(texts, { tag, locales }) {
  return textFor(texts, tag, locales)
}

function langOf({ lang }, { words }) {
  return lang === words.lang ? undefined : lang
}

function joined(parts, separator) {
  return parts.flatMap((part, index) => (index === 0 ? part : [separator, part].flat()))
}
