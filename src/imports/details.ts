import { feedWords } from '../calendar/feed-words.ts'
import type { CalendarContext } from '../events/context.ts'
import type { Status } from '../events/model.ts'
import { canonicalLanguage, httpUrl } from '../events/text-input.ts'
import { type Component, isOfKalendarium, propertiesOf, property, textOf, type VEvent } from './components.ts'
import type { Property } from './property.ts'
import { markdownOf, oneLine } from './text.ts'

/** What a file's events are read with. */
export interface DetailContext {
  categories: CalendarContext['categories']
  /** Of texts that do not say their language. */
  language: string
}

/**
 * What a VEVENT says of an event besides its times, as fields of the API's body. A field that it does not say is not
 * there. Texts that are too long are left to the checks of the body, which tell it.
 */
export function detailsOf(event: VEvent, context: DetailContext): Record<string, unknown> {
  const { title, status } = titleOf(event, context.language)
  const place = placeOf(event, context.language)
  const online = onlineOf(event)
  const fields = {
    title,
    description: descriptionOf(event, context.language),
    status,
    ...subjectsOf(event, context.categories),
    website: urlOf(textOf(event, 'url')),
    ...place,
    ...(online ? { onlineLocation: online, attendanceMode: place.location ? 'mixed' : 'online' } : {}),
    organizer: organizerOf(event),
    image: imageOf(event, title),
    links: linksOf(event),
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

type Texts = Record<string, string>

/** Text in the language that the property names. */
function localized(
  text: string | undefined,
  from: Property | undefined,
  language: string,
): Texts | undefined {
  if (text === undefined) return undefined
  const named = from?.parameters.get('language')
  return { [(named && canonicalLanguage(named)) || language]: text }
}

const STATUSES: Record<string, Status> = {
  TENTATIVE: 'tentative',
  CANCELLED: 'cancelled',
  CANCELED: 'cancelled',
}

/** Another Kalendarium tells by the title what iCalendar has no word for, or what Google hides. */
function titleOf(event: VEvent, language: string): { title: Texts | undefined; status: Status } {
  const summary = property(event, 'summary')
  const status = STATUSES[textOf(event, 'status')?.toUpperCase() ?? ''] ?? 'confirmed'
  const text = oneLine(summary?.values[0])
  if (text !== undefined && isOfKalendarium(event.calendar)) {
    for (const words of [feedWords('sv'), feedWords('en')]) {
      for (const marked of ['cancelled', 'postponed'] as const) {
        const prefix = words.prefix[marked]
        if (prefix && text.startsWith(prefix) && text.length > prefix.length)
          return { title: localized(text.slice(prefix.length), summary, language), status: marked }
      }
    }
  }
  return { title: localized(text, summary, language), status }
}

function descriptionOf(event: Component, language: string): Texts | undefined {
  const plain = property(event, 'description')
  const rich = propertiesOf(event, 'x-alt-desc').find(({ parameters }) =>
    /html/i.test(parameters.get('fmttype') ?? 'text/html'),
  )
  const html = rich?.values[0]?.replace(/\\([nN;,\\])/g, (_, escaped) =>
    /n/i.test(escaped) ? '\n' : escaped,
  )
  return localized(markdownOf(html) ?? markdownOf(plain?.values[0]), plain ?? rich, language)
}

/** CATEGORIES that the calendar has, by slug or by name in any language; the rest are tags. */
function subjectsOf(
  event: Component,
  known: CalendarContext['categories'],
): { categories?: string[]; tags?: string[] } {
  const slugs = new Map<string, string>()
  for (const [slug, names] of known)
    for (const name of [slug, ...Object.values(names)]) slugs.set(fold(name), slug)
  const texts = propertiesOf(event, 'categories').flatMap(({ values }) =>
    values.slice(0, MOST_TEXTS).flatMap((text) => oneLine(text) ?? []),
  )
  const categories = new Set<string>()
  const tags = new Map<string, string>()
  for (const text of texts) {
    const slug = slugs.get(fold(text))
    if (slug !== undefined) categories.add(slug)
    else if (!tags.has(fold(text))) tags.set(fold(text), text)
  }
  return {
    ...(categories.size > 0 ? { categories: [...categories] } : {}),
    ...(tags.size > 0 ? { tags: [...tags.values()] } : {}),
  }
}

/** More are too many in any case: the checks of the body need not see them all. */
const MOST_TEXTS = 100

const fold = (text: string) => text.normalize('NFC').toLowerCase()

/** A LOCATION that is an address of the web is no place: see `onlineOf`. */
function placeOf(event: Component, language: string): { location?: Record<string, unknown> } {
  const line = property(event, 'location')
  const text = oneLine(line?.values[0]?.replace(/\s*\n\s*/g, ', '))
  const name = text !== undefined && urlOf(text) === undefined ? localized(text, line, language) : undefined
  const position = positionOf(event)
  return name || position ? { location: { ...(name ? { name } : {}), ...position } } : {}
}

function positionOf(event: Component): { latitude: number; longitude: number } | undefined {
  const geo = textOf(event, 'geo')?.split(';')
  const apple = /^geo:([-\d.]+),([-\d.]+)/i.exec(textOf(event, 'x-apple-structured-location') ?? '')?.slice(1)
  const [latitude = Number.NaN, longitude = Number.NaN] = (geo ?? apple ?? []).map((text) =>
    text.trim() === '' ? Number.NaN : Number(text),
  )
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined
}

function onlineOf(event: Component): { url: string; name?: string } | undefined {
  for (const conference of propertiesOf(event, 'conference')) {
    const url = urlOf(conference.values[0])
    const name = oneLine(conference.parameters.get('label'))
    if (url !== undefined) return name === undefined ? { url } : { url, name }
  }
  const url = urlOf(textOf(event, 'location'))
  return url === undefined ? undefined : { url }
}

/** Google gives calendars addresses of their own, which nobody reads. */
const MACHINE = /@(?:group\.(?:v\.)?)?calendar\.google\.com$|@import\.calendar\.google\.com$/i

function organizerOf(event: Component): { name?: string; email?: string } | undefined {
  const organizer = property(event, 'organizer')
  const address = decoded(/^mailto:([^?\s]+)/i.exec(organizer?.values[0]?.trim() ?? '')?.[1])
  const email =
    address && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address) && !MACHINE.test(address) ? address : undefined
  const name = oneLine(organizer?.parameters.get('cn')?.replace(/^mailto:.*/i, ''))
  if (email === undefined && name === undefined) return undefined
  return { ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email }) }
}

