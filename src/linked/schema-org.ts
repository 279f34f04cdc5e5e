/** Events in the terms of schema.org, as search engines read them. Terms without a prefix; texts in one language. */
import { inLanguage } from '../calendar/language.ts'
import { shortText } from '../calendar/short-text.ts'
import { type Times, toldTimes } from '../calendar/when.ts'
import { isAllDay } from '../events/content.ts'
import { basicForm } from '../events/json.ts'
import type { Description, EventContent, EventType, Status } from '../events/model.ts'
import type { Occurrence } from '../recurrence/model.ts'
import { endText, startText } from './dates.ts'
import { iri } from './iri.ts'
import { knownLicence } from './licences.ts'
import { eventIri, type LinkedContext, type LinkedEvent, type Node, type Relative } from './model.ts'
import { ruledOccurrence } from './previous.ts'
import { scheduleNode } from './schedule.ts'
import { locationNodes, offerNodes, organizerNode, peopleNodes } from './schema-parts.ts'

const SCHEMA = 'https://schema.org/'

const STATUS: Record<Status, string> = {
  confirmed: 'EventScheduled',
  tentative: 'EventScheduled',
  cancelled: 'EventCancelled',
  postponed: 'EventPostponed',
  rescheduled: 'EventRescheduled',
  movedOnline: 'EventMovedOnline',
}
const MODE = {
  inPerson: 'OfflineEventAttendanceMode',
  online: 'OnlineEventAttendanceMode',
  mixed: 'MixedEventAttendanceMode',
} as const
/** The narrower types that schema.org has. */
const TYPES: Partial<Record<EventType, string>> = {
  webinar: 'EducationEvent',
  lecture: 'EducationEvent',
  workshop: 'EducationEvent',
  exhibition: 'ExhibitionEvent',
}

/** An event as `Event`; a series with its Schedule and its next dates as parts. */
export function schemaEvent(linked: LinkedEvent, context: LinkedContext): Node {
  const { event, shown, occurrence, dates, parent, parts } = linked
  const url = `${context.publicUrl}/events/${event.slug}`
  const narrower = TYPES[shown.type]
  return compact({
    '@type': 'Event',
    '@id': eventIri(event.id, context),
    additionalType: narrower && `${SCHEMA}${narrower}`,
    url,
    sameAs: shown.website && iri(shown.website),
    identifier: event.uid,
    ...whatNode(shown, context),
    ...whenNode(event.content, occurrence, linked.isSeries ? null : shown.status, linked.previous),
    eventSchedule: scheduleNode(event.content),
    location: one(locationNodes(shown, context)),
    organizer: organizerNode(shown, context),
    ...peopleNodes(shown),
    offers: offerNodes(shown, context),
    isAccessibleForFree:
      shown.offers.length === 0 ? undefined : shown.offers.every(({ price }) => price === 0),
    maximumAttendeeCapacity: shown.registration?.capacity,
    inLanguage: one(shown.inLanguage),
    audience: shown.audience.map((audienceType) => ({ '@type': 'Audience', audienceType })),
    keywords: shown.tags,
    superEvent: parent && relativeNode(parent, context),
    subEvent: [
      ...parts.map((part) => relativeNode(part, context)),
      ...dates.map((date) => dateNode(event.content, date, url, context)),
    ],
    dateModified: event.updated.toISOString(),
  })
}

/** Without what says nothing: null, undefined, '', and empty lists. */
export function compact(node: Node): Node {
  const isSaid = (value: Node[string]) =>
    value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(node).filter(([, value]) => isSaid(value)))
}

function whatNode(shown: Description, context: LinkedContext): Node {
  const { image, status, attendanceMode } = shown
  return {
    name: inLanguage(shown.title, context)?.text,
    description: shortText(shown, context),
    eventStatus: `${SCHEMA}${STATUS[status]}`,
    eventAttendanceMode: `${SCHEMA}${MODE[attendanceMode]}`,
    image:
      image &&
      compact({
        '@type': 'ImageObject',
        url: iri(image.url),
        caption: inLanguage(image.alt, context)?.text,
        creditText: image.credit,
        license: image.license && (knownLicence(image.license)?.url ?? image.license),
      }),
  }
}

/**
 * Times; of a date that was moved, the status of one and when it was to be.
 *
 * @param status the date's own; null for a series, of which one moved date tells nothing
 * @param before when an event that does not recur was to be
 */
function whenNode(
  content: EventContent,
  occurrence: Occurrence | null,
  status: Status | null,
  before: Occurrence | null = null,
): Node {
  if (!occurrence) return {}
  const { type, schedule } = content
  const told = (one: Occurrence): Times =>
    toldTimes(type, { ...one, allDay: isAllDay(schedule), timeZone: schedule.timeZone })
  const previous = status === null ? null : (before ?? ruledOccurrence(content, occurrence))
  return {
    startDate: startText(told(occurrence)),
    endDate: endText(told(occurrence)),
    ...(previous === null
      ? {}
      : {
          ...(status === 'confirmed' ? { eventStatus: `${SCHEMA}EventRescheduled` } : {}),
          previousStartDate: startText(told(previous)),
        }),
  }
}

function dateNode(
  content: EventContent,
  { occurrence, shown }: LinkedEvent['dates'][number],
  url: string,
  context: LinkedContext,
): Node {
  const { name, eventStatus, eventAttendanceMode } = whatNode(shown, context)
  return compact({
    '@type': 'Event',
    name,
    url: occurrence.recurrenceId ? `${url}?occurrence=${basicForm(occurrence.recurrenceId)}` : url,
    eventStatus,
    eventAttendanceMode,
    ...whenNode(content, occurrence, shown.status),
    location: one(locationNodes(shown, context)),
  })
}

function relativeNode({ id, slug, title, type, times }: Relative, context: LinkedContext): Node {
  const told = times && toldTimes(type, times)
  return compact({
    '@type': 'Event',
    '@id': eventIri(id, context),
    name: inLanguage(title, context)?.text,
    url: `${context.publicUrl}/events/${slug}`,
    startDate: told && startText(told),
    endDate: told && endText(told),
  })
}

/** A single value is not written as a list. */
function one<T extends Node[string]>(values: T[]): T | T[] | undefined {
  return values.length > 1 ? values : values[0]
}
