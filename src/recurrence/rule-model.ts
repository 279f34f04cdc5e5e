/** A recurrence rule as data (RFC 5545 §3.3.10). Weekdays are numbers, 0 (Monday) to 6 (Sunday). */
import type { Instant } from './model.ts'

export const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
export type Frequency = (typeof FREQUENCIES)[number]

/** In the order of weekday numbers, 0 (Monday) to 6 (Sunday). */
export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

/** The last moment that may be an occurrence: an instant, or a wall number, or the midnight of a whole local day. */
export type Until =
  | { readonly kind: 'utc'; readonly ms: Instant }
  | { readonly kind: 'local'; readonly ms: number }
  | { readonly kind: 'date'; readonly ms: number }

/** `nth` is the ordinal of `2MO` or `-1FR`; 0 means every such weekday. */
export interface RuleDay {
  readonly weekday: number
  readonly nth: number
}

/** A rule as written: lists without duplicates, positive numbers first; an absent part is an empty list or null. */
export interface Rule {
  readonly freq: Frequency
  readonly interval: number
  readonly count: number | null
  readonly until: Until | null
  readonly byMonth: readonly number[]
  readonly byWeekNo: readonly number[]
  readonly byYearDay: readonly number[]
  readonly byMonthDay: readonly number[]
  readonly byDay: readonly RuleDay[]
  readonly byHour: readonly number[]
  readonly byMinute: readonly number[]
  readonly bySecond: readonly number[]
  readonly bySetPos: readonly number[]
  /** The weekday number of WKST. */
  readonly weekStart: number
}
