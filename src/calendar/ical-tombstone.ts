import type { EventContent } from '../events/model.ts'
import { components } from './ical-components.ts'
import { identityLines, timeLines } from './ical-identity.ts'

/** What is left of an event that was public and is no more: its last published times. */
export interface Tombstone extends Pick<EventContent, 'schedule' | 'changes'> {
  /** Its UID in feeds. */
  uid: string
  /** One above that of the last publication, so that clients take it for news (RFC 5546 §2.1.4). */
  sequence: number
  updated: Date
}

/**
 * A removed event as VEVENTs with STATUS:CANCELLED: UID and times, and none of its text. What had a UID of its own
 * (an extra date, see `components`) is cancelled by it too.
 */
export function renderTombstone({ uid, sequence, updated, schedule, changes }: Tombstone): string {
  return components(uid, { schedule, changes, status: 'confirmed' }, false)
    .map((component) =>
      [
        'BEGIN:VEVENT\r\n',
        identityLines(component.uid, sequence, updated, null),
        timeLines(component, schedule.timeZone),
        'STATUS:CANCELLED\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n',
      ].join(''),
    )
    .join('')
}
