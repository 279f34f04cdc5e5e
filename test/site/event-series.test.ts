import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { type Calendar, openCalendar } from '../events/calendar.ts'
import { pagesOf, spoken } from './event-pages.ts'

let calendar: Calendar
beforeEach(async () => {
  calendar = await openCalendar()
  const { close } = calendar
  onTestFinished(close)
})

const { read, words, facts, jsonLd } = pagesOf(() => calendar)

describe('a series', () => {
  beforeEach(async () => {
    const { id } = await calendar.create({
      title: 'Öppen kör',
      start: '2026-11-03T18:00',
      duration: 'PT90M',
      location: { locality: 'Malmö' },
      recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=TU', exdate: ['2026-12-22T18:00'] },
    })
    const change = (at: string, body: object) =>
      calendar.send('PUT', `/api/v1/events/${id}/occurrences/${at}`, body)
    await change('2026-11-24T18:00:00', { status: 'cancelled', statusNote: { sv: 'Körledaren är sjuk.' } })
    await change('2026-12-01T18:00:00', { start: '2026-12-02T18:30', location: { locality: 'Lund' } })
    await change('2026-12-08T18:00:00', { title: { sv: 'Öppen kör med gäst' } })
    await change('2026-12-15T18:00:00', { excluded: true })
  })

  test('says its rhythm and the next date that takes place', async () => {
    expect((await facts('/events/oppen-kor')).När).toBe(
      'Varje tisdag Nästa gång: onsdag 2 december 2026 kl. 18.30–20.00',
    )
  })

  test('lists its next dates, each with what is changed', async () => {
    const list = /<ul class="dates">([\s\S]*?)<\/ul>/.exec(await read('/events/oppen-kor'))?.[1] ?? ''
    const dates = list.split('</li>').map(spoken)
    expect(dates.slice(0, 6)).toEqual([
      'Tisdag 24 november 2026 kl. 18.00–19.30 Inställt · Körledaren är sjuk.',
      'Onsdag 2 december 2026 kl. 18.30–20.00 Flyttat från tisdag 1 december 2026 kl. 18.00 · annan plats',
      'Tisdag 8 december 2026 kl. 18.00–19.30 Öppen kör med gäst',
      'Tisdag 15 december 2026 kl. 18.00 Utgår',
      'Tisdag 22 december 2026 kl. 18.00 Utgår',
      'Tisdag 29 december 2026 kl. 18.00–19.30',
    ])
  })

  test('shows one date by its recurrence id in either form, as it is changed', async () => {
    for (const id of ['2026-12-01T18:00:00', '20261201T180000']) {
      const path = `/events/oppen-kor?occurrence=${id}`
      expect(await facts(path)).toMatchObject({
        När: 'Onsdag 2 december 2026 kl. 18.30–20.00',
        Var: 'Lund Visa på karta (OpenStreetMap)',
      })
      expect(await words(path)).toContain('Ny tid. Flyttat från tisdag 1 december 2026 kl. 18.00.')
      expect(await words(path)).toContain('Filen har hela serien; de andra lägger in detta tillfälle.')
      expect(await read(path)).toContain(
        '<link rel="canonical" href="https://calendar.example.org/events/oppen-kor?occurrence=20261201T180000&amp;lang=sv">',
      )
      expect(await jsonLd(path)).toMatchObject({
        startDate: '2026-12-02T18:30:00+01:00',
        previousStartDate: '2026-12-01T18:00:00+01:00',
        eventStatus: 'https://schema.org/EventRescheduled',
      })
    }
  })

  test.each(['2026-12-15T18:00:00', '2026-12-22T18:00:00', '2026-12-03T18:00:00', 'nonsense'])(
    'has no page for the date %s',
    async (id) => {
      const { status, text } = await calendar.get(`/events/oppen-kor?occurrence=${id}`, {
        'Accept-Language': 'sv',
      })
      expect(status).toBe(404)
      expect(text).toContain('<a class="button" href="/events/oppen-kor">Till serien</a>')
    },
  )
})

test.each([
  ['FREQ=WEEKLY;INTERVAL=2;COUNT=4', 'Varannan tisdag, 4 gånger', 'Every second Tuesday, 4 times'],
  ['FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261231', 'Varje tisdag och torsdag, till och med 31 december 2026', 'Every Tuesday and Thursday, until 31 December 2026'],
  ['FREQ=MONTHLY;BYDAY=1TU', 'Första tisdagen varje månad', 'The first Tuesday of every month'],
  ['FREQ=MONTHLY', 'Den 1:e varje månad', 'On day 1 of every month'],
  ['FREQ=YEARLY', 'Varje år den 1 december', 'Every year on 1 December'],
  ['FREQ=DAILY;INTERVAL=3', 'Var 3:e dag', 'Every 3 days'],
  ['FREQ=MONTHLY;BYDAY=TU,WE;BYSETPOS=1', 'Återkommer', 'Recurring'],
])('the rule %s reads %s', async (rrule, sv, en) => {
  await calendar.create({ start: '2026-12-01T18:00', recurrence: { rrule } })
  expect(await words('/events/forelasning')).toContain(`När ${sv} Nästa gång`)
  expect(await words('/events/forelasning?lang=en')).toContain(`When ${en} Next`)
}) // biome-ignore format: a table to read

test('a festival shows its programme, and a part what it is part of', async () => {
  const festival = await calendar.create({ title: 'Festival', start: '2026-12-04', end: '2026-12-06' })
  await calendar.create({ title: 'Invigning', start: '2026-12-04T18:00', superEvent: festival.id })
  await calendar.create({
    title: 'Frukost',
    start: '2026-12-05T08:00',
    superEvent: festival.id,
    status: 'cancelled',
  })
  await calendar.create({
    title: 'Hemligt',
    start: '2026-12-05T18:00',
    superEvent: festival.id,
    state: 'draft',
  })
  expect(await words('/events/festival')).toContain(
    'Program Fredag 4 december 2026 kl. 18.00 Invigning Lördag 5 december 2026 kl. 08.00 Frukost Inställt När 4–5 december 2026',
  )
  expect(await read('/events/invigning')).toContain('Del av <a href="/events/festival">Festival</a>')
})
