/** Dates relative to the day on which the seed is made, each `2026-11-03`. */
export interface Dates {
  /** So many days from today. */
  day(offset: number): string
  /** So many weeks after the first such weekday from today on. */
  weekday(name: Weekday, weeks: number): string
  /** The next such date of the year, today included, with a number of years added. */
  yearly(month: number, day: number, years?: number): string
  /** The first such weekday of the month that is so many months away. */
  first(name: Weekday, months: number): string
  /** So many days after a date. */
  after(date: string, days: number): string
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof WEEKDAYS)[number]

export function datesFrom(today: Temporal.PlainDate): Dates {
  const after = (date: string, days: number) => Temporal.PlainDate.from(date).add({ days }).toString()
  const day = (offset: number) => today.add({ days: offset }).toString()
  return {
    day,
    after,
    weekday: (name, weeks) => day(((WEEKDAYS.indexOf(name) + 8 - today.dayOfWeek) % 7) + weeks * 7),
    first(name, months) {
      const month = today.add({ months }).with({ day: 1 })
      return month.add({ days: (WEEKDAYS.indexOf(name) + 8 - month.dayOfWeek) % 7 }).toString()
    },
    yearly(month, ofMonth, years = 0) {
      const thisYear = today.with({ month, day: ofMonth })
      const past = Temporal.PlainDate.compare(thisYear, today) < 0
      return thisYear.add({ years: years + (past ? 1 : 0) }).toString()
    },
  }
}
