import { renderTombstone } from '../../src/calendar/ical-tombstone.ts'
import type { CalendarEvent, EventContent } from '../../src/events/model.ts'
import { content, event, feedOf, feedWith, schedule } from './sample.ts'

const HOUR = 3_600_000

interface GoldenCase {
  name: string
  text: string
  event: CalendarEvent
  /** The recurrence ids that this feed leaves out. */
  omitted?: string[]
}

const weekly = schedule({ start: '2026-03-15T23:00:00', rrule: 'FREQ=WEEKLY;COUNT=6' })
const changes: EventContent['changes'] = {
  '2026-03-22T23:00:00': { fields: { title: { sv: 'Annan titel' } } },
  '2026-03-29T23:00:00': { fields: { status: 'cancelled', statusNote: { sv: 'Sjukdom.' } } },
  '2026-04-05T23:00:00': {
    start: '2026-04-06T18:00:00',
    length: { kind: 'exact', milliseconds: HOUR },
    fields: {},
  },
  '2026-04-12T23:00:00': { excluded: true, fields: {} },
  '2026-05-31T23:00:00': { fields: { title: { sv: 'Av en serie som var längre' } } },
}

export const goldenCases: GoldenCase[] = [
  single('single', {}),
  single('single-everything', everything()),
  { ...single('single-english', everything()), text: feedOf(event(everything()), 'mark', { locale: 'en' }) },
  single('single-all-day', {
    schedule: schedule({ start: '2026-05-04', length: { kind: 'days', days: 2 } }),
  }),
  single('single-all-day-no-length', {
    schedule: schedule({ start: '2026-05-04', length: { kind: 'none' } }),
  }),
  single('single-no-length', { type: 'deadline', schedule: schedule({ length: { kind: 'none' } }) }),
  single('single-nominal', {
    schedule: schedule({ start: '2026-10-24T20:00:00', length: nominal(1, HOUR) }),
  }),
  single('single-in-gap', { schedule: schedule({ start: '2026-03-29T02:30:00' }) }),
  single('single-second-of-two', {
    schedule: schedule({ start: '2026-10-25T02:30:00', startIsSecond: true }),
  }),
  single('single-ends-in-second-of-two', {
    schedule: schedule({ start: '2026-10-25T00:30:00', length: exact(3) }),
  }),
  single('single-utc', { schedule: schedule({ timeZone: 'UTC' }) }),
  single('single-other-zone', { schedule: schedule({ timeZone: 'Australia/Lord_Howe' }) }),
  single('single-cancelled', { status: 'cancelled', statusNote: { sv: 'Sjukdom.' } }),
  {
    ...single('single-cancelled-status', {}),
    text: feedOf(event({ status: 'cancelled' }), 'status'),
  },
  {
    ...single('single-cancelled-omit', {}),
    text: feedOf(event({ status: 'cancelled' }), 'omit'),
    omitted: [''],
  },
  single('single-postponed', { status: 'postponed' }),
  single('single-tentative', { status: 'tentative' }),
  single('series-changed', { schedule: weekly, changes }),
  { ...single('series-changed-status', {}), ...modeOf('status') },
  { ...single('series-changed-omit', {}), ...modeOf('omit'), omitted: ['2026-03-29T23:00:00'] },
  single('series-across-dst', {
    schedule: schedule({
      start: '2026-03-28T23:00:00',
      length: exact(6),
      rrule: 'FREQ=DAILY;UNTIL=20260331',
    }),
  }),
  single('series-nominal', {
    schedule: schedule({
      start: '2026-03-27T20:00:00',
      length: nominal(1, HOUR),
      rrule: 'FREQ=DAILY;COUNT=4',
    }),
  }),
  single('series-through-gap', {
    schedule: schedule({ start: '2026-03-28T02:30:00', rrule: 'FREQ=DAILY;COUNT=3' }),
    changes: { '2026-03-29T02:30:00': { fields: { title: { sv: 'Sommartid' } } } },
  }),
  single('series-starts-in-gap', {
    schedule: schedule({ start: '2026-03-29T02:30:00', rrule: 'FREQ=DAILY;COUNT=3' }),
  }),
  single('series-all-day', {
    schedule: schedule({
      start: '2026-05-04',
      length: { kind: 'days', days: 2 },
      rrule: 'FREQ=WEEKLY;UNTIL=20260629;BYDAY=MO,TH',
      exdate: ['2026-05-14', '2026-05-18'],
    }),
    changes: { '2026-05-21': { start: '2026-05-22', fields: {} } },
  }),
  single('series-endless', { schedule: schedule({ rrule: 'FREQ=MONTHLY;BYDAY=1TU' }) }),
  single('series-first-dropped', {
    schedule: schedule({ rrule: 'FREQ=WEEKLY;COUNT=3', exdate: ['2026-11-03T13:00:00'] }),
  }),
  single('series-extra-dates', {
    schedule: schedule({
      rrule: 'FREQ=WEEKLY;COUNT=3',
      rdate: ['2026-11-05T09:00:00', '2026-11-10T13:00:00', '2026-12-24T10:00:00'],
      exdate: ['2026-12-24T10:00:00'],
    }),
    changes: { '2026-11-05T09:00:00': { start: '2026-11-06T10:00:00', fields: { title: { sv: 'Extra' } } } },
  }),
  single('dates-only', {
    schedule: schedule({ rdate: ['2026-11-20T13:00:00', '2026-12-01T13:00:00'] }),
    changes: {
      '2026-11-03T13:00:00': { fields: { title: { sv: 'Premiär' } } },
      '2026-11-20T13:00:00': { fields: { status: 'cancelled' } },
    },
  }),
  {
    name: 'tombstones',
    event: event({ schedule: weekly, changes }),
    text: feedWith([tombstone(weekly, changes)], ['Europe/Stockholm']),
  },
  { name: 'empty', event: event(), text: feedWith([], []), omitted: [''] },
]

