import type { Fault } from '../errors.ts'
import { checkSchedule } from '../recurrence/check.ts'
import type { Schedule } from '../recurrence/model.ts'
import { canonicalRule, parseRule } from '../recurrence/rule.ts'
import { isSecondOfTwo } from '../time/zone.ts'
import type { ChangeInput, EventInput } from './input.ts'
import type { Change, Description, EventContent, Localized } from './model.ts'
import { canonicalLanguage } from './text-input.ts'
import { lateStart, readInstant, readLength, readSchedule, readTime, type TimesInput } from './times.ts'

/** What a body is read with. */
export interface Defaults {
  timeZone: string
  /** Of a plain string where localised text is meant. */
  language: string
}

type Nullish<T> = T | null | undefined

/**
 * The content that a checked body says, in the form that is stored: defaults filled in, times read into wall
 * time, the rule in its canonical spelling. The changes to single occurrences are not in the body: empty here.
 * @param stored the times of the event that the body replaces
 * @returns null where `faults` got at least one more
 */
export function normaliseEvent(
  input: EventInput,
  defaults: Defaults,
  faults: Fault[],
  stored: Schedule | null = null,
): EventContent | null {
  const before = faults.length
  const schedule = normaliseSchedule(input, defaults.timeZone, faults, stored)
  const zone = schedule?.timeZone ?? defaults.timeZone
  const description = describe(input, defaults.language, zone, faults)
  if (!schedule || faults.length > before) return null
  return compact({
    ...description,
    title: localize(input.title, defaults.language),
    status: input.status ?? 'confirmed',
    type: input.type ?? 'other',
    attendanceMode: input.attendanceMode ?? 'inPerson',
    categories: description.categories ?? [],
    tags: description.tags ?? [],
    people: description.people ?? [],
    offers: description.offers ?? [],
    links: description.links ?? [],
    inLanguage: description.inLanguage ?? [],
    audience: description.audience ?? [],
    accessibility: description.accessibility ?? [],
    superEvent: input.superEvent ?? undefined,
    externalId: input.externalId ?? undefined,
    schedule,
    changes: {},
  })
}

/**
 * The change that a checked body says. A moved start is read in the zone of the series.
 * @returns null where `faults` got at least one more
 */
export function normaliseChange(
  input: ChangeInput,
  schedule: Schedule,
  recurrenceId: string,
  language: string,
  faults: Fault[],
): Change | null {
  const before = faults.length
  const { excluded, start, end, duration, title, ...rest } = input
  if (excluded) {
    for (const name of Object.keys(input)) {
      if (name !== 'excluded') faults.push({ pointer: `/${name}`, detail: 'cannot stand beside excluded' })
    }
    return faults.length > before ? null : { excluded: true, fields: {} }
  }
  const original = readTime(recurrenceId, schedule.timeZone)
  const moved = start == null ? original : readTime(start, schedule.timeZone)
  if (!moved || !original) {
    faults.push({ pointer: '/start', detail: 'is not a time' })
    return null
  }
  const late = lateStart(moved.wall)
  if (late) faults.push({ pointer: '/start', detail: late })
  if (moved.kind !== original.kind)
    faults.push({ pointer: '/start', detail: 'must be of the kind that the series has: a date or a time' })
  if (moved.instant !== null && isSecondOfTwo(moved.instant, schedule.timeZone))
    faults.push({ pointer: '/start', detail: `is the second ${moved.wall} of that night; give the first` })
  const length =
    end == null && duration == null
      ? undefined
      : readLength({ end, duration }, moved, schedule.timeZone, faults)
  const fields = compact({
    ...describe(rest, language, schedule.timeZone, faults),
    title: title == null ? undefined : localize(title, language),
    status: rest.status ?? undefined,
    type: rest.type ?? undefined,
    attendanceMode: rest.attendanceMode ?? undefined,
  })
  if (faults.length > before || length === null) return null
  return compact({ start: moved.wall === recurrenceId ? undefined : moved.wall, length, fields })
}

/**
 * The times of an event, checked, the rule in its canonical spelling.
 * @param stored the times of the event that these replace
 * @returns null where `faults` got at least one more: those of the rule beside those of the length
 */
