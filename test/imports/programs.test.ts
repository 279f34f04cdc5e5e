import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { type Calendar, openCalendar } from '../events/calendar.ts'
import { agenda, calendarFile, outcomes, post, vevent } from './files.ts'

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}.ics`, import.meta.url), 'utf8')

async function fresh<T>(work: (own: Calendar) => Promise<T>): Promise<T> {
  const own = await openCalendar()
  try {
    return await work(own)
  } finally {
    await own.close()
  }
}

/** What became of a file: the statuses, the dates, and the first event's fields of that name. */
async function imported(own: Calendar, file: string, ...fields: string[]) {
  const { items } = await post(own, file)
  const statuses = items.map(({ status, problem }) => problem?.detail ?? status)
  const { body } = await own.get(`/api/v1/events/${items[0]?.id}`)
  return {
    statuses,
    dates: await agenda(own),
    first: Object.fromEntries(fields.map((name) => [name, body[name]])),
    again: new Set(await outcomes(own, file)),
  }
}

it('reads a file of Google Calendar', () =>
  fresh(async (own) => {
    expect(
      await imported(own, fixture('google'), 'timeZone', 'description', 'location', 'organizer'),
    ).toEqual({
      statuses: ['created', 'created', 'created', 'created'],
      dates: [
        '2026-11-27T17:00:00 … 2026-11-27T18:30:00 Språkcafé',
        '2026-12-04T17:00:00 … 2026-12-04T18:30:00 Språkcafé',
        '2026-12-12 … 2026-12-14 Julmarknad',
        '2026-12-18T18:00:00 … 2026-12-18T20:00:00 Språkcafé med glögg',
        '2027-01-20T18:00:00 … 2027-01-20T19:00:00 Visning',
      ],
      first: {
        timeZone: 'Europe/Stockholm',
        description: {
          sv: 'Alla är **välkomna**\\\nAnmälan: [här](<https://sprak.example/anmalan?a=1&b=2>)\n\n- kaffe\n- te',
        },
        location: { name: { sv: 'Stadsbiblioteket, Götaplatsen 3, 411 36 Göteborg' } },
        organizer: { name: 'Biblioteket' },
      },
      again: new Set(['unchanged']),
    })
  }))

it('reads a file of Outlook and Exchange', () =>
  fresh(async (own) => {
    expect(await imported(own, fixture('outlook'), 'timeZone', 'description', 'status')).toEqual({
      statuses: ['created', 'created', 'created', 'created'],
      dates: [
        '2026-12-01T09:00:00 … 2026-12-01T10:00:00 Styrelsemöte',
        '2026-12-07 … 2026-12-08 Lovdag',
        '2026-12-08T10:00:00 … 2026-12-08T11:30:00 Styrelsemöte (flyttat)',
        '2026-12-15T09:00:00 … 2026-12-15T10:00:00 Styrelsemöte',
        '2027-06-08T15:00:00 … 2027-06-08T16:00:00 Kurs i Redmond',
      ],
      first: {
        timeZone: 'Europe/Berlin',
        description: { sv: 'Dagordning\n\n1. Val' },
        status: 'tentative',
      },
      again: new Set(['unchanged']),
    })
  }))

it('reads a file of Apple Calendar', () =>
  fresh(async (own) => {
    expect(await imported(own, fixture('apple'), 'timeZone', 'location', 'website', 'tags')).toEqual({
      statuses: ['created', 'created'],
      dates: [
        '2026-12-02T19:00:00 … 2026-12-02T21:00:00 Filmkväll',
        '2026-12-03T19:00:00 … 2026-12-03T21:00:00 Filmkväll',
        '2026-12-10T19:00:00 … 2026-12-10T21:00:00 Filmkväll',
        '2027-01-06 … 2027-01-07 Trettondagen',
      ],
      first: {
        timeZone: 'Europe/Stockholm',
        location: {
          name: { sv: 'Bio Roxy, Drottninggatan 1, Örebro' },
          latitude: 59.27412,
          longitude: 15.20661,
        },
        website: 'https://bioroxy.example/film',
        tags: [],
      },
      again: new Set(['unchanged']),
    })
  }))

it('reads a file of Thunderbird', () =>
  fresh(async (own) => {
    expect(await imported(own, fixture('thunderbird'), 'timeZone', 'tags', 'description', 'links')).toEqual({
      statuses: ['created'],
      dates: ['2026-12-05T14:00:00 … 2026-12-05T16:00:00 Bokbytardag'],
      first: {
        timeZone: 'Europe/Stockholm',
        tags: ['Böcker', 'Barn & unga'],
        description: { sv: 'Ta med högst *fem* böcker.' },
        links: [{ url: 'https://bok.example/program.pdf', mediaType: 'application/pdf' }],
      },
      again: new Set(['unchanged']),
    })
  }))

it('reads a file of WordPress (The Events Calendar)', () =>
  fresh(async (own) => {
    await own.send('PUT', '/api/v1/categories/music', { name: { sv: 'Musik', en: 'Music' } })
    const fields = ['timeZone', 'categories', 'tags', 'image', 'organizer', 'website', 'location'] as const
    expect(await imported(own, fixture('wordpress'), ...fields)).toEqual({
      statuses: ['created', 'created'],
      dates: [
        '2026-12-11T19:30:00 … 2026-12-11T22:00:00 Luciakonsert: “Ljuset” & körsång',
        '2026-12-24 … 2026-12-27 Stängt',
      ],
      first: {
        timeZone: 'Europe/Stockholm',
        categories: ['music'],
        tags: ['Familj'],
        image: {
          url: 'https://kulturhuset.example/wp-content/uploads/2026/10/lucia.jpg',
          alt: { sv: 'Luciakonsert: “Ljuset” & körsång' },
        },
        organizer: { name: 'Kulturhuset', email: 'info@kulturhuset.example' },
        website: 'https://kulturhuset.example/event/luciakonsert/',
        location: {
          name: { sv: 'Stora salen, Torget 1, Örebro, 70211, Sverige' },
          latitude: 59.2739,
          longitude: 15.2126,
        },
      },
      again: new Set(['unchanged']),
    })
  }))

it('reads a hand-made file: lower case, LF, a byte order mark, raw line ends, quoted-printable', () =>
  fresh(async (own) => {
    expect(await imported(own, fixture('hand-made'), 'title', 'description')).toEqual({
      statuses: ['created', 'created'],
      dates: [
        '2026-12-05T10:00:00 … null Städdag på gården',
        '2026-12-06T10:00:00 … 2026-12-06T12:00:00 Årsmöte i föreningen',
      ],
      first: {
        title: { sv: 'Städdag på gården' },
        description: { sv: 'Ta med handskar\\\noch kratta.' },
      },
      again: new Set(['unchanged']),
    })
  }))

it('reads quoted-printable that does not say what it is, and leaves alone what may mean itself', () =>
  fresh(async (own) => {
    const file = calendarFile(
      vevent(
        'leftovers',
        'SUMMARY:=C3=85rsm=C3=B6te =E2=80=93 v=C3=A4lkomna',
        'DESCRIPTION:Ta med handskar=0D=0Aoch en kratta f=C3=B6r l=C3=B6v=',
        'en. Mer: https://a.example/?q=C3=A5=0D=0AHej=20d=C3=A5!',
        'LOCATION:Hallen=2C L=C3=A4nsgatan 3',
      ),
      vevent('formulas', 'SUMMARY:Kurs x=42 och =C3', 'LOCATION:Sal A=20'),
      vevent('latin', 'SUMMARY:=C3=85r och =E5r'),
      vevent('address', 'SUMMARY:https://a.example/?q=C3=A5'),
    )
    const texts = []
    for (const { id } of (await post(own, file)).items) {
      const { title, description, location } = (await own.get(`/api/v1/events/${id}`)).body
      texts.push({ title, description, location })
    }
    const at = (name: string) => expect.objectContaining({ name: { sv: name } })
    expect(texts).toEqual([
      {
        title: { sv: 'Årsmöte – välkomna' },
        description: {
          sv: 'Ta med handskar\\\noch en kratta för löven. Mer: <https://a.example/?q=C3=A5>\\\nHej då!',
        },
        location: at('Hallen, Länsgatan 3'),
      },
      { title: { sv: 'Kurs x=42 och =C3' }, location: at('Sal A=20') },
      { title: { sv: '=C3=85r och =E5r' } },
      { title: { sv: 'https://a.example/?q=C3=A5' } },
    ])
    expect(new Set(await outcomes(own, file))).toEqual(new Set(['unchanged']))
  }))

it('takes every text of a Kalendarium as it stands', () =>
  fresh(async (own) => {
    const file = calendarFile(vevent('literal', 'SUMMARY:Vad =C3=A5 betyder')).replace(
      /PRODID:.*/,
      'PRODID:-//Kalendarium//Kalendarium//EN',
    )
    expect((await imported(own, file, 'title')).first).toEqual({ title: { sv: 'Vad =C3=A5 betyder' } })
  }))

it('finds the zone of a VTIMEZONE whose name nobody knows', () =>
  fresh(async (own) => {
    const vtimezone = (tzid: string, standard: string, daylight: string, rules: [string, string]) =>
      [
        'BEGIN:VTIMEZONE',
        `TZID:${tzid}`,
        'BEGIN:STANDARD',
        'DTSTART:16010101T030000',
        `TZOFFSETFROM:${daylight}`,
        `TZOFFSETTO:${standard}`,
        `RRULE:${rules[0]}`,
        'END:STANDARD',
        'BEGIN:DAYLIGHT',
        'DTSTART:16010101T020000',
        `TZOFFSETFROM:${standard}`,
        `TZOFFSETTO:${daylight}`,
        `RRULE:${rules[1]}`,
        'END:DAYLIGHT',
        'END:VTIMEZONE',
      ].join('\r\n')
    const europe: [string, string] = [
      'FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10',
      'FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3',
    ]
    const america: [string, string] = ['FREQ=YEARLY;BYDAY=1SU;BYMONTH=11', 'FREQ=YEARLY;BYDAY=2SU;BYMONTH=3']
    const file = calendarFile(
      vtimezone('Customized Time Zone', '+0100', '+0200', europe),
      vtimezone('Eastern by hand', '-0500', '-0400', america).replace('T030000', 'T020000'),
      vtimezone('Europe/London', '+0900', '+1000', europe),
      vtimezone('Nowhere', '+0123', '+0223', europe),
      vevent('1', 'DTSTART;TZID=Customized Time Zone:20261202T180000', 'RRULE:FREQ=YEARLY'),
      vevent('2', 'DTSTART;TZID="Eastern by hand":20261202T180000', 'RRULE:FREQ=YEARLY'),
      vevent('3', 'DTSTART;TZID=Europe/London:20261202T180000'),
      vevent('4', 'DTSTART;TZID=Nowhere:20261202T180000'),
      vevent('5', 'DTSTART;TZID=Nowhere:20261202T180000', 'RRULE:FREQ=YEARLY'),
      vevent('6', 'DTSTART;TZID=/mozilla.org/20050126_1/Asia/Tokyo:20261202T180000'),
      vevent('7', 'DTSTART;TZID=Pacific Standard Time:20261202T180000'),
    )
    const { items } = await post(own, file)
    const shown = await Promise.all(
      items.map(async ({ id, problem }) => {
        if (problem) return problem.detail
        const { body } = await own.get(`/api/v1/events/${id}`)
        return `${body.start} ${body.timeZone}`
      }),
    )
    expect(shown).toEqual([
      '2026-12-02T17:00:00Z Europe/Stockholm',
      '2026-12-02T23:00:00Z America/New_York',
      '2026-12-02T18:00:00Z Europe/London',
      '2026-12-02T16:37:00Z Europe/Stockholm',
      'DTSTART: no known zone has the offsets of its VTIMEZONE, which a series needs',
      '2026-12-02T09:00:00Z Asia/Tokyo',
      '2026-12-03T02:00:00Z America/Los_Angeles',
    ])
  }))
