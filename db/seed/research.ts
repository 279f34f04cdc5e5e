import type { Chapter } from './event.ts'
import { free, online, places } from './places.ts'

// biome-ignore format: an event a few lines
export const research: Chapter = (on) => {
  const seminar = on.weekday('wednesday', -4)
  const signUp = (name: string, closes: number, capacity: number) => ({
    url: `https://signup.example.org/${name}`, required: true, opens: `${on.day(-10)}T08:00`, closes: `${on.day(closes)}T12:00`, capacity,
  })
  return [
    {
      key: 'research-materials',
      body: {
        title: { sv: 'Materialens dag', en: 'Materials Day' },
        summary: { sv: 'En dag om neutroner, röntgen och nya material.', en: 'A day on neutrons, X-rays and new materials.' },
        start: `${on.day(33)}T09:00`, end: `${on.day(33)}T17:00`, type: 'conference', categories: ['research', 'innovation'],
        attendanceMode: 'mixed', location: places.lectureHall, onlineLocation: online('materialens-dag'), inLanguage: ['en'],
        registration: signUp('materials', 26, 240), offers: free, accessibility: ['captions', 'wheelchair'],
        people: [
          { name: 'Prof. Dana Lind', role: 'speaker', affiliation: 'Sunds universitet' },
          { name: 'Otto Berg', role: 'moderator', title: 'strateg', affiliation: 'Region Demo', staff: true },
        ],
      },
    },
    {
      key: 'research-climate',
      body: {
        title: { sv: 'Havet stiger: vad gör kusten?', en: 'The sea rises: what does the coast do?' },
        start: `${on.day(6)}T18:00`, end: `${on.day(6)}T19:30`, type: 'lecture', categories: ['research', 'nature'],
        location: places.theatre, offers: free, accessibility: ['signLanguage', 'inductionLoop'], inLanguage: ['sv'],
        people: [{ name: 'Signe Almqvist', role: 'speaker', title: 'docent i geologi' }],
      },
    },
    {
      key: 'research-seminar',
      body: {
        title: { sv: 'Onsdagsseminariet', en: 'The Wednesday seminar' },
        start: `${seminar}T13:15`, end: `${seminar}T15:00`, recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=WE', exdate: [`${on.after(seminar, 56)}T13:15`] },
        type: 'lecture', categories: ['research'], attendanceMode: 'mixed', location: places.lectureHall, onlineLocation: online('onsdag'), inLanguage: ['en'],
      },
    },
    {
      key: 'research-ai-webinar',
      body: {
        title: { sv: 'AI i kommunen: vad får man göra?', en: 'AI in municipalities: what is allowed?' },
        start: `${on.day(4)}T08:30`, duration: 'PT1H', type: 'webinar', categories: ['society', 'innovation'],
        attendanceMode: 'online', onlineLocation: online('ai-i-kommunen'), registration: signUp('ai', 3, 500), offers: free,
        audience: ['Kommuner'], accessibility: ['captions'], inLanguage: ['sv'],
      },
    },
    {
      key: 'research-moved-online',
      body: {
        title: { sv: 'Öppna data, öppna dörrar', en: 'Open data, open doors' },
        start: `${on.day(2)}T10:00`, end: `${on.day(2)}T12:00`, type: 'webinar', status: 'movedOnline',
        statusNote: { sv: 'Sändes på nätet i stället för i Lund.', en: 'On the net instead of in Lund.' },
        categories: ['society'], attendanceMode: 'online', onlineLocation: online('oppna-data'), offers: free,
      },
    },
    {
      key: 'research-stars',
      body: {
        title: { sv: 'Stjärnkväll', en: 'Evening under the stars' },
        summary: { sv: 'Vid klart väder; besked samma dag.', en: 'If the sky is clear; confirmed the same day.' },
        start: `${on.day(15)}T20:00`, end: `${on.day(15)}T22:00`, status: 'tentative', type: 'other', categories: ['research', 'children'],
        location: places.lectureHall, offers: free,
      },
    },
    {
      key: 'research-thesis',
      body: {
        title: { sv: 'Disputation: flyttfåglars nattliga vägar', en: 'Thesis defence: the night routes of migrating birds' },
        start: `${on.day(24)}T10:15`, end: `${on.day(24)}T13:00`, type: 'lecture', categories: ['research', 'nature'], location: places.lectureHall, inLanguage: ['en'],
      },
    },
    {
      key: 'research-school',
      body: {
        title: { sv: 'Sommarskola i maskininlärning', en: 'Summer school in machine learning' },
        start: on.yearly(6, 8), end: on.after(on.yearly(6, 8), 5), type: 'conference', categories: ['research'], location: places.lectureHall,
        offers: [{ price: 120, currency: 'EUR' }], registration: { url: 'https://signup.example.org/summer', required: true }, inLanguage: ['en'],
      },
    },
    {
      key: 'research-old',
      body: {
        title: { sv: 'Populärvetenskaplig afton', en: 'Evening of popular science' },
        start: `${on.day(-40)}T18:00`, end: `${on.day(-40)}T20:00`, type: 'lecture', categories: ['research'], location: places.waterHouse, offers: free,
      },
    },
  ]
}
