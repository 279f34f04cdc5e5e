import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { type Calendar, openCalendar } from '../events/calendar.ts'
import { pagesOf } from './event-pages.ts'

let calendar: Calendar
beforeEach(async () => {
  calendar = await openCalendar()
  const { close } = calendar
  onTestFinished(close)
})

const { read, words, facts, jsonLd } = pagesOf(() => calendar)

describe('an event', () => {
  test('shows every field that it has', async () => {
    await calendar.send('PUT', '/api/v1/categories/music', {
      name: { sv: 'Musik', en: 'Music' },
      color: '#b5451a',
    })
    await calendar.create({
      title: { sv: 'Symfonikväll', en: 'Symphony night' },
      summary: { sv: 'Debussy och Britten.' },
      description: { sv: '## Program\n\nTre **verk**.' },
      start: '2026-12-03T19:30',
      end: '2026-12-03T22:00',
      type: 'performance',
      categories: ['music'],
      tags: ['orkester'],
      location: {
        name: { sv: 'Hamnhallen' }, streetAddress: 'Kajgatan 4', postalCode: '211 19', locality: 'Malmö', region: 'Skåne', country: 'SE',
        latitude: 55.6, longitude: 13, accessibility: { sv: 'Ramp vid entrén.' },
      },
      attendanceMode: 'mixed',
      onlineLocation: { url: 'https://stream.example.org/a', name: 'Direktsändning' },
      organizer: { name: 'Orkestern', url: 'https://orkestern.example.org/', email: 'info@orkestern.example.org', phone: '+46 40 123' },
      people: [
        { name: 'Alva Sandgren', role: 'artist', title: 'dirigent', affiliation: 'Orkestern' },
        { name: 'Otto Berg', role: 'contact' },
      ],
      offers: [{ name: { sv: 'Ordinarie' }, price: 320, currency: 'SEK', url: 'https://tickets.example.org/a' }, { price: 0, name: { sv: 'Fri entré' } }],
      inLanguage: ['sv', 'en'],
      audience: ['Alla'],
      accessibility: ['wheelchair', 'inductionLoop'],
      image: { url: 'https://images.example.org/a.jpg', alt: { sv: 'Vågor' }, credit: 'Fotografen', license: 'CC BY 4.0' },
      links: [{ url: 'https://example.org/program.pdf', title: { sv: 'Programblad' }, mediaType: 'application/pdf' }],
      website: 'https://symfoni.example.org/',
    }) // biome-ignore format: an event
    expect(await facts('/events/symfonikvall')).toEqual({
      När: 'Torsdag 3 december 2026 kl. 19.30–22.00',
      Var: 'Hamnhallen Kajgatan 4 211 19 Malmö, Skåne Visa på karta (OpenStreetMap)',
      Deltagande: 'På plats och på nätet Direktsändning',
      Pris: '320 kr Ordinarie Biljetter Gratis',
      Arrangör: 'Orkestern info@orkestern.example.org +46 40 123',
      Språk: 'Svenska, engelska',
      För: 'Alla',
      Tillgänglighet: 'rullstolsanpassat hörslinga Ramp vid entrén.',
      Ämne: 'Musik',
      Nyckelord: 'orkester',
    })
    const text = await words('/events/symfonikvall')
    expect(text).toMatch(
      /^Kalender Föreställning Symfonikväll Debussy och Britten\. Program Tre verk ?\. Medverkande Alva Sandgren dirigent, Orkestern Konstnär Kontakt Otto Berg/,
    )
    expect(text).toContain(
      'Läs mer Webbplats symfoni.example.org Programblad example.org, application/pdf Bild: Vågor Fotografen, CC BY 4.0',
    )
    expect(await read('/events/symfonikvall')).toContain(
      'https://www.openstreetmap.org/?mlat=55.6&amp;mlon=13#map=17/55.6/13',
    )
  })

  test('has headings without a gap, whatever level its writer chose', async () => {
    await calendar.create({ description: { sv: '### Först\n\nText\n\n#### Sedan' } })
    expect([...(await read('/events/forelasning')).matchAll(/<h(\d)/g)].map(([, level]) => level)).toEqual([
      '1',
      '2',
      '3',
      '2',
      '2',
    ])
  })

  test('marks text in another language than the page’s', async () => {
    await calendar.create({ title: { sv: 'Samtal', en: 'Talk' }, summary: { sv: 'Om havet.' } })
    const page = await read('/events/samtal?lang=en')
    expect(page).toContain('<html lang="en">')
    expect(page).toContain('<h1>Talk</h1>')
    expect(page).toContain('<p class="lead" lang="sv">Om havet.</p>')
  })

  test('tells machines its addresses, its picture and its languages', async () => {
    await calendar.create({
      title: { sv: 'Samtal', en: 'Talk' },
      image: { url: 'https://images.example.org/a.jpg', alt: 'Hav' },
    })
    const page = await read('/events/samtal?lang=en')
    const site = 'https://calendar.example.org'
    for (const line of [
      `<link rel="canonical" href="${site}/events/samtal?lang=en">`,
      `<link rel="alternate" hreflang="sv" href="${site}/events/samtal?lang=sv">`,
      `<link rel="alternate" hreflang="x-default" href="${site}/events/samtal">`,
      '<link rel="alternate" type="text/calendar" title="Talk" href="/events/samtal.ics?lang=en">',
      '<meta property="og:title" content="Talk">',
      '<meta property="og:description" content="Tuesday 1 December 2026, 18:00">',
      `<meta property="og:url" content="${site}/events/samtal?lang=en">`,
      '<meta property="og:image" content="https://images.example.org/a.jpg">',
      '<meta property="og:image:alt" content="Hav">',
      '<meta property="og:locale" content="en_GB">',
    ])
      expect(page).toContain(line)
    expect(await jsonLd('/events/samtal?lang=en')).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Event',
      name: 'Talk',
      startDate: '2026-12-01T18:00:00+01:00',
    })
  })

  test('leads into calendars with its times in UTC, a place and its page', async () => {
    await calendar.create({
      title: 'Jazz & soul',
      end: '2026-12-01T20:00',
      location: { name: 'Kvarnen', locality: 'Malmö' },
    })
    const links = [...(await read('/events/jazz-soul')).matchAll(/href="(https:[^"]*calendar[^"]*)"/g)]
      .map(([, href = '']) => new URL(href.replaceAll('&amp;', '&')))
      .filter(({ host }) => /google|outlook/.test(host))
    expect(links.map(({ host }) => host)).toEqual([
      'calendar.google.com',
      'outlook.live.com',
      'outlook.office.com',
    ])
    expect(Object.fromEntries(links[0]?.searchParams ?? [])).toEqual({
      action: 'TEMPLATE',
      dates: '20261201T170000Z/20261201T190000Z',
      ctz: 'Europe/Stockholm',
      text: 'Jazz & soul',
      details: 'https://calendar.example.org/events/jazz-soul',
      location: 'Kvarnen, Malmö',
    })
    expect(Object.fromEntries(links[1]?.searchParams ?? [])).toMatchObject({
      startdt: '2026-12-01T17:00:00Z',
      enddt: '2026-12-01T19:00:00Z',
      subject: 'Jazz & soul',
    })
  })

  test('that is over says so, and is added to no calendar', async () => {
    await calendar.create({ start: '2026-11-01T18:00' })
    const text = await words('/events/forelasning')
    expect(text).toContain('Det här har redan varit.')
    expect(text).not.toContain('Lägg till i din kalender')
  })
})

