import { vtimezone } from '../time/vtimezone.ts'
import { contentLine, fold, textValue, uriValue } from './ical-text.ts'

/** What a feed says about itself. */
export interface FeedEnvelope {
  name: string
  description?: string | null
  /** The language of the name and of the feed, BCP 47. */
  locale: string
  /** The IANA zones of the TZIDs in the events. */
  zones: Iterable<string>
  /** The calendar's own zone: a feed without events must still have one component (RFC 5545 §3.6). */
  timeZone: string
  /** The feed's own address. */
  url: string
  /** How often to ask again, a duration as `PT1H`. */
  refresh: string
}

export const FEED_END = 'END:VCALENDAR\r\n'

/**
 * A whole feed in UTF-8.
 *
 * @param vevents texts of `renderEvent` and `renderTombstone`, in the order to stand in
 */
export function renderFeed(envelope: FeedEnvelope, vevents: Iterable<string>): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(feedHead(envelope) + [...vevents].join('') + FEED_END)
}

/**
 * All that stands before the events: RFC 5545 §3.4, RFC 7986 §5 (NAME, REFRESH-INTERVAL, SOURCE) with the names that
 * older clients know, and a VTIMEZONE for every zone. No METHOD: the feed is a publication to read, no message, and
 * Outlook wants an ORGANIZER with one.
 */
export function feedHead({ name, description, locale, zones, timeZone, url, refresh }: FeedEnvelope): string {
  const language = { LANGUAGE: locale }
  const sorted = [...new Set(zones)].sort()
  return [
    'BEGIN:VCALENDAR\r\nVERSION:2.0\r\n',
    contentLine('PRODID', '-//Kalendarium//Kalendarium//EN'),
    'CALSCALE:GREGORIAN\r\n',
    contentLine('NAME', textValue(name), language),
    contentLine('X-WR-CALNAME', textValue(name)),
    description ? contentLine('DESCRIPTION', textValue(description), language) : '',
    description ? contentLine('X-WR-CALDESC', textValue(description)) : '',
    contentLine('REFRESH-INTERVAL', refresh, { VALUE: 'DURATION' }),
    contentLine('X-PUBLISHED-TTL', refresh),
    contentLine('SOURCE', uriValue(url), { VALUE: 'URI' }),
    ...(sorted.length > 0 ? sorted : [timeZone]).map(zoneText),
  ].join('')
}

const zoneTexts = new Map<string, string>()

/** Folded here, as all lines are; the zone data changes only with the runtime, so each text is made once. */
function zoneText(zone: string): string {
  let text = zoneTexts.get(zone)
  if (text === undefined) {
    text = vtimezone(zone).split('\r\n').map(fold).join('\r\n')
    zoneTexts.set(zone, text)
  }
  return text
}
