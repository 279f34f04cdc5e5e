/**
 * RFC 5545 §3.3.10 read literally and slowly, to compare the expander with: every day from the start on is asked whether
 * each part of the rule lets it stand. Shares no code with `src`, knows no zones, and cannot loop for ever.
 */

const DAY = 86_400_000
const NAMES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

/** The rule's local date-times (dates, where `start` is one) from `start` on, over so many days. */
export function literally(rule: string, start: string, days: number): string[] {
  const part = Object.fromEntries(rule.split(';').map((text) => text.split('=') as [string, string]))
  const numbers = (name: string) => part[name]?.split(',').map(Number)
  const isDate = !start.includes('T')
  const begin = new Date(`${start}${isDate ? 'T00:00:00' : ''}Z`)
  const interval = Number(part.INTERVAL ?? 1)
  const wkst = NAMES.indexOf(part.WKST ?? 'MO')
  const times: number[] = []
  for (const h of numbers('BYHOUR') ?? [begin.getUTCHours()]) {
    for (const m of numbers('BYMINUTE') ?? [begin.getUTCMinutes()]) {
      for (const s of numbers('BYSECOND') ?? [begin.getUTCSeconds()])
        times.push(((h * 60 + m) * 60 + Math.min(s, 59)) * 1000)
    }
  }

  // Sets of one recurrence interval each. The walk begins a year early: a set is whole, though it begins before the start.
  const sets = new Map<number, Set<number>>()
  const firstDay = Math.floor(begin.getTime() / DAY)
  const origin = unitOf(firstDay)
  for (let day = firstDay - 373; day <= firstDay + days + 373; day++) {
    const unit = unitOf(day) - origin
    if (unit < 0 || unit % interval !== 0 || !stands(day)) continue
    const set = sets.get(unit) ?? new Set()
    for (const time of times) set.add(day * DAY + time)
    sets.set(unit, set)
  }

  const found: number[] = []
  for (const unit of [...sets.keys()].sort((a, b) => a - b)) {
    const all = [...(sets.get(unit) ?? [])].sort((a, b) => a - b)
    const positions = numbers('BYSETPOS')
    found.push(
      ...all.filter((_, i) => !positions || positions.includes(i + 1) || positions.includes(i - all.length)),
    )
  }
  const until = part.UNTIL === undefined ? Number.POSITIVE_INFINITY : untilOf(part.UNTIL)
  return found
    .filter((wall) => wall >= begin.getTime() && wall <= until)
    .slice(0, Number(part.COUNT ?? Number.POSITIVE_INFINITY))
    .filter((wall) => wall < (firstDay + days) * DAY)
    .map((wall) => new Date(wall).toISOString().slice(0, isDate ? 10 : 19))

  /** The number of the day, week, month or year that FREQ counts. */
  function unitOf(day: number): number {
    const date = new Date(day * DAY)
    switch (part.FREQ) {
      case 'DAILY':
        return day
      case 'WEEKLY':
        return Math.round(weekStart(day) / 7)
      case 'MONTHLY':
        return date.getUTCFullYear() * 12 + date.getUTCMonth()
      default:
        return part.BYWEEKNO ? weekYear(day) : date.getUTCFullYear()
    }
  }

  /** Whether every part of the rule about days lets this day stand; absent parts come from the start. */
  function stands(day: number): boolean {
    const date = new Date(day * DAY)
    const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
    const newYear = Date.UTC(year, 0, 1) / DAY
    const yearLength = Date.UTC(year + 1, 0, 1) / DAY - newYear
    const firstOfMonth = Date.UTC(year, month - 1, 1) / DAY
    const monthLength = Date.UTC(year, month, 1) / DAY - firstOfMonth
    const dayOfYear = day - newYear + 1
    const weekday = NAMES[date.getUTCDay()]

    const byMonth = numbers('BYMONTH')
    const byWeekNo = numbers('BYWEEKNO')
    const byYearDay = numbers('BYYEARDAY')
    const byMonthDay = numbers('BYMONTHDAY')
    const byDay = part.BYDAY?.split(',')
    const nothing = !byYearDay && !byMonthDay && !byDay
    const yearly = part.FREQ === 'YEARLY'

    if (byMonth && !byMonth.includes(month)) return false
    if (!byMonth && yearly && !byWeekNo && nothing && month !== begin.getUTCMonth() + 1) return false
    if (byWeekNo) {
      const first = weekOne(weekYear(day))
      const weeks = (weekOne(weekYear(day) + 1) - first) / 7
      const week = (weekStart(day) - first) / 7 + 1
      if (!byWeekNo.includes(week) && !byWeekNo.includes(week - weeks - 1)) return false
    }
    if (byYearDay && !byYearDay.includes(dayOfYear) && !byYearDay.includes(dayOfYear - yearLength - 1))
      return false
    if (byMonthDay && !byMonthDay.includes(dayOfMonth) && !byMonthDay.includes(dayOfMonth - monthLength - 1))
      return false
    if (nothing && (part.FREQ === 'MONTHLY' || (yearly && !byWeekNo)) && dayOfMonth !== begin.getUTCDate())
      return false
    if (nothing && (part.FREQ === 'WEEKLY' || byWeekNo) && date.getUTCDay() !== begin.getUTCDay())
      return false
    if (!byDay) return true
    const inMonth = part.FREQ === 'MONTHLY' || byMonth !== undefined
    const [nth, length] = inMonth ? [dayOfMonth, monthLength] : [dayOfYear, yearLength]
    const fromStart = Math.ceil(nth / 7)
    const fromEnd = -Math.ceil((length - nth + 1) / 7)
    return byDay.some((text) => {
      const ordinal = Number(text.slice(0, -2) || 0)
      return text.slice(-2) === weekday && (ordinal === 0 || ordinal === fromStart || ordinal === fromEnd)
    })
  }

  function weekStart(day: number): number {
    let first = day
    while (new Date(first * DAY).getUTCDay() !== wkst) first--
    return first
  }

  /** A week belongs to the year that has at least four of its days: its fourth day's. */
  function weekYear(day: number): number {
    return new Date((weekStart(day) + 3) * DAY).getUTCFullYear()
  }

  function weekOne(year: number): number {
    let first = weekStart(Date.UTC(year, 0, 1) / DAY)
    if (weekYear(first) < year) first += 7
    return first
  }
}

/** In a zone of UTC, so that all three forms compare alike. */
function untilOf(text: string): number {
  const [, y, m, d, h = '23', min = '59', s = '59'] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d))?/.exec(text) ?? []
  return Date.parse(`${y}-${m}-${d}T${h}:${min}:${s}Z`)
}
