import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Calendar, openCalendar } from '../events/calendar.ts'
import { agenda, calendarFile, eventOf, outcomes, post, vevent } from './files.ts'

let calendar: Calendar
beforeAll(async () => {
  calendar = await openCalendar()
})
afterAll(() => calendar.close())

/** A calendar of its own, where the whole of it is looked at. */
async function fresh<T>(work: (own: Calendar) => Promise<T>): Promise<T> {
  const own = await openCalendar()
  try {
    return await work(own)
  } finally {
    await own.close()
  }
}

it('creates what is new, changes what differs, leaves alone what does not', async () => {
  const file = (...more: string[]) => calendarFile(vevent('a@cud'), vevent('b@cud', ...more))
  expect(await outcomes(calendar, file())).toEqual(['created', 'created'])
  expect(await outcomes(calendar, file())).toEqual(['unchanged', 'unchanged'])
  expect(await outcomes(calendar, file('LOCATION:Aulan'))).toEqual(['unchanged', 'updated'])
})

it('answers one item for each VEVENT in order, with its UID, occurrence and event', async () => {
  const file = calendarFile(
    vevent('series@order', 'RRULE:FREQ=WEEKLY;COUNT=4'),
    vevent('no-start@order', 'DTSTART:'),
    vevent('series@order', 'RECURRENCE-ID:20261209T170000Z', 'SUMMARY:Finkonsert'),
  )
  const { items, status } = await post(calendar, file)
  const id = items[0]?.id
  expect(status).toBe(200)
  expect(id).toMatch(/^[0-9a-f-]{36}$/)
  expect(items).toEqual([
    { uid: 'series@order', recurrenceId: null, status: 'created', id, problem: null },
    {
      uid: 'no-start@order',
      recurrenceId: null,
      status: 'failed',
      id: null,
      problem: expect.objectContaining({ status: 422, detail: 'DTSTART is missing' }),
    },
    { uid: 'series@order', recurrenceId: '2026-12-09T18:00:00', status: 'created', id, problem: null },
  ])
})

it('keeps the good ones among bad ones, and says of each bad one what is wrong', async () => {
  const file = calendarFile(
    vevent('good-1@bad'),
    vevent('x', 'UID:').replace('UID:x\r\n', ''),
    vevent('no-title@bad', 'SUMMARY:'),
    vevent('long@bad', `SUMMARY:${'lång '.repeat(60)}`),
    vevent('rule@bad', 'RRULE:FREQ=HOURLY'),
    vevent('end@bad', 'DTEND;TZID=Europe/Stockholm:20261201T180000'),
    vevent('zone@bad', 'DTSTART;TZID=Nowhere/Land:20261202T180000'),
    vevent('day@bad', 'DTSTART:20261332T180000'),
    vevent('private@bad', 'CLASS:PRIVATE'),
    vevent('good-2@bad'),
    'BEGIN:VEVENT\r\nUID:open@bad\r\nDTSTART:20261202T180000Z\r\nSUMMARY:Avbruten',
  )
  expect(await outcomes(calendar, file)).toEqual([
    'created',
    'failed: UID is missing',
    'failed: /title: is required',
    'failed: /title/sv: is longer than 200 characters',
    expect.stringMatching(/^failed: \/recurrence\/rrule: .*HOURLY/),
    'failed: DTEND is before DTSTART',
    'failed: DTSTART: TZID "Nowhere/Land" is no known zone, and the file has no VTIMEZONE for it',
    'failed: DTSTART: "20261332T180000" is no time',
    'failed: CLASS says that it is not for the public, so it is not imported',
    'created',
    'failed: END:VEVENT is missing',
  ])
})

it('points into the event where the API would', async () => {
  const { items } = await post(calendar, calendarFile(vevent('p@point', `LOCATION:${'x'.repeat(501)}`)))
  expect(items[0]?.problem?.errors).toEqual([
    { pointer: '/location/name/sv', detail: 'is longer than 500 characters' },
  ])
})

it('writes nothing on a dry run, and says what it would do', async () => {
  const before = await calendar.contents()
  expect(await outcomes(calendar, calendarFile(vevent('dry@run')), '?dryRun=true')).toEqual(['created'])
  expect(await calendar.contents()).toEqual(before)
})

it('says on a dry run what would differ', async () => {
  await post(calendar, calendarFile(vevent('differs@run')))
  const changed = calendarFile(vevent('differs@run', 'LOCATION:Lund'))
  const { items } = await post(calendar, changed, { query: '?dryRun=true' })
  expect(items).toMatchObject([
    { status: 'updated', changes: [{ pointer: '/location', after: { name: { sv: 'Lund' } } }] },
  ])
})

