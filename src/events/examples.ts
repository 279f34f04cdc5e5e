/** Whole examples for the documentation; the tests send them as they are. */

export const EXAMPLE_EVENT = {
  title: { sv: 'Öppen föreläsning om kulturarv', en: 'Open lecture on cultural heritage' },
  summary: { sv: 'En timme om vad vi bevarar och varför.' },
  start: '2026-11-03T18:00',
  duration: 'PT1H',
  timeZone: 'Europe/Stockholm',
  recurrence: { rrule: 'FREQ=WEEKLY;COUNT=6', rdate: [], exdate: ['2026-11-17T18:00'] },
  type: 'lecture',
  tags: ['kulturarv'],
  attendanceMode: 'mixed',
  location: { name: 'Kulturen', locality: 'Lund', country: 'SE', latitude: 55.7047, longitude: 13.1966 },
  onlineLocation: { url: 'https://video.example/kulturarv' },
  inLanguage: ['sv'],
  offers: [{ price: 0 }],
}

export const EXAMPLE_ANSWER = {
  id: '019d1f6e-7c00-7000-8000-000000000001',
  uid: '019d1f6e-7c00-7000-8000-000000000001@kalendarium.example',
  slug: 'oppen-forelasning-om-kulturarv',
  url: 'https://kalendarium.example/events/oppen-forelasning-om-kulturarv',
  partner: 'house',
  ...EXAMPLE_EVENT,
  start: '2026-11-03T17:00:00Z',
  end: '2026-11-03T18:00:00Z',
  localStart: '2026-11-03T18:00:00',
  localEnd: '2026-11-03T19:00:00',
  allDay: false,
  recurrence: { rrule: 'FREQ=WEEKLY;COUNT=6', rdate: [], exdate: ['2026-11-17T18:00:00'] },
  status: 'confirmed',
  state: 'published',
  sequence: 0,
  created: '2026-10-01T08:00:00Z',
  updated: '2026-10-01T08:00:00Z',
  published: '2026-10-01T08:00:00Z',
}

/** The same event, with a change of its title that waits. */
export const EXAMPLE_HELD = {
  ...EXAMPLE_ANSWER,
  partner: 'kulturen',
  title: { sv: 'Öppen föreläsning om vårt kulturarv', en: 'Open lecture on cultural heritage' },
  state: 'submitted',
  moderation: {
    held: {
      etag: '"1-2"',
      action: 'update',
      at: '2026-10-02T09:30:00Z',
      by: { partner: 'kulturen', key: '019d1f6e-7c00-7000-8000-000000000009' },
      changes: [
        {
          pointer: '/title/sv',
          before: 'Öppen föreläsning om kulturarv',
          after: 'Öppen föreläsning om vårt kulturarv',
        },
      ],
      conflicts: [],
    },
  },
}

const { uid, recurrence, state, created, published, duration, ...shown } = EXAMPLE_ANSWER
export const EXAMPLE_OCCURRENCE = {
  ...shown,
  id: `${EXAMPLE_ANSWER.id}_20261110T180000`,
  eventId: EXAMPLE_ANSWER.id,
  recurrenceId: '2026-11-10T18:00:00',
  start: '2026-11-10T17:00:00Z',
  end: '2026-11-10T18:00:00Z',
  localStart: '2026-11-10T18:00:00',
  localEnd: '2026-11-10T19:00:00',
  recurring: true,
}