export function normaliseSchedule(
  input: TimesInput,
  defaultZone: string,
  faults: Fault[],
  stored: Schedule | null = null,
): Schedule | null {
  const schedule = readSchedule(input, defaultZone, faults, stored)
  if (!schedule) {
    faults.push(...ruleFaults(input, defaultZone))
    return null
  }
  const wrong = checkSchedule(schedule)
  faults.push(...wrong)
  if (wrong.length > 0 || schedule.rrule === null) return wrong.length > 0 ? null : schedule
  const parsed = parseRule(schedule.rrule, schedule.start, schedule.timeZone)
  return 'rule' in parsed ? { ...schedule, rrule: canonicalRule(parsed.rule) } : null
}

/** Of the rule by itself, where the other times are at fault. */
function ruleFaults({ start, timeZone, recurrence }: TimesInput, defaultZone: string): Fault[] {
  if (recurrence?.rrule == null) return []
  const alone = readSchedule({ start, timeZone, recurrence: { rrule: recurrence.rrule } }, defaultZone, [])
  return alone ? checkSchedule(alone) : []
}

type DescriptionInput = Omit<EventInput, 'title' | 'start' | 'status' | 'type' | 'attendanceMode'>

/** The fields that an event and a change to one of its occurrences share, without their defaults. */
function describe(
  input: Partial<DescriptionInput>,
  language: string,
  timeZone: string,
  faults: Fault[],
): Omit<Partial<Description>, 'title' | 'status' | 'type' | 'attendanceMode'> {
  const text = (value: Nullish<string | Localized>) => (value == null ? undefined : localize(value, language))
  const { location, registration, image } = input
  return compact({
    website: input.website ?? undefined,
    summary: text(input.summary),
    description: text(input.description),
    statusNote: text(input.statusNote),
    categories: distinct(input.categories),
    tags: distinct(input.tags),
    location: location
      ? compact({
          ...withoutNulls(location),
          name: text(location.name),
          accessibility: text(location.accessibility),
          ...coordinates(location, faults),
        })
      : undefined,
    onlineLocation: input.onlineLocation ? withoutNulls(input.onlineLocation) : undefined,
    organizer: input.organizer ? withoutNulls(input.organizer) : undefined,
    people: input.people?.map((person) => withoutNulls(person)),
    registration: registration
      ? compact({
          ...withoutNulls(registration),
          opens: instant(registration.opens, '/registration/opens', timeZone, faults),
          closes: instant(registration.closes, '/registration/closes', timeZone, faults),
        })
      : undefined,
    offers: input.offers?.map((offer, index) => {
      if (offer.price > 0 && offer.currency == null)
        faults.push({ pointer: `/offers/${index}/currency`, detail: 'is needed where price is not 0' })
      return compact({ ...withoutNulls(offer), name: text(offer.name) })
    }),
    image: image ? compact({ ...withoutNulls(image), alt: localize(image.alt, language) }) : undefined,
    links: input.links?.map((link) => compact({ ...withoutNulls(link), title: text(link.title) })),
    inLanguage: distinct(input.inLanguage),
    audience: distinct(input.audience),
    accessibility: distinct(input.accessibility),
  })
}

function coordinates(
  { latitude, longitude }: { latitude?: number | null; longitude?: number | null },
  faults: Fault[],
): { latitude?: number; longitude?: number } {
  if (latitude != null && longitude != null) return { latitude, longitude }
  if (latitude != null) faults.push({ pointer: '/location/longitude', detail: 'is needed beside latitude' })
  if (longitude != null) faults.push({ pointer: '/location/latitude', detail: 'is needed beside longitude' })
  return {}
}

function instant(
  text: Nullish<string>,
  pointer: string,
  timeZone: string,
  faults: Fault[],
): string | undefined {
  if (text == null) return undefined
  const read = readInstant(text, timeZone)
  if (read === null)
    faults.push({ pointer, detail: 'is not a time: give 2026-11-03T12:00:00Z or 2026-11-03T13:00' })
  return read ?? undefined
}

export function localize(value: string | Localized, language: string): Localized {
  if (typeof value === 'string') return { [language]: value }
  const entries = Object.entries(value).map(([tag, text]) => [canonicalLanguage(tag) ?? tag, text] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function distinct<T>(items: Nullish<T[]>): T[] | undefined {
  return items ? [...new Set(items)] : undefined
}

type WithoutNulls<T> = { [K in keyof T]: Exclude<T[K], null> }

function withoutNulls<T extends object>(value: T): WithoutNulls<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field != null)) as WithoutNulls<T>
}

/** Drops what is undefined, so that equal contents are equal JSON. */
function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T
}