it('refuses what is no calendar file', async () => {
  const statuses = async (text: string, type: string) => (await post(calendar, text, { type })).status
  expect(await statuses('hello', 'text/calendar')).toBe(400)
  expect(await statuses(calendarFile(), 'application/json')).toBe(415)
  expect(await statuses(calendarFile(), 'text/calendar; charset=iso-8859-1')).toBe(415)
  expect(await statuses(calendarFile(), 'text/calendar; charset=UTF-8; method=PUBLISH')).toBe(200)
  const many = Array.from({ length: 5001 }, (_, i) => `BEGIN:VEVENT\r\nUID:${i}\r\nEND:VEVENT`)
  expect(await statuses(calendarFile(...many), 'text/calendar')).toBe(413)
  expect(await statuses(`${calendarFile()}${' '.repeat(10 * 1024 ** 2)}`, 'text/calendar')).toBe(413)
})

it('needs a key, and takes another partner from moderators alone', async () => {
  const file = calendarFile(vevent('k@key'))
  expect((await post(calendar, file, { key: 'wrong' })).status).toBe(401)
  await calendar.send('PUT', '/api/v1/partners/museet', { name: 'Museet' })
  const made = await calendar.send('POST', '/api/v1/partners/museet/keys', {
    name: 'k',
    scopes: ['events:write'],
  })
  const key = String(made.body.key)
  expect((await post(calendar, file, { key, query: '?partner=house' })).status).toBe(403)
  const { items } = await post(calendar, file, { key })
  const event = await calendar.send('GET', `/api/v1/events/${items[0]?.id}`)
  expect(event.body).toMatchObject({ partner: 'museet', uid: 'k@key', state: 'submitted' })
  expect(await outcomes(calendar, file, '?partner=museet')).toEqual(['unchanged'])

  const published = `/api/v1/events/${items[0]?.id}/publication`
  await calendar.send('PUT', published, { state: 'published' })
  const changed = calendarFile(vevent('k@key', 'SUMMARY:Nytt'))
  const statuses = async () => (await post(calendar, changed, { key })).items.map(({ status }) => status)
  expect(await statuses()).toEqual(['held'])
  expect((await calendar.get(`/api/v1/events/${items[0]?.id}`)).body.title).toEqual({ sv: 'Kvällskonsert' })
  expect(await statuses()).toEqual(['held'])
})

it('reads times as they are meant: zones, UTC, floating, dates, DURATION', () =>
  fresh(async (own) => {
    const file = calendarFile(
      vevent('1', 'SUMMARY:zon', 'DTSTART;TZID=America/New_York:20261201T120000', 'DURATION:PT1H'),
      vevent('2', 'SUMMARY:utc', 'DTSTART:20261202T120000Z', 'DTEND:20261202T130000Z'),
      vevent('3', 'SUMMARY:flytande', 'DTSTART:20261203T120000', 'DTEND:20261203T130000'),
      vevent('4', 'SUMMARY:dagar', 'DTSTART;VALUE=DATE:20261204', 'DTEND;VALUE=DATE:20261206'),
      vevent('5', 'SUMMARY:dag', 'DTSTART;VALUE=DATE:20261205'),
      vevent('6', 'SUMMARY:dygn', 'DTSTART:20261206', 'DURATION:P1D'),
      vevent('7', 'SUMMARY:utan slut', 'DTSTART:20261207T240000'),
      vevent(
        '8',
        'SUMMARY:Outlook',
        'DTSTART;TZID=Europe/Stockholm:20261209T000000',
        'DTEND;TZID=Europe/Stockholm:20261211T000000',
        'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
      ),
    )
    expect(new Set(await outcomes(own, file))).toEqual(new Set(['created']))
    expect(await agenda(own)).toEqual([
      '2026-12-01T12:00:00 … 2026-12-01T13:00:00 zon',
      '2026-12-02T13:00:00 … 2026-12-02T14:00:00 utc',
      '2026-12-03T12:00:00 … 2026-12-03T13:00:00 flytande',
      '2026-12-04 … 2026-12-06 dagar',
      '2026-12-05 … 2026-12-06 dag',
      '2026-12-06 … 2026-12-07 dygn',
      '2026-12-08T00:00:00 … null utan slut',
      '2026-12-09 … 2026-12-11 Outlook',
    ])
  }))

it('keeps a series in UTC in UTC', async () => {
  const file = calendarFile(vevent('s@utc', 'DTSTART:20260301T120000Z', 'RRULE:FREQ=MONTHLY;COUNT=3'))
  expect(await eventOf(calendar, file)).toMatchObject({ timeZone: 'Etc/UTC', start: '2026-03-01T12:00:00Z' })
})