/** RFC 7986 §5.10, or as WordPress has it: an ATTACH that is a picture. Its text is the title, as it brings none. */
function imageOf(event: Component, title: Texts | undefined): { url: string; alt: Texts } | undefined {
  if (title === undefined) return undefined
  const pictures = [...propertiesOf(event, 'image'), ...propertiesOf(event, 'attach').filter(isPicture)]
  for (const { values } of pictures) {
    const url = urlOf(values[0])
    if (url !== undefined) return { url, alt: title }
  }
  return undefined
}

function linksOf(event: Component): Record<string, unknown>[] | undefined {
  const attachments = propertiesOf(event, 'attach').slice(0, MOST_TEXTS)
  const links = attachments.flatMap((attached) => {
    const url = isPicture(attached) ? undefined : urlOf(attached.values[0])
    if (url === undefined) return []
    const title = oneLine(attached.parameters.get('filename'))
    const mediaType = attached.parameters.get('fmttype')
    const isType = mediaType !== undefined && /^[\w.+-]+\/[\w.+-]+$/.test(mediaType)
    return [{ url, ...(title ? { title } : {}), ...(isType ? { mediaType } : {}) }]
  })
  return links.length > 0 ? links : undefined
}

function isPicture({ parameters }: Property): boolean {
  return /^image\//i.test(parameters.get('fmttype') ?? '')
}

const HTTP_URL = httpUrl()

/** An address that may stand in an event; others, as of mail programs, are left out. */
function urlOf(text: string | undefined): string | undefined {
  const read = HTTP_URL.safeParse(text?.trim())
  return read.success ? read.data : undefined
}

function decoded(address: string | undefined): string | undefined {
  try {
    return address && decodeURIComponent(address)
  } catch {
    return address
  }
}
