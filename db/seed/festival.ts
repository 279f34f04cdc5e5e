import type { Chapter, SeedEvent } from './event.ts'
import { free, places, ticket } from './places.ts'

/** A festival of four days and its parts. */
// biome-ignore format: an event a few lines
export const festival: Chapter = (on) => {
  const first = on.weekday('thursday', 9)
  const part = (key: string, days: number, hours: [string, string], body: Partial<SeedEvent['body']> & Pick<SeedEvent['body'], 'title'>): SeedEvent => ({
    key: `festival-${key}`,
    partOf: 'festival',
    body: {
      start: `${on.after(first, days)}T${hours[0]}`, end: `${on.after(first, days)}T${hours[1]}`,
      categories: ['literature'], location: places.theatre, offers: free, ...body,
    },
  })
  return [
    {
      key: 'festival',
      body: {
        title: { sv: 'Ord vid havet', en: 'Words by the Sea' },
        summary: { sv: 'Litteraturfestival i Ystad, fyra dagar.', en: 'Literature festival in Ystad, four days.' },
        description: { sv: '## Fyra dagar\n\nSamtal, uppläsningar och skrivarverkstäder.', en: '## Four days\n\nTalks, readings and workshops.' },
        start: first, end: on.after(first, 4), type: 'other', categories: ['literature'], location: places.theatre,
        website: 'https://festival.example.org/', offers: ticket(450, 300), tags: ['festival'],
      },
    },
    part('opening', 0, ['18:00', '19:00'], { title: { sv: 'Invigning', en: 'Opening' }, type: 'performance', categories: ['literature', 'music'] }),
    part('talk', 1, ['11:00', '12:00'], {
      title: { sv: 'Samtal: att översätta tystnad', en: 'Talk: translating silence' }, type: 'lecture', inLanguage: ['sv', 'da'],
      people: [{ name: 'Mette Juhl', role: 'speaker' }, { name: 'Ragnar Öst', role: 'moderator' }],
    }),
    part('workshop', 1, ['13:00', '16:00'], { title: { sv: 'Skriv en novell', en: 'Write a short story' }, type: 'workshop', offers: ticket(200) }),
    part('children', 2, ['10:00', '11:00'], { title: { sv: 'Sagor på scen', en: 'Tales on stage' }, type: 'performance', categories: ['literature', 'children'], accessibility: ['signLanguage', 'easyLanguage'] }),
    part('film', 2, ['19:00', '21:15'], { title: { sv: 'Filmen och boken', en: 'The film and the book' }, categories: ['literature', 'film'], offers: ticket(110) }),
    part('night', 2, ['22:00', '23:59'], { title: { sv: 'Poesinatt', en: 'Night of poetry' }, type: 'performance' }),
    part('cancelled', 3, ['11:00', '12:00'], {
      title: { sv: 'Frukost med förläggare', en: 'Breakfast with publishers' }, type: 'meeting', status: 'cancelled',
      statusNote: { sv: 'För få anmälda.', en: 'Too few signed up.' },
    }),
    part('closing', 3, ['15:00', '16:00'], { title: { sv: 'Avslutning', en: 'Closing' }, type: 'other' }),
  ]
}
