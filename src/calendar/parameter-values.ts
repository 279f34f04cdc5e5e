/** How single values of query parameters are read: text in, checked and typed out, faults in words. */
import { z } from 'zod'

/** A value that a leading `-` excludes. */
export interface Choice {
  value: string
  excluded: boolean
}

/** Text of one line within a length, as it can be stored: no control characters, no half characters. */
export function plainText(most: number) {
  return z
    .string()
    .min(1, 'is empty')
    .max(most, `is longer than ${most} characters`)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'has a character that text cannot have')
}

/** Any text, folded by whoever uses it; `-` in front excludes. */
export function excludable(pattern = /\S/, fault = 'is empty') {
  return plainText(500)
    .transform(choiceOf)
    .refine(({ value }) => pattern.test(value), fault)
}

/** One of the names, in any letter case; `-` in front excludes. */
export function excludableEnum(names: readonly string[]) {
  const known = new Map(names.map((name) => [name.toLowerCase(), name]))
  return z
    .string()
    .meta({ enum: names.flatMap((name) => [name, `-${name}`]) })
    .transform((text, context): Choice => {
      const { value, excluded } = choiceOf(text)
      const name = known.get(value.toLowerCase())
      if (name !== undefined) return { value: name, excluded }
      context.addIssue(`must be one of ${names.join(', ')}`)
      return z.NEVER
    })
}

export function wholeNumber(least: number, most: number) {
  const fault = `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d{1,9}$/, fault)
    .meta({ type: 'integer', minimum: least, maximum: most, pattern: undefined })
    .transform(Number)
    .refine((number) => number >= least && number <= most, fault)
}

/** Decimal numbers separated by commas, each within its range. */
export function numbers(names: readonly string[], ranges: readonly (readonly [number, number])[]) {
  const fault = `must be ${names.join(',')}: ${ranges.map(([least, most]) => `${least} to ${most}`).join(', ')}`
  return z.string().transform((text, context): number[] => {
    const parts = text.split(',').map((part) => part.trim())
    const values = parts.map((part) => (/^-?\d{1,5}(\.\d{1,15})?$/.test(part) ? Number(part) : Number.NaN))
    const isRight = ranges.every(([least, most], i) => {
      const value = values[i] ?? Number.NaN
      return value >= least && value <= most
    })
    if (isRight && values.length === ranges.length) return values
    context.addIssue(fault)
    return z.NEVER
  })
}

/**
 * An RFC 3339 instant, or a date that becomes its midnight in whichever zone the calendar has. A space where the offset's
 * sign should be is a `+` that was not escaped in the address.
 */
export const localTime = z.string().transform((text, context): Moment => {
  const moment = readMoment(text)
  if (moment) return moment
  context.addIssue(momentFault(text))
  return z.NEVER
})

function momentFault(text: string): string {
  const day = /^\d{4}-\d\d-\d\d/.exec(text)?.[0]
  if (day && isCalendarDay(day) && !isDate(day)) return `must lie from ${FIRST_DAY} to ${LAST_DAY}`
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text)) return 'needs an offset, as 2026-11-03T13:00:00+01:00'
  return 'must be a date of the calendar, as 2026-11-03, or an instant with offset, as 2026-11-03T13:00:00+01:00'
}

/** A local date, or milliseconds since the epoch. */
export type Moment = { date: string } | { instant: number }

function readMoment(text: string): Moment | null {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return isDate(text) ? { date: text } : null
  const match =
    /^(\d{4}-\d\d-\d\d)[Tt](\d\d):(\d\d)(?::(\d\d)(\.\d{1,9})?)?(?:[Zz]|([ +-])(\d\d):(\d\d))$/.exec(text)
  if (!match?.[1] || !isDate(match[1])) return null
  const [hour = 0, minute = 0, second = 0, fraction = 0] = match.slice(2, 6).map((part) => Number(part ?? 0))
  const [offsetHour = 0, offsetMinute = 0] = match.slice(7, 9).map((part) => Number(part ?? 0))
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return null
  const offset = (offsetHour * 60 + offsetMinute) * (match[6] === '-' ? -1 : 1)
  const seconds = (hour * 60 + minute - offset) * 60 + Math.min(second, 59)
  const instant = Date.parse(`${match[1]}T00:00:00Z`) + seconds * 1000 + Math.floor(fraction * 1000)
  return { instant }
}

/** Years 1000 to 9999, as everywhere, less what an offset may shift out of them. */
const FIRST_DAY = '1000-01-02'
const LAST_DAY = '9999-12-30'

function isDate(text: string): boolean {
  return text >= FIRST_DAY && text <= LAST_DAY && isCalendarDay(text)
}

function isCalendarDay(text: string): boolean {
  const instant = Date.parse(`${text}T00:00:00Z`)
  return new Date(instant || 0).toISOString().startsWith(text)
}

function choiceOf(text: string): Choice {
  const excluded = text.startsWith('-')
  return { value: excluded ? text.slice(1) : text, excluded }
}
