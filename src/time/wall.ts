/**
 * Wall times as text and as numbers. A *wall number* is what the clock on the wall shows, as milliseconds since
 * 1970-01-01T00:00:00 in that same clock (pseudo-UTC); it is no instant.
 */
import { civilDate, DAY, dayNumber, daysInMonth, HOUR, MINUTE, SECOND } from './civil.ts'

export interface ParsedWall {
  kind: 'date' | 'dateTime'
  /** The wall number; of a date, its midnight. */
  ms: number
}

/** A length of time in calendar days (nominal) and milliseconds (exact). */
export interface Duration {
  days: number
  milliseconds: number
}

/** The wall numbers of years 1000 to 9999, the ones that four digits spell. */
export const FIRST_WALL = dayNumber(1000, 1, 1) * DAY
export const LAST_WALL = dayNumber(10_000, 1, 1) * DAY - SECOND

/**
 * Reads `2026-11-03T13:00:00`, `2026-11-03T13:00` or `2026-11-03`; null for anything else: impossible dates,
 * years before 1000, offsets, fractions of a second.
 */
export function parseWall(text: string): ParsedWall | null {
  if (text[4] !== '-' || text[7] !== '-') return null
  const date = readDate(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10))
  if (date === null || text.length === 10) return date
  if (text[10] !== 'T' || text[13] !== ':' || (text.length !== 16 && text.length !== 19)) return null
  if (text.length === 19 && text[16] !== ':') return null
  const second = text.length === 19 ? digits(text, 17, 19) : 0
  return second > 59 ? null : withTime(date, digits(text, 11, 13), digits(text, 14, 16), second)
}

/**
 * Reads the basic form of iCalendar, `20261103T130000` or `20261103`, without `Z`; null for anything else. A leap
 * second is the 59th (RFC 5545 §3.3.12).
 */
export function parseBasicWall(text: string): ParsedWall | null {
  const date = readDate(digits(text, 0, 4), digits(text, 4, 6), digits(text, 6, 8))
  if (date === null || text.length === 8) return date
  if (text[8] !== 'T' || text.length !== 15) return null
  return withTime(date, digits(text, 9, 11), digits(text, 11, 13), digits(text, 13, 15))
}

/** `2026-11-03T13:00:00` of a wall number. */
export function formatWall(ms: number): string {
  const seconds = Math.floor((ms - Math.floor(ms / DAY) * DAY) / SECOND)
  return `${formatDate(ms)}${timeToMinute(Math.floor(seconds / 60))}${two(seconds % 60)}`
}

/** `T13:00:` of a day's minute. */
function timeToMinute(minutes: number): string {
  const known = spelledMinutes[minutes]
  if (known !== undefined) return known
  const text = `T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:`
  spelledMinutes[minutes] = text
  return text
}
const spelledMinutes: string[] = []

/** `2026-11-03` of a wall number. */
export function formatDate(ms: number): string {
  const number = Math.floor(ms / DAY)
  const known = spelled.get(number)
  if (known !== undefined) return known
  const { year, month, day } = civilDate(number)
  const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
  if (spelled.size >= MOST_SPELLED) spelled.clear()
  spelled.set(number, text)
  return text
}

/** Lists are long and their days few: each is spelled once. */
const spelled = new Map<number, string>()
const MOST_SPELLED = 4000

/** `20261103T130000` of a wall number. */
export function formatBasicWall(ms: number): string {
  const text = formatWall(ms)
  return `${text.slice(0, 4)}${text.slice(5, 7)}${text.slice(8, 13)}${text.slice(14, 16)}${text.slice(17)}`
}

/** `20261103` of a wall number. */
export function formatBasicDate(ms: number): string {
  return formatDate(ms).replaceAll('-', '')
}

/**
 * Reads an ISO 8601 duration, `P2W`, `P1DT2H30M`: weeks and days are calendar days, the rest exact time. Null for
 * years and months (no fixed length), fractions, signs, and the empty `P` and `PT`.
 */
export function parseDuration(text: string): Duration | null {
  const match =
    /^P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,10})S)?)?$/.exec(text)
  if (!match || text === 'P') return null
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0))
  return { days: weeks * 7 + days, milliseconds: hours * HOUR + minutes * MINUTE + seconds * SECOND }
}

/** The ISO 8601 spelling: `P14D`, `P1DT2H30M`, `PT0S`. Milliseconds beyond whole seconds are dropped. */
export function formatDuration({ days, milliseconds }: Duration): string {
  const hours = Math.floor(milliseconds / HOUR)
  const minutes = Math.floor((milliseconds % HOUR) / MINUTE)
  const seconds = Math.floor((milliseconds % MINUTE) / SECOND)
  const date = days ? `${days}D` : ''
  const time = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${seconds ? `${seconds}S` : ''}`
  if (!date && !time) return 'PT0S'
  return `P${date}${time && `T${time}`}`
}

function readDate(year: number, month: number, day: number): ParsedWall | null {
  // Written so that NaN fails.
  if (!(year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return null
  return { kind: 'date', ms: dayNumber(year, month, day) * DAY }
}

function withTime(date: ParsedWall, hour: number, minute: number, second: number): ParsedWall | null {
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return null
  return { kind: 'dateTime', ms: date.ms + hour * HOUR + minute * MINUTE + Math.min(second, 59) * SECOND }
}

/** The number that the characters from..to spell; NaN unless all are digits. No regular expression: lists are long. */
function digits(text: string, from: number, to: number): number {
  let value = 0
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

/** Of whole numbers from 0 to 99. */
function two(value: number): string {
  return TWO[value] ?? String(value)
}

const TWO = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'))