it('reads a series with EXDATE lists, RDATE, changed and cancelled occurrences', () =>
  fresh(async (own) => {
    const z = ';TZID=Europe/Stockholm'
    const file = calendarFile(
      vevent(
        's',
        'SUMMARY:Kör',
        'DURATION:PT1H',
        'RRULE:FREQ=WEEKLY;UNTIL=20270113T170000Z',
        `EXDATE${z}:20261223T180000,20261230T180000`,
        'EXDATE;VALUE=DATE:20270106',
        `RDATE${z}:20261211T190000`,
      ),
      vevent('s', `RECURRENCE-ID${z}:20261209T180000`, `DTSTART${z}:20261210T190000`, 'SUMMARY:Extra kör'),
      vevent(
        's',
        `RECURRENCE-ID${z}:20261216T180000`,
        'SUMMARY:Kör',
        'STATUS:CANCELLED',
        `DTSTART${z}:20261216T180000`,
      ),
    )
    expect(await outcomes(own, file)).toEqual(['created', 'created', 'created'])
    expect(await agenda(own)).toEqual([
      '2026-12-02T18:00:00 … 2026-12-02T19:00:00 Kör',
      '2026-12-10T19:00:00 … 2026-12-10T20:00:00 Extra kör',
      '2026-12-11T19:00:00 … 2026-12-11T20:00:00 Kör',
      '2026-12-16T18:00:00 … 2026-12-16T19:00:00 Kör',
      '2027-01-13T18:00:00 … 2027-01-13T19:00:00 Kör',
    ])
  }))

it('drops changes that a later file lacks', () =>
  fresh(async (own) => {
    const series = vevent('s', 'SUMMARY:Kurs', 'RRULE:FREQ=DAILY;COUNT=2')
    const change = vevent('s', 'RECURRENCE-ID;TZID=Europe/Stockholm:20261203T180000', 'SUMMARY:Avslutning')
    await outcomes(own, calendarFile(series, change))
    expect((await agenda(own)).map((line) => line.split(' ').at(-1))).toEqual(['Kurs', 'Avslutning'])
    expect(await outcomes(own, calendarFile(series))).toEqual(['updated'])
    expect((await agenda(own)).map((line) => line.split(' ').at(-1))).toEqual(['Kurs', 'Kurs'])
  }))

it('changes one occurrence of a stored series where the file has that alone', () =>
  fresh(async (own) => {
    await outcomes(own, calendarFile(vevent('s', 'RRULE:FREQ=DAILY;COUNT=2')))
    const alone = vevent(
      's',
      'RECURRENCE-ID;TZID=Europe/Stockholm:20261203T180000',
      'DTSTART:20261203T190000Z',
    )
    expect(await outcomes(own, calendarFile(alone))).toEqual(['updated'])
    expect(await agenda(own)).toEqual([
      '2026-12-02T18:00:00 … null Kvällskonsert',
      '2026-12-03T20:00:00 … null Kvällskonsert',
    ])
  }))

it('makes dates of a series that is not here an event of these dates', () =>
  fresh(async (own) => {
    const z = ';TZID=Europe/Stockholm'
    const file = calendarFile(
      vevent('s', `RECURRENCE-ID${z}:20261203T180000`, `DTSTART${z}:20261203T190000`, 'SUMMARY:B'),
      vevent('s', `RECURRENCE-ID${z}:20261202T180000`, 'SUMMARY:A'),
    )
    expect(await outcomes(own, file)).toEqual(['created', 'created'])
    expect(await agenda(own)).toEqual(['2026-12-02T18:00:00 … null A', '2026-12-03T19:00:00 … null B'])
    expect(await outcomes(own, file)).toEqual(['unchanged', 'unchanged'])
  }))

