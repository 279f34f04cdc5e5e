/** Days are texts, `2026-11-03`, of the calendar's zone; times are texts, `13:00`. */

const MINUTE = 60_000
const DAY = 86_400_000

/** The day so many days later. */
export function addDays(day, count) {
  return new Date(Date.parse(day) + count * DAY).toISOString().slice(0, 10)
}

/** The first day of the month that is `count` months after the day's. */
export function addMonths(day, count) {
  const [year, month] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + count, 1)).toISOString().slice(0, 10)
}

/** The Monday of the day's week. */
export function mondayOf(day) {
  return addDays(day, -((new Date(day).getUTCDay() + 6) % 7))
}

/** ISO 8601: week 1 has the year's first Thursday. */
export function weekOf(day) {
  const thursday = addDays(mondayOf(day), 3)
  return 1 + Math.floor((Date.parse(thursday) - Date.parse(`${thursday.slice(0, 4)}-01-01`)) / (7 * DAY))
}

/** The day and time that clocks in the zone show at the instant (epoch ms). */
export function localIn(zone, instant) {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(instant)
  const part = (type) => parts.find((one) => one.type === type).value
  return { day: `${part('year')}-${part('month')}-${part('day')}`, time: `${part('hour')}:${part('minute')}` }
}

/** Whether a date of a series is at another time than its rule says; one in the hour that a clock skips is not. */
export function isMoved({ recurrenceId, localStart, allDay, start, timeZone }) {
  if (!recurrenceId || recurrenceId === localStart) return false
  if (allDay) return recurrenceId !== start
  // RFC 5545 §3.3.5: what the clock skips is read with the offset before.
  const wall = Date.parse(`${recurrenceId}Z`)
  const before = localIn(timeZone, wall - DAY)
  const offset = Date.parse(`${before.day}T${before.time}Z`) - Math.floor((wall - DAY) / MINUTE) * MINUTE
  return wall - offset !== Date.parse(start)
}

/**
 * When an occurrence is, by the calendar's clocks: `first` and `last` day, `from` and `to` time (null: all day, or no known
 * end). A night that ends by six belongs to the evening before.
 */
export function timesOf(item, zone) {
  if (item.allDay) {
    const last = item.end ? addDays(item.end, -1) : item.start
    return { first: item.start, last: last < item.start ? item.start : last, from: null, to: null }
  }
  const end = Date.parse(item.end ?? item.start)
  // A deadline is the moment at which it closes.
  const start = item.type === 'deadline' ? end : Date.parse(item.start)
  const { day: first, time: from } = localIn(zone, start)
  if (end <= start) return { first, last: first, from, to: null }
  const { time: to } = localIn(zone, end)
  const { day: last } = localIn(zone, end - MINUTE)
  const isNight = end - start < DAY && to <= '06:00'
  return { first, last: isNight ? first : last, from, to }
}

/** How days and times are written in one language, as in Europe where no region is said. Clocks have 24 hours. */
export function datesIn(tag) {
  const locale = tag.toLowerCase() === 'en' ? 'en-GB' : tag
  const format = (options) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options })
  const long = format({ weekday: 'long', day: 'numeric', month: 'long' })
  const longWithYear = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const date = format({ day: 'numeric', month: 'long', year: 'numeric' })
  const short = format({ day: 'numeric', month: 'short' })
  const shortWithYear = format({ day: 'numeric', month: 'short', year: 'numeric' })
  const month = format({ month: 'long', year: 'numeric' })
  const weekday = format({ weekday: 'long' })
  const weekdayShort = format({ weekday: 'short' })
  const at = (day) => new Date(day)
  const clock = (time) => (tag.toLowerCase().startsWith('sv') ? time.replace(':', '.') : time)
  return {
    tag,
    /** tisdag 3 november; with the year where it is not this one. */
    day: (day, today) => (day.slice(0, 4) === today.slice(0, 4) ? long : longWithYear).format(at(day)),
    date: (day) => date.format(at(day)),
    month: (day) => month.format(at(day)),
    weekday: (day) => weekday.format(at(day)),
    weekdayShort: (day) => weekdayShort.format(at(day)),
    clock,
    clocks: (from, to) => (to && to !== from ? `${clock(from)}–${clock(to)}` : clock(from)),
    /** 4–5 maj; 31 okt. 2026 – 16 jan. 2027; with times on both sides where there are. */
    days: ({ first, last, from, to }) => {
      const one = first.slice(0, 4) === last.slice(0, 4) ? short : shortWithYear
      if (from === null) return one.formatRange(at(first), at(last))
      return `${one.format(at(first))} ${clock(from)} – ${one.format(at(last))}${to ? ` ${clock(to)}` : ''}`
    },
  }
}
