import { type Calendar, openCalendar } from '../events/calendar.ts'

/** A calendar of six events, most of them in December 2026; its clocks stand at 20 November. */
export async function openDecember(): Promise<Calendar> {
  const calendar = await openCalendar()
  await calendar.send('PUT', '/api/v1/categories/music', {
    name: { sv: 'Musik', en: 'Music' },
    color: '#b5451a',
  })
  const place = { name: { sv: 'Kvarnen' }, locality: 'Malmö' }
  // biome-ignore-start format: an event a line
  await calendar.create({
    title: { sv: 'Jazzkväll' },
    start: '2026-12-03T19:30',
    end: '2026-12-03T22:00',
    categories: ['music'],
    location: place,
    offers: [{ price: 0 }],
  })
  await calendar.create({
    title: { sv: 'Föreläsning', en: 'Lecture' },
    start: '2026-12-04T13:00',
    type: 'lecture',
    attendanceMode: 'online',
    location: { name: { sv: 'Stadshallen' } },
  })
  await calendar.create({
    title: 'Vinterblås',
    start: '2026-12-05T18:00',
    status: 'cancelled',
    statusNote: { sv: 'Dirigenten är sjuk.' },
  })
  await calendar.create({ title: 'Trådar', start: '2026-11-10', end: '2026-12-06', type: 'exhibition' })
  await calendar.create({
    title: 'Kreativa Europa',
    start: '2026-12-08T17:00',
    timeZone: 'Europe/Brussels',
    type: 'deadline',
  })
  await calendar.create({ title: 'Midsommarspel', start: '2027-06-25T15:00' })
  // biome-ignore-end format: an event a line
  return calendar
}

/** The page's words, as a reader without style or script has them. */
export function words(text: string): string {
  return text
    .replaceAll(/<(script|head|svg)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}
