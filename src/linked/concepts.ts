/** The calendar's own lists of words as SKOS concepts, which `/dataset.jsonld` defines. */
import {
  ATTENDANCE_MODES,
  type AttendanceMode,
  type EventType,
  type Localized,
  ROLES,
  STATUSES,
  type Status,
  TYPES,
} from '../events/model.ts'
import type { Node } from './model.ts'

export type Role = (typeof ROLES)[number] | 'organizer' | 'participant'

const TYPE_NAMES: Record<EventType, Localized> = {
  conference: { sv: 'Konferens', en: 'Conference' },
  webinar: { sv: 'Webbinarium', en: 'Webinar' },
  lecture: { sv: 'Föreläsning', en: 'Lecture' },
  workshop: { sv: 'Verkstad', en: 'Workshop' },
  residency: { sv: 'Residens', en: 'Residency' },
  exhibition: { sv: 'Utställning', en: 'Exhibition' },
  performance: { sv: 'Föreställning', en: 'Performance' },
  meeting: { sv: 'Möte', en: 'Meeting' },
  deadline: { sv: 'Sista dag', en: 'Deadline' },
  other: { sv: 'Övrigt', en: 'Other' },
}
const STATUS_NAMES: Record<Status, Localized> = {
  confirmed: { sv: 'Blir av', en: 'Confirmed' },
  tentative: { sv: 'Preliminärt', en: 'Tentative' },
  cancelled: { sv: 'Inställt', en: 'Cancelled' },
  postponed: { sv: 'Uppskjutet', en: 'Postponed' },
  rescheduled: { sv: 'Flyttat till ny tid', en: 'Moved to a new time' },
  movedOnline: { sv: 'Flyttat till nätet', en: 'Moved online' },
}
const MODE_NAMES: Record<AttendanceMode, Localized> = {
  inPerson: { sv: 'På plats', en: 'In person' },
  online: { sv: 'På nätet', en: 'Online' },
  mixed: { sv: 'På plats och på nätet', en: 'In person and online' },
}
const ROLE_NAMES: Record<Role, Localized> = {
  organizer: { sv: 'Arrangör', en: 'Organiser' },
  participant: { sv: 'Medverkande', en: 'Participant' },
  speaker: { sv: 'Talare', en: 'Speaker' },
  moderator: { sv: 'Moderator', en: 'Moderator' },
  artist: { sv: 'Konstnär', en: 'Artist' },
  host: { sv: 'Värd', en: 'Host' },
  contact: { sv: 'Kontakt', en: 'Contact' },
}

export const typeConcept = (type: EventType, publicUrl: string) =>
  concept(`type-${type}`, TYPE_NAMES[type], publicUrl)
export const statusConcept = (status: Status, publicUrl: string) =>
  concept(`status-${status}`, STATUS_NAMES[status], publicUrl)
export const modeConcept = (mode: AttendanceMode, publicUrl: string) =>
  concept(`mode-${mode}`, MODE_NAMES[mode], publicUrl)
export const roleConcept = (role: Role, publicUrl: string) =>
  concept(`role-${role}`, ROLE_NAMES[role], publicUrl)
export const categoryConcept = (slug: string, name: Localized, publicUrl: string) =>
  concept(`category-${slug}`, name, publicUrl)

/** All but the categories. */
export function ownConcepts(publicUrl: string): Node[] {
  return [
    ...TYPES.map((type) => typeConcept(type, publicUrl)),
    ...STATUSES.map((status) => statusConcept(status, publicUrl)),
    ...ATTENDANCE_MODES.map((mode) => modeConcept(mode, publicUrl)),
    ...([...ROLES, 'organizer', 'participant'] as const).map((role) => roleConcept(role, publicUrl)),
  ]
}

function concept(name: string, label: Localized, publicUrl: string): Node {
  return {
    '@id': `${publicUrl}/dataset.jsonld#${name}`,
    '@type': 'skos:Concept',
    'skos:prefLabel': texts(label),
  }
}

/** A text with the language of each, as RDF has it. */
export function texts(localized: Localized): Node[] {
  return Object.entries(localized)
    .filter(([, text]) => text.trim() !== '')
    .map(([language, text]) => ({ '@language': language, '@value': text }))
}