describe('its status', () => {
  test.each([
    ['cancelled', 'Inställt'],
    ['postponed', 'Uppskjutet'],
    ['rescheduled', 'Ny tid'],
    ['movedOnline', 'Flyttat till nätet'],
    ['tentative', 'Preliminärt'],
  ])('%s is a sign and a word with the reason, and stands in the title', async (status, label) => {
    await calendar.create({ title: 'Kör', status, statusNote: { sv: 'Så blev det.' } })
    const page = await read('/events/kor')
    expect(page).toContain(`<title>${label}: Kör – Kalendarium</title>`)
    expect(page).toContain(
      `<use href="#i-${status}"/></svg><span><strong>${label}.</strong> Så blev det.</span></p>`,
    )
  })

  test('what has moved online has its place struck out, and leads nobody to it', async () => {
    await calendar.create({
      title: 'Kör',
      status: 'movedOnline',
      location: { name: 'Kvarnen', locality: 'Malmö' },
    })
    const page = await read('/events/kor')
    expect(page).toContain('<p><s><strong>Kvarnen</strong><br>Malmö</s></p>')
    expect(page).not.toContain('openstreetmap')
    expect(page).toContain('location=P%C3%A5+n%C3%A4tet')
  })

  test('what does not take place has its time struck out and is added to no calendar', async () => {
    await calendar.create({ title: 'Kör', status: 'cancelled' })
    expect(await read('/events/kor')).toMatch(/<time [^>]*><s>Tisdag 1 december/)
    expect(await words('/events/kor')).not.toContain('Lägg till i din kalender')
  })
})

