import type { Chapter, SeedEvent } from './event.ts'
import { free, online, places } from './places.ts'

/** Calls close in Brussels, at five in the afternoon; a deadline has no end. */
// biome-ignore format: an event a few lines
export const funding: Chapter = (on) => {
  const call = (key: string, days: number, sv: string, en: string, programme: string): SeedEvent => ({
    key: `funding-${key}`,
    body: {
      title: { sv, en },
      start: `${on.day(days)}T17:00`, timeZone: 'Europe/Brussels', type: 'deadline', categories: ['funding'],
      tags: ['EU', programme], website: `https://calls.example.eu/${key}`, attendanceMode: 'online', inLanguage: ['en'],
      organizer: { name: 'Region Demo, EU-stöd', url: 'https://region.example.org/eu', email: 'eu@region.example.org', phone: '+46 40 000 00' },
    },
  })
  return [
    call('horizon-health', 21, 'Horisont Europa: hälsa', 'Horizon Europe: health', 'Horisont Europa'),
    call('horizon-climate', 64, 'Horisont Europa: klimat och energi', 'Horizon Europe: climate and energy', 'Horisont Europa'),
    call('creative', 48, 'Kreativa Europa: samarbetsprojekt', 'Creative Europe: cooperation projects', 'Kreativa Europa'),
    call('digital', 97, 'Digitala Europa: datadelning', 'Digital Europe: data sharing', 'Digitala Europa'),
    call('life', 140, 'LIFE: natur och biologisk mångfald', 'LIFE: nature and biodiversity', 'LIFE'),
    call('interreg', 190, 'Interreg: små projekt över sundet', 'Interreg: small projects across the Sound', 'Interreg'),
    {
      key: 'funding-cert',
      body: {
        title: { sv: 'CERV: vänortsnätverk', en: 'CERV: networks of towns' },
        start: `${on.day(11)}T17:00`, timeZone: 'Europe/Brussels', type: 'deadline', categories: ['funding', 'society'],
        status: 'rescheduled', statusNote: { sv: 'Kommissionen har flyttat sista dagen en vecka.', en: 'The Commission has moved the last day by a week.' },
        tags: ['EU', 'CERV'], attendanceMode: 'online',
      },
    },
    {
      key: 'funding-day',
      body: {
        title: { sv: 'Infodag: EU-program för kultur', en: 'Info day: EU programmes for culture' },
        start: `${on.day(19)}T09:30`, end: `${on.day(19)}T12:00`, timeZone: 'Europe/Brussels', type: 'meeting', categories: ['funding', 'art'],
        attendanceMode: 'mixed', location: places.brussels, onlineLocation: online('infodag'), offers: free, inLanguage: ['en'],
        registration: { url: 'https://signup.example.org/infodag', required: true, closes: `${on.day(17)}T17:00`, capacity: 80 },
        people: [{ name: 'Klara Nyström', role: 'host', affiliation: 'Region Demo', staff: true }],
      },
    },
    {
      key: 'funding-clinic',
      body: {
        title: { sv: 'Skrivarstuga för EU-ansökningar', en: 'Writing clinic for EU applications' },
        start: `${on.first('monday', 1)}T09:00`, duration: 'PT3H', recurrence: { rrule: 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1;COUNT=14' },
        type: 'workshop', categories: ['funding'], attendanceMode: 'online', onlineLocation: online('skrivarstuga'), offers: free,
      },
    },
    {
      key: 'funding-culture',
      body: {
        title: { sv: 'Regionens kulturstöd', en: 'The region’s cultural grants' },
        start: on.yearly(2, 15), type: 'deadline', categories: ['funding', 'art'], recurrence: { rrule: 'FREQ=YEARLY' },
      },
    },
  ]
}