it('keeps a DTSTART that its rule does not give as the first occurrence, which counts', () =>
  fresh(async (own) => {
    const file = calendarFile(vevent('s', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=3'))
    expect(await outcomes(own, file)).toEqual(['created'])
    expect((await agenda(own)).map((line) => line.slice(0, 16))).toEqual([
      '2026-12-02T18:00',
      '2026-12-04T18:00',
      '2026-12-11T18:00',
    ])
    expect(await outcomes(own, file)).toEqual(['unchanged'])
  }))

it('divides a series where this and the following differ, and makes it whole again', () =>
  fresh(async (own) => {
    const z = ';TZID=Europe/Stockholm'
    const series = vevent('s@x', 'SUMMARY:Träning', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=5')
    const range = vevent(
      's@x',
      `RECURRENCE-ID;RANGE=THISANDFUTURE${z}:20261216T180000`,
      `DTSTART${z}:20261217T193000`,
      'SUMMARY:Träning, ny tid',
    )
    const last = vevent(
      's@x',
      `RECURRENCE-ID${z}:20261230T180000`,
      `DTSTART${z}:20261230T120000`,
      'SUMMARY:Final',
    )
    expect(await outcomes(own, calendarFile(series, range, last))).toEqual(['created', 'created', 'created'])
    expect(await agenda(own)).toEqual([
      '2026-12-02T18:00:00 … 2026-12-02T19:00:00 Träning',
      '2026-12-09T18:00:00 … 2026-12-09T19:00:00 Träning',
      '2026-12-17T19:30:00 … 2026-12-17T20:30:00 Träning, ny tid',
      '2026-12-24T19:30:00 … 2026-12-24T20:30:00 Träning, ny tid',
      '2026-12-30T12:00:00 … 2026-12-30T13:00:00 Final',
    ])
    expect(await outcomes(own, calendarFile(series, range, last))).toEqual([
      'unchanged',
      'unchanged',
      'unchanged',
    ])
    expect(await outcomes(own, calendarFile(series))).toEqual(['updated'])
    expect((await agenda(own)).length).toBe(5)
    expect((await agenda(own)).at(-1)).toBe('2026-12-30T18:00:00 … 2026-12-30T19:00:00 Träning')
  }))

it('cancels by METHOD:CANCEL what is here, and minds nothing that is not', async () => {
  await outcomes(calendar, calendarFile(vevent('c@cancel', 'RRULE:FREQ=DAILY;COUNT=2'), vevent('d@cancel')))
  const cancel = calendarFile(
    'METHOD:CANCEL',
    vevent('c@cancel', 'RECURRENCE-ID;TZID=Europe/Stockholm:20261203T180000', 'SUMMARY:'),
    vevent('d@cancel', 'SUMMARY:'),
    vevent('other@cancel'),
  )
  const { items } = await post(calendar, cancel)
  expect(items.map(({ status }) => status)).toEqual(['updated', 'updated', 'unchanged'])
  const series = await calendar.get(`/api/v1/events/${items[0]?.id}/occurrences`)
  expect(series.body.items.map(({ status }) => status)).toEqual(['confirmed', 'cancelled'])
  const single = await calendar.get(`/api/v1/events/${items[1]?.id}`)
  expect(single.body).toMatchObject({ status: 'cancelled', title: { sv: 'Kvällskonsert' } })
})

it('takes the newest of two that have one UID', async () => {
  const file = calendarFile(
    vevent('t@twice', 'SEQUENCE:2', 'SUMMARY:Ny'),
    vevent('t@twice', 'SEQUENCE:1', 'SUMMARY:Gammal'),
  )
  expect(await outcomes(calendar, file)).toEqual([
    'created',
    'failed: another VEVENT of the file has the same UID, and is newer',
  ])
})

it('keeps what iCalendar cannot say, and other languages, when the same file comes again', async () => {
  const file = (...more: string[]) =>
    calendarFile(vevent('e@enrich', 'SUMMARY:Utställning', 'LOCATION:Konsthallen', ...more))
  const event = await eventOf(calendar, file())
  const enriched = {
    title: { sv: 'Utställning', en: 'Exhibition' },
    type: 'exhibition',
    people: [{ name: 'Ada' }],
    location: { name: { sv: 'Konsthallen' }, locality: 'Lund' },
  }
  await calendar.send('PATCH', `/api/v1/events/${event.id}`, enriched)
  expect(await outcomes(calendar, file())).toEqual(['unchanged'])
  expect(await outcomes(calendar, file('URL:https://konst.example/'))).toEqual(['updated'])
  const { body } = await calendar.get(`/api/v1/events/${event.id}`)
  expect(body).toMatchObject({ ...enriched, website: 'https://konst.example/' })
})

it('keeps what an event is a part of, in its feed too', async () => {
  const festival = await calendar.create({ title: 'Festival' })
  const part = await calendar.create({ title: 'Del', uid: 'part@example.org', superEvent: festival.id })
  const related = async () =>
    /RELATED-TO.*/.exec((await calendar.get(`/events/${part.slug}.ics`)).text.replaceAll('\r\n ', ''))?.[0]
  const before = await related()
  expect(before).toBe(`RELATED-TO;RELTYPE=PARENT:${festival.uid}`)
  await outcomes(calendar, calendarFile(vevent('part@example.org', 'SUMMARY:Del', 'DESCRIPTION:Ny')))
  expect(await related()).toBe(before)
})
