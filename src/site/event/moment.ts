import { type Times, timesText, toldTimes, whenText } from '../../calendar/when.ts'
import type { Occurrence } from '../../recurrence/model.ts'
import { instantToDate } from '../../time/zone.ts'
import type { PageLanguage } from '../language.ts'
import type { EventView } from './load.ts'

/** When an occurrence of the event is, in words; of a deadline, when it closes. */
export function momentText(occurrence: Occurrence, view: EventView, { language }: PageLanguage): string {
  const { event, allDay, shown, context } = view
  const { timeZone } = event.content.schedule
  const times: Times = { ...occurrence, allDay, timeZone }
  return unbroken(sentence(timesText(shown.type, times, { locale: language, timeZone: context.timeZone })))
}

/** When it was to begin, or a deadline to close: on the event's own clock, within a sentence. */
export function startText(
  occurrence: Occurrence,
  { event, allDay, shown, context }: EventView,
  { language }: PageLanguage,
): string {
  const { timeZone } = event.content.schedule
  const times = { ...toldTimes(shown.type, { ...occurrence, allDay, timeZone }), end: null }
  return unbroken(whenText(times, { locale: language, timeZone: context.timeZone }))
}

/** `datetime` of a `<time>`: an instant in UTC, or a date. */
export function machineTime(occurrence: Occurrence, { allDay, event, shown }: EventView): string {
  const { timeZone } = event.content.schedule
  const { start } = toldTimes(shown.type, { ...occurrence, allDay })
  return allDay ? instantToDate(start, timeZone) : `${new Date(start).toISOString().slice(0, 19)}Z`
}

/** `Tisdag 3 november` at the beginning of a line. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** No line ends within `kl. 18.00–19.30`. */
export function unbroken(text: string): string {
  return text.replaceAll('kl. ', 'kl.\u00A0').replaceAll(/(\d)–(\d)/g, '$1\u2060–\u2060$2')
}
