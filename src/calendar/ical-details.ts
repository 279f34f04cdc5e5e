import type { Description } from '../events/model.ts'
import type { FeedContext } from './feed-context.ts'
import { descriptionText, type ShownTimes } from './ical-description.ts'
import { contentLine, textValue, uriValue } from './ical-text.ts'
import { inLanguage } from './language.ts'

/**
 * The properties that say what and where, in RFC 5545's order of §3.8.1: all but times, SUMMARY, STATUS and TRANSP,
 * which depend on the feed's way with cancelled events.
 */
export function detailLines(
  content: Description,
  pageUrl: string,
  times: ShownTimes,
  context: FeedContext,
): string {
  const description = descriptionText(content, pageUrl, times, context)
  return [
    contentLine('DESCRIPTION', textValue(description.text), { LANGUAGE: description.language }),
    locationLines(content, context),
    categoriesLine(content, context),
    contentLine('URL', uriValue(pageUrl)),
    organizerLine(content, context),
    relationLine(content, context),
    imageLine(content),
    conferenceLine(content),
  ].join('')
}

/** LOCATION as one line of text (§3.8.1.7) and GEO (§3.8.1.6), also at 0. */
function locationLines({ location }: Description, context: FeedContext): string {
  if (!location) return ''
  const name = inLanguage(location.name, context)
  const town = [location.postalCode, location.locality].filter(Boolean).join(' ')
  const parts = [name?.text, location.streetAddress, town, location.region, location.country]
  const text = parts.filter(Boolean).join(', ')
  const { latitude, longitude } = location
  return (
    (text && contentLine('LOCATION', textValue(text), { LANGUAGE: name?.language })) +
    (isNumber(latitude) && isNumber(longitude)
      ? contentLine('GEO', `${degrees(latitude)};${degrees(longitude)}`)
      : '')
  )
}

const isNumber = (value: number | null | undefined): value is number => Number.isFinite(value)

/** Six decimals at most, so never an exponent, and no -0. */
const degrees = (value: number): string => String(Number(value.toFixed(6)) || 0)

/** The categories by their names, then the tags; each once, whatever its case. */
function categoriesLine({ categories, tags }: Description, context: FeedContext): string {
  const names = new Map<string, string>()
  for (const slug of categories) add(names, inLanguage(context.categoryNames(slug), context)?.text ?? slug)
  for (const tag of tags) add(names, tag)
  return names.size === 0 ? '' : contentLine('CATEGORIES', [...names.values()].map(textValue).join(','))
}

function add(names: Map<string, string>, name: string): void {
  const key = name.toLowerCase()
  if (!names.has(key)) names.set(key, name)
}

/**
 * ORGANIZER (§3.8.4.3) is a calendar address, so there is none without an e-mail address of the event's own; the
 * partner's is not for the public.
 */
function organizerLine({ organizer }: Description, { partner }: FeedContext): string {
  const email = organizer?.email?.trim()
  if (!email || !/^[^\s@]+@[^\s@]+$/.test(email)) return ''
  // `?` and `%` would begin a mailto URI's fields and escapes.
  const address = uriValue(email.replace(/[%?#&/]/g, encodeURIComponent))
  return contentLine('ORGANIZER', `mailto:${address}`, { CN: organizer?.name ?? partner.name })
}

function relationLine({ superEvent }: Description, { superEventUid }: FeedContext): string {
  return superEvent && superEventUid
    ? contentLine('RELATED-TO', textValue(superEventUid), { RELTYPE: 'PARENT' })
    : ''
}

const IMAGE_TYPES: Record<string, string> = {
  avif: 'image/avif',
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
  webp: 'image/webp',
}

/** IMAGE, RFC 7986 §5.10; the type as the address's ending tells it. */
function imageLine({ image }: Description): string {
  if (!image) return ''
  const ending = /\.(\w+)(?:[?#]|$)/.exec(image.url)?.[1]?.toLowerCase()
  return contentLine('IMAGE', uriValue(image.url), {
    VALUE: 'URI',
    DISPLAY: 'BADGE',
    FMTTYPE: ending && Object.hasOwn(IMAGE_TYPES, ending) ? IMAGE_TYPES[ending] : null,
  })
}

/** CONFERENCE, RFC 7986 §5.11. */
function conferenceLine({ onlineLocation }: Description): string {
  if (!onlineLocation?.url) return ''
  return contentLine('CONFERENCE', uriValue(onlineLocation.url), {
    VALUE: 'URI',
    FEATURE: 'VIDEO',
    LABEL: onlineLocation.name || null,
  })
}
