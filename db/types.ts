/** The parser of a PostgreSQL text value. */
export type Parser = (text: string) => unknown

/**
 * What the drivers would read each in their own way, by type id, for both alike: int8 is a number,
 * timestamptz a Date, and those without an instant (timestamp, date, time, interval) stay text.
 */
export const PARSERS: Readonly<Record<number, Parser>> = {
  20: safeInteger,
  1082: String,
  1083: String,
  1114: String,
  1184: instant,
  1186: String,
  1266: String,
}

/** The array types of the same, for drivers that do not derive them. */
export const ARRAY_ELEMENTS: Readonly<Record<number, number>> = {
  1016: 20,
  1115: 1114,
  1182: 1082,
  1183: 1083,
  1185: 1184,
  1187: 1186,
  1270: 1266,
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond the integers that a number holds`)
  return value
}

/**
 * The session's zone is UTC, so PostgreSQL writes `2026-11-03 12:00:00.123456+00`. Microseconds are cut to
 * milliseconds. Years beyond four digits, BC and infinity are none of ours: an invalid Date.
 */
function instant(text: string): Date {
  return text[4] === '-' && text[10] === ' ' && text.endsWith('+00') ? ofParts(text) : parsed(text)
}

/** Digit by digit, without expressions: lists have hundreds of them. */
function ofParts(text: string): Date {
  const two = (from: number) => (text.charCodeAt(from) - 48) * 10 + text.charCodeAt(from + 1) - 48
  const year = two(0) * 100 + two(2)
  // Date.UTC takes the years before 100 for others.
  if (year < 100) return parsed(text)
  const fraction = text[19] === '.' ? Number(text.slice(20, -3).padEnd(3, '0').slice(0, 3)) : 0
  return new Date(Date.UTC(year, two(5) - 1, two(8), two(11), two(14), two(17), fraction))
}

function parsed(text: string): Date {
  return new Date(
    text
      .replace(' ', 'T')
      .replace(/(\.\d{3})\d+/, '$1')
      .replace(/([+-]\d\d)$/, '$1:00'),
  )
}
