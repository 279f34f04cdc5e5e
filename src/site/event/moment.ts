import { deadlineText, type Times, whenText } from '../../calendar/when.ts'
import type { Instant, Occurrence } from '../../recurrence/model.ts'
import { instantToDate } from '../../time/zone.ts'
import type { PageLanguage } from '../language.ts'
import type { EventView } from './load.ts'

/** When an occurrence of the event is, in words; of a deadline, when it closes. */
export function momentText(occurrence: Occurrence, view: EventView, { language }: PageLanguage): string {
  const { event, allDay, shown, context } = view
  const { timeZone } = event.content.schedule
  const times: Times = { ...occurrence, allDay, timeZone }
  const write = shown.type === 'deadline' ? deadlineText : whenText
  return unbroken(sentence(write(times, { locale: language, timeZone: context.timeZone })))
}

/** A start alone, on the event's own clock, within a sentence. */
export function startText(
  start: Instant,
  { event, allDay, context }: EventView,
  { language }: PageLanguage,
): string {
  const { timeZone } = event.content.schedule
  const times = { start, end: null, allDay, timeZone }
  return unbroken(whenText(times, { locale: language, timeZone: context.timeZone }))
}

/** `datetime` of a `<time>`: an instant in UTC, or a date. */
export function machineTime(occurrence: Occurrence, { allDay, event }: EventView): string {
  const { timeZone } = event.content.schedule
  return allDay
    ? instantToDate(occurrence.start, timeZone)
    : `${new Date(occurrence.start).toISOString().slice(0, 19)}Z`
}

/** `Tisdag 3 november` at the beginning of a line. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** No line ends within `kl. 18.00–19.30`. */
export function unbroken(text: string): string {
  return text.replaceAll('kl. ', 'kl.\u00A0').replaceAll(/(\d)–(\d)/g, '$1\u2060–\u2060$2')
}
