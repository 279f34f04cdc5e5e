import type { Chapter } from './event.ts'
import { free, online, places, ticket } from './places.ts'

// biome-ignore format: an event a few lines
export const society: Chapter = (on) => {
  const council = on.weekday('monday', -1)
  return [
    {
      key: 'society-council',
      body: {
        title: { sv: 'Öppet möte med kulturnämnden', en: 'Open meeting of the culture committee' },
        start: `${council}T13:00`, end: `${council}T16:00`, recurrence: { rrule: 'FREQ=WEEKLY;INTERVAL=4;COUNT=16' },
        type: 'meeting', categories: ['society'], attendanceMode: 'mixed', location: places.fort, onlineLocation: online('kulturnamnden'),
        accessibility: ['captions', 'inductionLoop'], people: [{ name: 'Nämndens kansli', role: 'contact', staff: true }],
      },
    },
    {
      key: 'society-growth',
      body: {
        title: { sv: 'Skånska tillväxtdagen', en: 'The growth conference' },
        start: `${on.day(55)}T08:30`, end: `${on.day(56)}T15:00`, type: 'conference', categories: ['innovation', 'society'],
        location: places.harbourHall, offers: [{ price: 1490, currency: 'SEK' }, { name: { sv: 'Föreningar', en: 'Associations' }, price: 490, currency: 'SEK' }],
        registration: { url: 'https://signup.example.org/tillvaxt', required: true, opens: `${on.day(1)}T09:00`, closes: `${on.day(48)}T23:59`, capacity: 600 },
        links: [{ url: 'https://region.example.org/tillvaxt/program', title: { sv: 'Program', en: 'Programme' } }],
      },
    },
    {
      key: 'society-breakfast',
      body: {
        title: { sv: 'Frukostmöte för livsmedelsföretag', en: 'Breakfast for food businesses' },
        start: `${on.day(8)}T07:30`, end: `${on.day(8)}T09:00`, type: 'meeting', categories: ['innovation'], location: places.waterHouse, offers: free,
      },
    },
    {
      key: 'society-start-up',
      body: {
        title: { sv: 'Starta eget på en kväll', en: 'Start a business in an evening' },
        start: `${on.day(13)}T17:30`, end: `${on.day(13)}T20:00`, type: 'workshop', categories: ['innovation'], location: places.fort, offers: free, inLanguage: ['sv', 'en', 'ar'],
      },
    },
    {
      key: 'society-green-webinar',
      body: {
        title: { sv: 'Grön omställning i små företag', en: 'The green transition in small businesses' },
        start: `${on.day(26)}T12:00`, duration: 'PT50M', type: 'webinar', categories: ['innovation', 'nature'], attendanceMode: 'online', onlineLocation: online('gron'), offers: free,
      },
    },
    {
      key: 'society-day',
      body: {
        title: { sv: 'Skånska flaggans dag', en: 'Day of the Scanian flag' },
        start: '2017-07-16', recurrence: { rrule: 'FREQ=YEARLY' }, type: 'other', categories: ['heritage'],
      },
    },
    {
      key: 'society-repair',
      body: {
        title: { sv: 'Laga-kafé', en: 'Repair café' },
        start: `${on.weekday('saturday', -8)}T11:00`, end: `${on.weekday('saturday', -8)}T14:00`,
        recurrence: { rrule: 'FREQ=WEEKLY;INTERVAL=2' }, type: 'workshop', categories: ['society'], location: places.library, offers: free,
      },
    },
    {
      key: 'society-castle',
      body: {
        title: { sv: 'Kvällsvandring: stadens murar', en: 'Evening walk: the city walls' },
        start: `${on.day(3)}T18:00`, duration: 'PT1H15M', type: 'other', categories: ['heritage'], location: places.fort, offers: ticket(120, 80),
      },
    },
    {
      key: 'society-draft',
      body: {
        title: { sv: 'Medborgardialog om kollektivtrafik', en: 'Citizens’ dialogue on public transport' },
        start: `${on.day(80)}T18:00`, type: 'meeting', categories: ['society'], state: 'draft',
      },
    },
  ]
}
