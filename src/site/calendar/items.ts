/** What a page shows of an occurrence, in the reader's language and on the clocks of the calendar's zone. */
import { inLanguage, type Spoken } from '../../calendar/language.ts'
import { isOnTheNet } from '../../calendar/place.ts'
import type { Happening } from '../../calendar/presenter.ts'
import { toldTimes } from '../../calendar/when.ts'
import type { AttendanceMode, EventType, Status } from '../../events/model.ts'
import { HOUR } from '../../time/civil.ts'
import { instantToWall, wallToInstant } from '../../time/zone.ts'
import { addDays, lastDay, type When } from '../dates.ts'
import type { PageLanguage } from '../language.ts'
import { type NamedCategory, type Names, organizerName } from './names.ts'

export interface Item {
  id: string
  slug: string
  /** Which date of a series it is; null where it does not recur. */
  recurrenceId: string | null
  title: Spoken
  summary: Spoken | null
  status: Status
  statusNote: Spoken | null
  type: EventType
  categories: NamedCategory[]
  /** On the calendar's clocks; dates where it lasts whole days. */
  when: When
  /** On the clocks of its own zone, where that is another: the zone's name. */
  own: (When & { zone: string }) | null
  allDay: boolean
  /** The days it is shown on, both included; the small hours of the next day are still the evening before. */
  firstDay: string
  lastDay: string
  place: Spoken | null
  locality: string | null
  attendanceMode: AttendanceMode
  free: boolean
  /** Null where it is the calendar's own organisation. */
  organizer: string | null
}

export function itemOf(happening: Happening, language: PageLanguage, names: Names, timeZone: string): Item {
  const when = whenOf(happening, timeZone)
  const location = isOnTheNet(happening) ? undefined : happening.location
  return {
    id: happening.id,
    slug: happening.slug,
    recurrenceId: happening.recurrenceId,
    title: inLanguage(happening.title, language) ?? { text: '–', language: language.language },
    summary: inLanguage(happening.summary, language),
    status: isMoved(happening) && happening.status === 'confirmed' ? 'rescheduled' : happening.status,
    statusNote: inLanguage(happening.statusNote, language),
    type: happening.type,
    categories: happening.categories.flatMap((slug) => names.categories.get(slug) ?? []),
    when,
    own: ownTimes(happening, timeZone),
    allDay: happening.allDay,
    firstDay: when.start.slice(0, 10),
    lastDay: lastShownDay(when, happening),
    place: inLanguage(location?.name, language),
    locality: location?.locality ?? null,
    attendanceMode: happening.attendanceMode,
    free: happening.offers.some(({ price }) => price === 0),
    organizer: organizerName(happening, names),
  }
}

/** Whether a date of a series is at another time than its rule says. */
function isMoved({ recurrenceId, allDay, localStart, start, timeZone }: Happening): boolean {
  if (recurrenceId === null) return false
  return allDay ? recurrenceId !== localStart : wallToInstant(recurrenceId, timeZone) !== Date.parse(start)
}

/** On the clocks of a zone, as it is told: a deadline by the time at which it closes. */
function whenOf({ type, allDay, localStart, localEnd, start, end }: Happening, timeZone: string): When {
  if (allDay) return { start: localStart, end: localEnd }
  const instants = { start: Date.parse(start), end: end === null ? null : Date.parse(end), allDay }
  const told = toldTimes(type, instants)
  return {
    start: instantToWall(told.start, timeZone),
    end: told.end === null ? null : instantToWall(told.end, timeZone),
  }
}

/** A deadline says whose clock it goes by wherever that is another zone; others only where that shows another time. */
function ownTimes(happening: Happening, timeZone: string): Item['own'] {
  const { allDay, type, localStart, timeZone: zone, start } = happening
  if (zone === timeZone || (allDay && type !== 'deadline')) return null
  const isDeadline = type === 'deadline'
  if (!isDeadline && instantToWall(Date.parse(start), timeZone) === localStart) return null
  return { ...whenOf(happening, zone), zone }
}

/** What ends before six in the morning and lasts less than a day belongs to the evening on which it began. */
function lastShownDay(when: When, { start, end, allDay }: Happening): string {
  const last = lastDay(when)
  if (allDay || when.end === null || end === null) return last
  const isNight = when.end.slice(11) <= '06:00:00' && Date.parse(end) - Date.parse(start) < 24 * HOUR
  const first = when.start.slice(0, 10)
  return isNight && last === addDays(first, 1) ? first : last
}