function single(name: string, own: Partial<EventContent>): GoldenCase {
  const one = event(own)
  return { name, event: one, text: feedOf(one) }
}

function modeOf(mode: 'status' | 'omit') {
  const one = event({ schedule: weekly, changes })
  return { event: one, text: feedOf(one, mode) }
}

function tombstone(ofSchedule: typeof weekly, ofChanges: typeof changes): string {
  const { feedUid: uid, updated } = event()
  return renderTombstone({ uid, sequence: 3, updated, schedule: ofSchedule, changes: ofChanges })
}

function exact(hours: number) {
  return { kind: 'exact', milliseconds: hours * HOUR } as const
}

function nominal(days: number, milliseconds: number) {
  return { kind: 'nominal', days, milliseconds } as const
}

function everything(): Partial<EventContent> {
  return content({
    website: 'https://konferens.example',
    title: { sv: 'Höstens konferens; del 1, 2', en: 'The autumn conference' },
    summary: { sv: 'Två dagar om 🎭 och \\ scen.', en: 'Two days about 🎭.' },
    description: {
      sv: 'Välkommen till **konferensen**.\n\n- [Program](https://konferens.example/program)\n- Mat',
      en: 'Welcome to the **conference**.',
    },
    status: 'rescheduled',
    statusNote: { sv: 'Ny tid på grund av storm.' },
    categories: ['musik', 'okand'],
    tags: ['scen', 'Musik', 'a,b;c'],
    attendanceMode: 'mixed',
    location: {
      name: { sv: 'Stora salen', en: 'The Great Hall' },
      streetAddress: 'Sergels torg 7',
      postalCode: '111 57',
      locality: 'Stockholm',
      country: 'SE',
      latitude: 59.3324,
      longitude: 0,
      accessibility: { sv: 'Hiss från gatan.' },
    },
    onlineLocation: { url: 'https://video.example/rum?a=1,2;b', name: 'Sänd "live"' },
    organizer: { name: 'Anna: Andersson', email: 'anna@kulturhuset.example', phone: '08-123 45' },
    people: [
      { name: 'Karin Boye', role: 'speaker', affiliation: 'KTH', url: 'https://kth.example/karin' },
      { name: 'Evert Taube', title: 'trubadur' },
    ],
    registration: {
      url: 'https://konferens.example/anmalan',
      required: true,
      opens: '2026-09-01T07:00:00Z',
      closes: '2026-10-30T22:59:00Z',
      capacity: 120,
    },
    offers: [
      { name: { sv: 'Ordinarie', en: 'Regular' }, price: 250, currency: 'SEK' },
      { name: { sv: 'Student', en: 'Student' }, price: 0 },
    ],
    image: { url: 'https://bilder.example/höst.jpg?w=1', alt: { sv: 'Löv' } },
    links: [{ url: 'https://konferens.example/film', title: { sv: 'Film från i fjol' } }],
    accessibility: ['signLanguage', 'wheelchair'],
    superEvent: '019a5b6c-0000-7000-8000-0000000000ff',
  })
}
