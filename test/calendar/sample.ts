import type { FeedContext } from '../../src/calendar/feed-context.ts'
import { renderEvent, zonesOf } from '../../src/calendar/ical-event.ts'
import { renderFeed } from '../../src/calendar/ical-feed.ts'
import type { CalendarEvent, EventContent } from '../../src/events/model.ts'
import type { Schedule } from '../../src/recurrence/model.ts'

export function schedule(own: Partial<Schedule> = {}): Schedule {
  return {
    start: '2026-11-03T13:00:00',
    startIsSecond: false,
    timeZone: 'Europe/Stockholm',
    length: { kind: 'exact', milliseconds: 2 * 3_600_000 },
    rrule: null,
    rdate: [],
    exdate: [],
    ...own,
  }
}

export function content(own: Partial<EventContent> = {}): EventContent {
  return {
    title: { sv: 'Höstens konferens', en: 'The autumn conference' },
    status: 'confirmed',
    type: 'conference',
    categories: [],
    tags: [],
    attendanceMode: 'inPerson',
    people: [],
    offers: [],
    links: [],
    inLanguage: [],
    audience: [],
    accessibility: [],
    schedule: schedule(),
    changes: {},
    ...own,
  }
}

export function event(own: Partial<EventContent> = {}, frame: Partial<CalendarEvent> = {}): CalendarEvent {
  return {
    id: '019a5b6c-0000-7000-8000-000000000001',
    uid: '019a5b6c-0000-7000-8000-000000000001@kalender.example',
    feedUid: '019a5b6c-0000-7000-8000-000000000001@kalender.example',
    slug: 'hostens-konferens',
    partner: 'house',
    state: 'published',
    sequence: 2,
    version: 5,
    created: new Date('2026-08-01T08:00:00.123Z'),
    updated: new Date('2026-08-02T09:30:15.987Z'),
    published: new Date('2026-08-01T10:00:00Z'),
    content: content(own),
    ...frame,
  }
}

export function context(own: Partial<FeedContext> = {}): FeedContext {
  return {
    locale: 'sv',
    timeZone: 'Europe/Stockholm',
    locales: ['sv', 'en'],
    publicUrl: 'https://kalender.example',
    partner: { name: 'Kulturhuset', url: 'https://kulturhuset.example', email: 'hemlig@kulturhuset.example' },
    categoryNames: (slug) => ({ musik: { sv: 'Musik', en: 'Music' } })[slug],
    ...own,
  }
}

/** The feed with one event, as a client fetches it. */
export function feedOf(
  one: CalendarEvent,
  mode: 'mark' | 'status' | 'omit' = 'mark',
  own: Partial<FeedContext> = {},
): string {
  const rendered = renderEvent(one, context(own))
  return feedWith([rendered[mode] ?? rendered.mark], zonesOf(one), own.locale)
}

export function feedWith(vevents: string[], zones: string[], locale = 'sv'): string {
  const envelope = {
    name: locale === 'sv' ? 'Kalendarium' : 'Events calendar',
    locale,
    zones,
    timeZone: 'Europe/Stockholm',
    url: 'https://kalender.example/calendar.ics',
    refresh: 'PT1H',
  }
  return new TextDecoder().decode(renderFeed(envelope, vevents))
}

/** The content lines, unfolded. */
export function linesOf(text: string): string[] {
  return text.replaceAll('\r\n ', '').split('\r\n').slice(0, -1)
}
