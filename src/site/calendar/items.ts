/** What a page shows of an occurrence, in the reader's language and on the clocks of the calendar's zone. */
import { inLanguage, type Spoken } from '../../calendar/language.ts'
import { isOnTheNet } from '../../calendar/place.ts'
import type { Facts, Happening } from '../../calendar/presenter.ts'
import { toldTimes } from '../../calendar/when.ts'
import type { AttendanceMode, EventType, Status } from '../../events/model.ts'
import { HOUR } from '../../time/civil.ts'
import { instantToDate, instantToWall, wallToInstant } from '../../time/zone.ts'
import { addDays, lastDay, type When } from '../dates.ts'
import type { PageLanguage } from '../language.ts'
import { type NamedCategory, type Names, organizerName } from './names.ts'

export interface Item {
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
  const { facts, recurrenceId, allDay } = happening
  const when = whenOf(happening, timeZone)
  return {
    ...textsOf(facts, language),
    slug: facts.slug,
    recurrenceId,
    status: facts.status === 'confirmed' && isMoved(happening) ? 'rescheduled' : facts.status,
    type: facts.type,
    categories: facts.categories.flatMap((slug) => names.categories.get(slug) ?? []),
    when,
    own: ownTimes(happening, timeZone),
    allDay,
    firstDay: when.start.slice(0, 10),
    lastDay: lastShownDay(when, happening),
    locality: (isOnTheNet(facts) ? null : facts.location?.locality) ?? null,
    attendanceMode: facts.attendanceMode,
    free: facts.offers.some(({ price }) => price === 0),
    organizer: organizerName(facts, names),
  }
}

type Texts = Pick<Item, 'title' | 'summary' | 'statusNote' | 'place'>

/** What is said of facts in each language: looked for once, as long as the facts are kept. */
const textsOfFacts = new WeakMap<Facts, Map<string, Texts>>()

function textsOf(facts: Facts, page: PageLanguage): Texts {
  const known = textsOfFacts.get(facts) ?? new Map<string, Texts>()
  textsOfFacts.set(facts, known)
  const texts = known.get(page.locale) ?? {
    title: inLanguage(facts.title, page) ?? { text: '–', language: page.language },
    summary: inLanguage(facts.summary, page),
    statusNote: inLanguage(facts.statusNote, page),
    place: isOnTheNet(facts) ? null : inLanguage(facts.location?.name, page),
  }
  known.set(page.locale, texts)
  return texts
}

/** Whether a date of a series is at another time than its rule says. */
function isMoved({ recurrenceId, allDay, start, timeZone }: Happening): boolean {
  if (recurrenceId === null) return false
  return allDay
    ? recurrenceId !== instantToDate(start, timeZone)
    : wallToInstant(recurrenceId, timeZone) !== start
}

/** On the clocks of a zone, as it is told: a deadline by the time at which it closes. */
function whenOf({ facts, allDay, start, end, timeZone }: Happening, zone: string): When {
  if (allDay) return { start: instantToDate(start, timeZone), end: instantToDate(end ?? start, timeZone) }
  const told = toldTimes(facts.type, { start, end, allDay })
  return {
    start: instantToWall(told.start, zone),
    end: told.end === null ? null : instantToWall(told.end, zone),
  }
}

/** A deadline says whose clock it goes by wherever that is another zone; others only where that shows another time. */
function ownTimes(happening: Happening, timeZone: string): Item['own'] {
  const { allDay, facts, timeZone: zone, start } = happening
  const isDeadline = facts.type === 'deadline'
  if (zone === timeZone || (allDay && !isDeadline)) return null
  if (!isDeadline && instantToWall(start, timeZone) === instantToWall(start, zone)) return null
  return { ...whenOf(happening, zone), zone }
}

/** What ends before six in the morning and lasts less than a day belongs to the evening on which it began. */
function lastShownDay(when: When, { start, end, allDay }: Happening): string {
  const last = lastDay(when)
  if (allDay || when.end === null || end === null) return last
  const isNight = when.end.slice(11) <= '06:00:00' && end - start < 24 * HOUR
  const first = when.start.slice(0, 10)
  return isNight && last === addDays(first, 1) ? first : last
}
