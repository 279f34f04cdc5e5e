import type { Schedule, Wall } from '../recurrence/model.ts'

/** Text by BCP 47 language tag. */
export type Localized = Record<string, string>

export const STATUSES = [
  'confirmed',
  'tentative',
  'cancelled',
  'postponed',
  'rescheduled',
  'movedOnline',
] as const
export type Status = (typeof STATUSES)[number]

export const TYPES = [
  'conference', 'webinar', 'lecture', 'workshop', 'residency',
  'exhibition', 'performance', 'meeting', 'deadline', 'other',
] as const // biome-ignore format: a list to read
export type EventType = (typeof TYPES)[number]

export const ATTENDANCE_MODES = ['inPerson', 'online', 'mixed'] as const
export type AttendanceMode = (typeof ATTENDANCE_MODES)[number]

export const STATES = ['draft', 'submitted', 'published', 'rejected', 'archived'] as const
export type State = (typeof STATES)[number]

export const ROLES = ['speaker', 'moderator', 'artist', 'host', 'contact'] as const
export const ACCESSIBILITY = [
  'signLanguage', 'captions', 'inductionLoop', 'wheelchair', 'easyLanguage', 'audioDescription',
] as const // biome-ignore format: a list to read

export interface Location {
  name?: Localized
  streetAddress?: string
  postalCode?: string
  locality?: string
  region?: string
  country?: string
  latitude?: number
  longitude?: number
  url?: string
  accessibility?: Localized
}

export interface Person {
  name: string
  role?: (typeof ROLES)[number]
  title?: string
  affiliation?: string
  url?: string
  staff?: boolean
}

export interface Registration {
  url?: string
  required?: boolean
  /** Instants, `2026-11-03T12:00:00Z`. */
  opens?: string
  closes?: string
  capacity?: number
}

/** What describes an event, apart from its time: the fields that one occurrence may also differ in. */
export interface Description {
  website?: string
  title: Localized
  summary?: Localized
  /** CommonMark. */
  description?: Localized
  status: Status
  statusNote?: Localized
  type: EventType
  categories: string[]
  tags: string[]
  attendanceMode: AttendanceMode
  location?: Location
  onlineLocation?: { url?: string; name?: string }
  organizer?: { name?: string; url?: string; email?: string; phone?: string }
  people: Person[]
  registration?: Registration
  offers: { name?: Localized; price: number; currency?: string; url?: string }[]
  image?: { url: string; alt: Localized; credit?: string; license?: string }
  links: { url: string; title?: Localized; mediaType?: string }[]
  inLanguage: string[]
  audience: string[]
  accessibility: (typeof ACCESSIBILITY)[number][]
  superEvent?: string
}

/**
 * How one occurrence of a series differs, keyed in the event by its recurrence id.
 * `excluded` drops it; `start` and `length` (a schedule's) move it; the rest replaces fields.
 */
export interface Change {
  excluded?: true
  start?: Wall
  length?: Schedule['length']
  fields: Partial<Description>
}

/** What an organiser announces, once or as a series: the content that its writer decides. */
export interface EventContent extends Description {
  externalId?: string
  schedule: Schedule
  /** Keyed by recurrence id (`Wall`). */
  changes: Record<Wall, Change>
}

/** An event as the store keeps it. Instants are `Date`. */
export interface CalendarEvent {
  id: string
  uid: string
  /** The UID in feeds: `uid`, or one made from `id` where another partner's event has that uid. */
  feedUid: string
  slug: string
  partner: string
  state: State
  sequence: number
  /** Grows with every write; the ETag. */
  version: number
  created: Date
  updated: Date
  published: Date | null
  content: EventContent
  /** Only of a version that waits for review: its number in the event's history. */
  held?: number
}
