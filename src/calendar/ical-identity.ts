import type { Component } from './ical-components.ts'
import { contentLine, textValue } from './ical-text.ts'
import { seriesTimes, singleTimes, utcForm, wallLine } from './ical-time.ts'

/**
 * UID, SEQUENCE, DTSTAMP, CREATED and LAST-MODIFIED (RFC 5545 §3.8.7). DTSTAMP is the event's last change and never
 * *now*: the same data gives the same bytes.
 */
export function identityLines(uid: string, sequence: number, updated: Date, created: Date | null): string {
  return [
    contentLine('UID', textValue(uid)),
    contentLine('SEQUENCE', String(sequence)),
    contentLine('DTSTAMP', utcForm(updated)),
    created === null ? '' : contentLine('CREATED', utcForm(created)),
    contentLine('LAST-MODIFIED', utcForm(updated)),
  ].join('')
}

/** When: RECURRENCE-ID as the series first said it (§3.8.4.4), the times, and which series an extra date is of. */
export function timeLines(component: Component, timeZone: string): string {
  if (component.kind === 'series') return seriesTimes(component.schedule, component.exdates)
  const { recurrenceId, occurrence, allDay, sibling } = component
  return [
    recurrenceId === null ? '' : wallLine('RECURRENCE-ID', recurrenceId, timeZone),
    singleTimes(occurrence, allDay, timeZone),
    sibling === null ? '' : contentLine('RELATED-TO', textValue(sibling), { RELTYPE: 'SIBLING' }),
  ].join('')
}
