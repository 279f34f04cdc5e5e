import type { Chapter } from './event.ts'
import { free, places, ticket } from './places.ts'

// biome-ignore format: an event a few lines
export const outdoors: Chapter = (on) => {
  const story = on.weekday('saturday', -26)
  return [
    {
      key: 'outdoors-birds',
      body: {
        title: { sv: 'Morgon med ringmärkare', en: 'A morning with bird ringers' },
        start: `${on.weekday('sunday', 1)}T05:30`, end: `${on.weekday('sunday', 1)}T08:00`,
        recurrence: { rrule: 'FREQ=WEEKLY;COUNT=56' }, type: 'other', categories: ['nature'], location: places.lighthouse, offers: free,
      },
    },
    {
      key: 'outdoors-coast',
      body: {
        title: { sv: 'Vandra kusten', en: 'Walk the coast' },
        start: on.weekday('saturday', 3), end: on.after(on.weekday('saturday', 3), 2), type: 'other', categories: ['nature'], location: places.lighthouse,
        offers: ticket(250), registration: { required: true, url: 'https://signup.example.org/kusten', capacity: 25 },
      },
    },
    {
      key: 'outdoors-wetland',
      body: {
        title: { sv: 'Vattenrikets lördag', en: 'Saturday in the wetlands' },
        start: on.weekday('saturday', 2), type: 'other', categories: ['nature', 'children'], location: places.waterHouse, offers: free,
      },
    },
    {
      key: 'outdoors-story',
      body: {
        title: { sv: 'Sagostund', en: 'Story time' },
        start: `${story}T10:30`, duration: 'PT40M', recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=SA' }, type: 'other',
        categories: ['children', 'literature'], location: places.library, offers: free, audience: ['3–6 år'], inLanguage: ['sv'],
      },
    },
    {
      key: 'outdoors-robots',
      body: {
        title: { sv: 'Bygg en robot', en: 'Build a robot' },
        start: `${on.weekday('sunday', 2)}T13:00`, end: `${on.weekday('sunday', 2)}T16:00`, type: 'workshop', categories: ['children', 'innovation'],
        location: places.fort, offers: ticket(60), audience: ['9–13 år'],
      },
    },
    {
      key: 'outdoors-puppets',
      body: {
        title: { sv: 'Dockteater: Nattens väktare', en: 'Puppets: The keepers of the night' },
        start: `${on.day(10)}T15:00`, duration: 'PT50M', recurrence: { rdate: [`${on.day(11)}T13:00`, `${on.day(11)}T15:00`] },
        type: 'performance', categories: ['stage', 'children'], location: places.theatre, offers: ticket(90), accessibility: ['wheelchair'],
      },
    },
    {
      key: 'outdoors-dance',
      body: {
        title: { sv: 'Dansverk: Skarv', en: 'Dance: Cormorant' },
        start: `${on.day(28)}T19:00`, end: `${on.day(28)}T20:10`, type: 'performance', categories: ['stage'], location: places.harbourHall, offers: ticket(220, 150),
      },
    },
    {
      key: 'outdoors-film',
      body: {
        title: { sv: 'Måndagsfilm', en: 'Monday film' },
        start: `${on.weekday('monday', -10)}T19:00`, end: `${on.weekday('monday', -10)}T21:30`, recurrence: { rrule: 'FREQ=WEEKLY' },
        type: 'performance', categories: ['film'], location: places.mill, offers: ticket(95),
      },
    },
    {
      key: 'outdoors-family-residency',
      body: {
        title: { sv: 'Författare på besök i skolorna', en: 'Author visiting the schools' },
        start: on.day(60), end: on.day(88), type: 'residency', categories: ['literature', 'children'], location: { locality: 'Hässleholm', country: 'SE', latitude: 56.1591, longitude: 13.7664 },
      },
    },
  ]
}
