/** The single parts of a recurrence rule: their syntax and ranges (RFC 5545 §3.3.10). */
import { parseBasicWall } from '../time/wall.ts'
import { FREQUENCIES, type Rule, type RuleDay, type Until, WEEKDAYS } from './rule-model.ts'

/** A rule while it is read. */
export type Parts = {
  -readonly [Name in keyof Rule]: Rule[Name] extends readonly (infer Item)[] ? Item[] : Rule[Name]
}

interface NumberPart {
  field: 'byMonth' | 'byWeekNo' | 'byYearDay' | 'byMonthDay' | 'byHour' | 'byMinute' | 'bySecond' | 'bySetPos'
  least: number
  most: number
  /** Whether -1 counts from the end. */
  signed: boolean
  noun: string
}

const NUMBER_PARTS: Record<string, NumberPart> = {
  BYMONTH: { field: 'byMonth', least: 1, most: 12, signed: false, noun: 'months' },
  BYWEEKNO: { field: 'byWeekNo', least: 1, most: 53, signed: true, noun: 'weeks' },
  BYYEARDAY: { field: 'byYearDay', least: 1, most: 366, signed: true, noun: 'days of the year' },
  BYMONTHDAY: { field: 'byMonthDay', least: 1, most: 31, signed: true, noun: 'days of the month' },
  BYHOUR: { field: 'byHour', least: 0, most: 23, signed: false, noun: 'hours' },
  BYMINUTE: { field: 'byMinute', least: 0, most: 59, signed: false, noun: 'minutes' },
  BYSECOND: { field: 'bySecond', least: 0, most: 60, signed: false, noun: 'seconds' },
  BYSETPOS: { field: 'bySetPos', least: 1, most: 366, signed: true, noun: 'positions' },
}

export const PART_NAMES: ReadonlySet<string> = new Set([
  ...['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'WKST'],
  ...Object.keys(NUMBER_PARTS),
])

const MOST_OCCURRENCES = 10_000

export function emptyParts(): Parts {
  return {
    freq: 'DAILY',
    interval: 1,
    count: null,
    until: null,
    byMonth: [],
    byWeekNo: [],
    byYearDay: [],
    byMonthDay: [],
    byDay: [],
    byHour: [],
    byMinute: [],
    bySecond: [],
    bySetPos: [],
    weekStart: 0,
  }
}

/** Reads one part's value (upper case) into `parts`; gives its faults. */
export function readPart(parts: Parts, name: string, value: string): string[] {
  const numbers = NUMBER_PARTS[name]
  if (numbers) return readNumbers(parts, numbers, value)
  switch (name) {
    case 'FREQ':
      return readFrequency(parts, value)
    case 'INTERVAL':
      parts.interval = Number(value)
      return /^\d{1,9}$/.test(value) && parts.interval > 0
        ? []
        : ['the interval is a whole number from 1 to 999999999']
    case 'COUNT':
      parts.count = Number(value)
      return /^\d{1,9}$/.test(value) && parts.count > 0 && parts.count <= MOST_OCCURRENCES
        ? []
        : [`the count is a whole number from 1 to ${MOST_OCCURRENCES}`]
    case 'UNTIL':
      parts.until = readUntil(value)
      return parts.until
        ? []
        : ['an end reads 20261103, 20261103T130000 or 20261103T120000Z, and is a date that exists']
    case 'BYDAY':
      return readDays(parts, value)
    default:
      parts.weekStart = weekdayNumber(value)
      return parts.weekStart >= 0 ? [] : [`weeks start on ${WEEKDAYS.join(', ')}`]
  }
}

function readFrequency(parts: Parts, value: string): string[] {
  const frequency = FREQUENCIES.find((known) => known === value)
  if (frequency) parts.freq = frequency
  else if (/^(SECOND|MINUTE|HOUR)LY$/.test(value)) return ['events recur daily at most']
  return frequency ? [] : [`frequencies are ${FREQUENCIES.join(', ')}`]
}

function readNumbers(
  parts: Parts,
  { field, least, most, signed, noun }: NumberPart,
  value: string,
): string[] {
  const texts = value.split(',')
  const numbers = texts.map(Number)
  const fine = texts.every((text, i) => {
    const size = Math.abs(numbers[i] ?? Number.NaN)
    return (signed ? /^[+-]?\d{1,3}$/ : /^\d{1,2}$/).test(text) && size >= least && size <= most
  })
  if (!fine) return [`${noun} are ${least} to ${most}${signed ? ` or -${most} to -${least}` : ''}`]
  // A second 60 is the 59th (§3.3.12).
  parts[field] = [
    ...new Set(field === 'bySecond' ? numbers.map((second) => Math.min(second, 59)) : numbers),
  ].sort(positiveFirst)
  return []
}

function readDays(parts: Parts, value: string): string[] {
  const days = new Map<string, RuleDay>()
  for (const text of value.split(',')) {
    const match = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(text)
    const nth = match?.[1] === undefined ? 0 : Number(match[1])
    const weekday = weekdayNumber(match?.[2] ?? '')
    if (weekday < 0) return [`weekdays are ${WEEKDAYS.join(', ')}, with a number before them for the nth`]
    if (match?.[1] !== undefined && (nth === 0 || Math.abs(nth) > 53)) {
      return ['the number before a weekday is 1 to 53 or -53 to -1']
    }
    days.set(`${nth} ${weekday}`, { weekday, nth })
  }
  parts.byDay = [...days.values()].sort((a, b) => positiveFirst(a.nth, b.nth) || a.weekday - b.weekday)
  return []
}

function readUntil(value: string): Until | null {
  const utc = value.endsWith('Z')
  const wall = parseBasicWall(utc ? value.slice(0, -1) : value)
  if (!wall) return null
  if (wall.kind === 'date') return utc ? null : { kind: 'date', ms: wall.ms }
  return { kind: utc ? 'utc' : 'local', ms: wall.ms }
}

function weekdayNumber(text: string): number {
  return (WEEKDAYS as readonly string[]).indexOf(text)
}

/** 1, 2, 15, -2, -1: as people write them. */
function positiveFirst(a: number, b: number): number {
  return Number(a < 0) - Number(b < 0) || a - b
}