describe('an event that was moved as a whole', () => {
  test('tells when it was to be, to people and to machines', async () => {
    const talk = await calendar.create({ title: 'Samtal', start: '2026-12-01T18:00' })
    expect((await jsonLd('/events/samtal')).previousStartDate).toBeUndefined()
    const move = { start: '2026-12-08T19:00', status: 'rescheduled', statusNote: 'Lokalen var upptagen.' }
    await calendar.send('PATCH', `/api/v1/events/${talk.id}`, move)
    await calendar.send('PATCH', `/api/v1/events/${talk.id}`, { summary: 'Nytt rum.' })
    expect(await words('/events/samtal')).toContain(
      'Ny tid. Flyttat från tisdag 1 december 2026 kl. 18.00. Lokalen var upptagen.'.replace(' ', ' '),
    )
    expect(await jsonLd('/events/samtal')).toMatchObject({
      eventStatus: 'https://schema.org/EventRescheduled',
      startDate: '2026-12-08T19:00:00+01:00',
      previousStartDate: '2026-12-01T18:00:00+01:00',
    })
  })

  test('looks like one, also where only a date of a series was', async () => {
    const choir = await calendar.create({
      title: 'Kör',
      start: '2026-12-01T18:00',
      recurrence: { rrule: 'FREQ=WEEKLY' },
    })
    const at = `/api/v1/events/${choir.id}/occurrences/2026-12-08T18:00:00`
    await calendar.send('PUT', at, { start: '2026-12-09T18:00' })
    const page = await read('/events/kor?occurrence=20261208T180000')
    expect(page).toContain('<article class="event rescheduled">')
    expect(page).toContain('<title>Ny tid: Kör – Kalendarium</title>')
  })

  test('tells nothing of a time that was never public', async () => {
    const talk = await calendar.create({ title: 'Samtal', start: '2026-12-01T18:00', state: 'draft' })
    await calendar.send('PATCH', `/api/v1/events/${talk.id}`, {
      start: '2026-12-08T19:00',
      status: 'rescheduled',
    })
    await calendar.send('PUT', `/api/v1/events/${talk.id}/publication`, { state: 'published' })
    expect((await jsonLd('/events/samtal')).previousStartDate).toBeUndefined()
  })
})

describe('the layout', () => {
  test('has the facts beside a text, and above what there is without one', async () => {
    const links = { website: 'https://kor.example.org/' }
    await calendar.create({ title: 'Kör', ...links, description: { sv: 'Sjung!' } })
    await calendar.create({ title: 'Orkester', ...links })
    expect(await read('/events/kor')).toMatch(/event-body"><div class="event-main"><div class="text"/)
    const plain = await read('/events/orkester')
    expect(plain).toMatch(/event-body plain"><div class="event-side">[\s\S]*<div class="event-main"><section/)
  })
})

describe('a deadline', () => {
  test.each([
    ['Europe/Brussels', 'Stänger torsdag 3 december 2026 kl. 17.00 Brysseltid, samma tid här'],
    ['Europe/London', 'Stänger torsdag 3 december 2026 kl. 17.00 Londontid, 18.00 här'],
  ])('in %s is said as one, on both clocks', async (timeZone, expected) => {
    await calendar.create({
      title: 'Ansök',
      start: '2026-12-03T16:00',
      end: '2026-12-03T17:00',
      timeZone,
      type: 'deadline',
    })
    expect((await facts('/events/ansok')).När).toBe(expected)
    expect(await read('/events/ansok')).toMatch(/dates=(\d{8}T\d{6}Z)%2F\1&/)
    expect((await jsonLd('/events/ansok')).startDate).toMatch(/^2026-12-03T17:00:00/)
    expect((await jsonLd('/events/ansok')).endDate).toBeUndefined()
  })

  test('that was moved says when it was to close', async () => {
    const body = { title: 'Ansök', type: 'deadline', start: '2026-12-03T16:00', duration: 'PT1H' }
    const call = await calendar.create(body)
    const move = { start: '2026-12-10T16:00', status: 'rescheduled' }
    await calendar.send('PATCH', `/api/v1/events/${call.id}`, move)
    expect((await facts('/events/ansok')).När).toBe('Stänger torsdag 10 december 2026 kl. 17.00')
    expect(await words('/events/ansok')).toContain('Ny tid. Flyttat från torsdag 3 december 2026 kl. 17.00.')
    expect((await jsonLd('/events/ansok')).previousStartDate).toBe('2026-12-03T17:00:00+01:00')
  })

  test('of a whole day is added to calendars as that day', async () => {
    await calendar.create({ title: 'Ansök', type: 'deadline', start: '2026-12-03' })
    expect(await read('/events/ansok')).toContain('dates=20261203%2F20261204&')
  })
})

describe('registration', () => {
  const registration = {
    url: 'https://signup.example.org/a',
    required: true,
    opens: '2026-11-25T09:00',
    closes: '2026-11-30T12:00',
    capacity: 40,
  }
  test.each([
    ['2026-11-20T12:00:00Z', 'Anmälan öppnar onsdag 25 november 2026 kl. 09.00. Anmälan stänger måndag 30 november 2026 kl. 12.00. 40 platser.', false],
    ['2026-11-26T12:00:00Z', 'Du behöver anmäla dig. Anmälan stänger måndag 30 november 2026 kl. 12.00. 40 platser.', true],
    ['2026-11-30T11:00:00Z', 'Anmälan stängde måndag 30 november 2026 kl. 12.00. 40 platser.', false],
  ])('at %s says: %s', async (now, expected, isOpen) => {
    await calendar.create({ registration })
    calendar.clock.now = now
    expect(await words('/events/forelasning')).toContain(expected)
    expect((await read('/events/forelasning')).includes('href="https://signup.example.org/a"')).toBe(isOpen)
  }) // biome-ignore format: a table to read
})
