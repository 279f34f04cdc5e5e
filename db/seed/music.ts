import type { Chapter } from './event.ts'
import { free, places, ticket } from './places.ts'

// biome-ignore format: an event a few lines
export const music: Chapter = (on) => {
  const choir = on.weekday('tuesday', -20)
  const jazz = on.weekday('thursday', -3)
  const evening = (date: string) => ({ start: `${date}T19:30`, end: `${date}T21:30` })
  return [
    {
      key: 'music-symphony',
      body: {
        title: { sv: 'Havet: symfonikonsert', en: 'The Sea: symphony concert' },
        summary: { sv: 'Debussy, Britten och ett nyskrivet verk.', en: 'Debussy, Britten and a new work.' },
        description: {
          sv: 'Orkestern möter **havet** i tre verk.\n\n- Britten: *Four Sea Interludes*\n- Debussy: *La mer*',
          en: 'The orchestra meets the **sea** in three works.\n\n- Britten: *Four Sea Interludes*\n- Debussy: *La mer*',
        },
        ...evening(on.day(12)), type: 'performance', categories: ['music'], tags: ['klassiskt', 'orkester'],
        location: places.harbourHall, offers: ticket(320, 190), accessibility: ['wheelchair', 'inductionLoop'],
        people: [{ name: 'Alva Sandgren', role: 'artist', title: 'dirigent' }],
        image: { url: 'https://images.example.org/havet.jpg', alt: { sv: 'Vågor mot en pir', en: 'Waves against a pier' }, credit: 'Region Demo', license: 'CC BY 4.0' },
      },
    },
    {
      key: 'music-choir',
      body: {
        title: { sv: 'Öppen kör', en: 'Open choir' },
        summary: { sv: 'Sjung med, varje tisdag. Inga förkunskaper.', en: 'Sing along every Tuesday. No experience needed.' },
        start: `${choir}T18:00`, duration: 'PT1H30M', recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=TU' },
        type: 'other', categories: ['music'], tags: ['kör'], location: places.mill, offers: free,
      },
      changes: [
        { at: `${on.after(choir, 147)}T18:00`, body: { start: `${on.after(choir, 148)}T18:30`, statusNote: { sv: 'Flyttad en dag: lokalen är upptagen.', en: 'Moved by a day: the room is taken.' } } },
        { at: `${on.after(choir, 154)}T18:00`, body: { status: 'cancelled', statusNote: { sv: 'Körledaren är sjuk.', en: 'The leader is ill.' } } },
        { at: `${on.after(choir, 168)}T18:00`, body: { title: { sv: 'Öppen kör: gästdirigent Mira Holm', en: 'Open choir: guest conductor Mira Holm' } } },
        { at: `${on.after(choir, 182)}T18:00`, body: { excluded: true } },
      ],
    },
    {
      key: 'music-jazz',
      body: {
        title: { sv: 'Jazzklubben', en: 'The jazz club' },
        start: `${jazz}T20:00`, end: `${jazz}T23:00`, recurrence: { rrule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=40' },
        type: 'performance', categories: ['music'], tags: ['Jazz'], location: places.fort, offers: ticket(150),
      },
    },
    {
      key: 'music-organ',
      body: {
        title: { sv: 'Lunchorgel', en: 'Organ at lunch' },
        start: `${on.weekday('friday', 0)}T12:15`, duration: 'PT30M', recurrence: { rrule: 'FREQ=WEEKLY;COUNT=60' },
        type: 'performance', categories: ['music'], location: { name: { sv: 'Sankt Knuts kapell' }, locality: 'Lund', country: 'SE', latitude: 55.7043, longitude: 13.1929 },
        offers: free, inLanguage: ['sv'],
      },
    },
    {
      key: 'music-postponed',
      body: {
        title: { sv: 'Vinterblås', en: 'Winter brass' },
        ...evening(on.day(20)), type: 'performance', status: 'postponed',
        statusNote: { sv: 'Nytt datum kommer. Köpta biljetter gäller.', en: 'A new date follows. Tickets stay valid.' },
        categories: ['music'], location: places.waterHouse, offers: ticket(180),
      },
    },
    {
      key: 'music-lucia',
      body: {
        title: { sv: 'Luciatåg', en: 'Lucia procession' },
        start: `${on.yearly(12, 13, -1)}T07:30`, duration: 'PT45M', recurrence: { rrule: 'FREQ=YEARLY' },
        type: 'performance', categories: ['music', 'heritage'], location: places.library, offers: free,
      },
    },
    {
      key: 'music-draft',
      body: {
        title: { sv: 'Kammarmusik i fyren', en: 'Chamber music in the lighthouse' },
        ...evening(on.day(75)), type: 'performance', categories: ['music'], location: places.lighthouse, state: 'draft',
      },
    },
  ]
}
