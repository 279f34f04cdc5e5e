import type { Chapter } from './event.ts'
import { free, places, ticket } from './places.ts'

// biome-ignore format: an event a few lines
export const art: Chapter = (on) => {
  const guided = on.weekday('sunday', -2)
  return [
    {
      key: 'art-threads',
      body: {
        title: { sv: 'Trådar: textil från fem decennier', en: 'Threads: textiles of five decades' },
        description: { sv: 'Vävar, broderier och *tovat* ur samlingarna.', en: 'Weaves, embroideries and *felt* from the collections.' },
        start: on.day(-24), end: on.day(53), type: 'exhibition', categories: ['art'], tags: ['textil'],
        location: places.mill, offers: ticket(90, 60), accessibility: ['wheelchair', 'audioDescription'],
        links: [{ url: 'https://museum.example.org/tradar/katalog.pdf', title: { sv: 'Katalog', en: 'Catalogue' }, mediaType: 'application/pdf' }],
      },
    },
    {
      key: 'art-light',
      body: {
        title: { sv: 'Ljus över slätten', en: 'Light over the plain' },
        start: on.day(9), end: on.day(72), type: 'exhibition', categories: ['art'], tags: ['fotografi'],
        location: places.fort, offers: free,
        people: [{ name: 'Ture Ekdahl', role: 'artist' }, { name: 'Ines Wahl', role: 'contact', title: 'intendent', affiliation: 'Magasinet', staff: true }],
      },
    },
    {
      key: 'art-guided',
      body: {
        title: { sv: 'Söndagsvisning', en: 'Sunday tour' },
        summary: { sv: 'Visning av Trådar, på svenska.', en: 'A tour of Threads, in Swedish.' },
        start: `${guided}T14:00`, duration: 'PT45M', recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=SU;COUNT=10' },
        type: 'other', categories: ['art'], location: places.mill, offers: ticket(90), inLanguage: ['sv'],
      },
    },
    {
      key: 'art-residency',
      body: {
        title: { sv: 'Gästkonstnär: keramik', en: 'Artist in residence: ceramics' },
        start: on.day(30), end: on.day(121), type: 'residency', categories: ['art'], location: places.studio,
        people: [{ name: 'Noor Haddad', role: 'artist', url: 'https://noor.example.org/' }],
      },
    },
    {
      key: 'art-residency-call',
      body: {
        title: { sv: 'Ansök: ateljévistelse i Knislinge', en: 'Apply: residency in Knislinge' },
        start: `${on.day(41)}T23:59`, type: 'deadline', categories: ['art', 'funding'], inLanguage: ['sv', 'en'],
        website: 'https://studios.example.org/apply', audience: ['Konstnärer'],
      },
    },
    {
      key: 'art-open-studio',
      body: {
        title: { sv: 'Öppna ateljéer', en: 'Open studios' },
        start: `${on.weekday('saturday', 5)}T11:00`, end: `${on.weekday('saturday', 5)}T16:00`,
        recurrence: { rdate: [`${on.weekday('sunday', 6)}T11:00`, `${on.weekday('saturday', 9)}T11:00`] },
        type: 'other', categories: ['art'], location: places.studio, offers: free,
      },
    },
    {
      key: 'art-weaving',
      body: {
        title: { sv: 'Väv en rölakan', en: 'Weave a rölakan' },
        start: `${on.day(17)}T10:00`, end: `${on.day(18)}T16:00`, type: 'workshop', categories: ['art', 'heritage'],
        location: places.mill, offers: ticket(950), registration: { url: 'https://signup.example.org/rolakan', required: true, opens: `${on.day(-5)}T09:00`, closes: `${on.day(10)}T18:00`, capacity: 12 },
      },
    },
    {
      key: 'art-croquis',
      body: {
        title: { sv: 'Kroki', en: 'Life drawing' },
        start: `${on.weekday('wednesday', -30)}T18:30`, end: `${on.weekday('wednesday', -30)}T20:30`,
        recurrence: { rrule: 'FREQ=WEEKLY;COUNT=104' }, type: 'workshop', categories: ['art'], location: places.mill, offers: ticket(80),
      },
    },
  ]
}
