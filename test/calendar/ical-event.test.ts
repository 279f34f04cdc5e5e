import { describe, expect, test } from 'vitest'
import { renderEvent, zonesOf } from '../../src/calendar/ical-event.ts'
import type { Change, Description, EventContent } from '../../src/events/model.ts'
import type { Schedule } from '../../src/recurrence/model.ts'
import { content, context, event, linesOf, schedule } from './sample.ts'

function linesFor(own: Partial<EventContent>, other = {}): string[] {
  return linesOf(renderEvent(event(own), context(other)).mark)
}

function line(name: string, own: Partial<EventContent>, other = {}): string | undefined {
  return linesFor(own, other).find((one) => one.startsWith(`${name}:`) || one.startsWith(`${name};`))
}

describe('a deadline', () => {
  const description = (own: Partial<Schedule>, locale: string) =>
    line('DESCRIPTION', { type: 'deadline', schedule: schedule(own) }, { locale })?.split('\\n')[0]
  const hour: Schedule['length'] = { kind: 'exact', milliseconds: 3_600_000 }

  test.each<[string, Partial<Schedule>, string, string]>([
    ['here', { length: hour }, 'Stänger tisdag 3 november 2026 kl. 14.00', 'Closes Tuesday 3 November 2026\\, 14:00'],
    ['where another clock shows another time', { length: hour, timeZone: 'Europe/Helsinki' }, 'Stänger tisdag 3 november 2026 kl. 14.00 Helsingforstid\\, 13.00 här', 'Closes Tuesday 3 November 2026\\, 14:00 Helsinki time\\, 13:00 here'],
    ['of whole days', { start: '2026-11-03', length: { kind: 'days', days: 2 } }, 'Sista dag onsdag 4 november 2026', 'Last day Wednesday 4 November 2026'],
    ['that recurs', { length: hour, timeZone: 'Europe/Brussels', rrule: 'FREQ=MONTHLY' }, 'Stänger varje gång kl. 14.00 Brysseltid', 'Closes each time at 14:00 Brussels time'],
    ['that recurs here', { length: hour, rrule: 'FREQ=MONTHLY' }, 'Stänger varje gång kl. 14.00', 'Closes each time at 14:00'],
    ['of a day that recurs', { start: '2026-11-03', length: { kind: 'none' }, rrule: 'FREQ=MONTHLY' }, 'Varje dag är en sista dag', 'Each of the days is a last day'],
  ])('%s says when it closes', (_, own, sv, en) => {
    expect([description(own, 'sv'), description(own, 'en')]).toEqual([`DESCRIPTION;LANGUAGE=sv:${sv}`, `DESCRIPTION;LANGUAGE=en:${en}`])
  }) // biome-ignore format: a table to read
})

describe('the same event', () => {
  test('gives the same bytes', () => {
    expect(renderEvent(event(), context())).toEqual(renderEvent(event(), context()))
  })

  test('is text of its own for `status` and `omit` only where something is cancelled', () => {
    expect(renderEvent(event({ status: 'postponed' }), context())).toMatchObject({ status: null, omit: null })
    const cancelled = renderEvent(event({ status: 'cancelled' }), context())
    expect(cancelled.omit).toBe('')
    expect(linesOf(cancelled.status ?? '')).toContain('STATUS:CANCELLED')
    expect(linesOf(cancelled.status ?? '')).toContain('SUMMARY;LANGUAGE=sv:Höstens konferens')
    expect(linesOf(cancelled.mark)).toContain('STATUS:CONFIRMED')
    expect(linesOf(cancelled.mark)).toContain('SUMMARY;LANGUAGE=sv:INSTÄLLT: Höstens konferens')
  })

  test('of a cancelled series keeps an occurrence that takes place, in `omit` as an event of its own', () => {
    const { omit } = renderEvent(
      event({
        status: 'cancelled',
        schedule: schedule({ rrule: 'FREQ=WEEKLY;COUNT=3' }),
        changes: { '2026-11-10T13:00:00': { fields: { status: 'confirmed' } } },
      }),
      context(),
    )
    const lines = linesOf(omit ?? '')
    expect(lines.filter((one) => /^(UID|RECURRENCE-ID|DTSTART|STATUS)/.test(one))).toEqual([
      'UID:019a5b6c-0000-7000-8000-000000000001_20261110T130000@kalender.example',
      'DTSTART;TZID=Europe/Stockholm:20261110T130000',
      'STATUS:CONFIRMED',
    ])
  })
})

describe('a series', () => {
  const three = schedule({ rrule: 'FREQ=WEEKLY;COUNT=3' })
  const ids = ['2026-11-03T13:00:00', '2026-11-10T13:00:00', '2026-11-17T13:00:00']
  const all = (change: Change) => Object.fromEntries(ids.map((id) => [id, change]))

  test('of which nothing is left is left out', () => {
    expect(
      renderEvent(event({ schedule: three, changes: all({ excluded: true, fields: {} }) }), context()).mark,
    ).toBe('')
    const cancelled = renderEvent(
      event({ schedule: three, changes: all({ fields: { status: 'cancelled' } }) }),
      context(),
    )
    expect(cancelled.omit).toBe('')
    expect(linesOf(cancelled.mark).filter((one) => one === 'BEGIN:VEVENT')).toHaveLength(4)
  })

  test('sends no EXDATE that drops nothing', () => {
    const exdate = ['2026-11-04T13:00:00', '2026-11-10T13:00:00', '2027-11-02T13:00:00']
    const lines = linesFor({ schedule: { ...three, exdate } })
    expect(lines.filter((one) => one.startsWith('EXDATE'))).toEqual([
      'EXDATE;TZID=Europe/Stockholm:20261110T130000',
    ])
  })

  test('of no length has neither DTEND nor DURATION', () => {
    for (const length of [{ kind: 'none' }, { kind: 'nominal', days: 0, milliseconds: 0 }] as const) {
      const lines = linesFor({ schedule: { ...three, length } })
      expect(lines.filter((one) => /^(DTEND|DURATION)/.test(one))).toEqual([])
    }
  })
})

describe('the summary', () => {
  const status = (own: Description['status'], locale: string) => line('SUMMARY', { status: own }, { locale })

  test('is marked in the reader’s language', () => {
    expect(status('cancelled', 'sv')).toBe('SUMMARY;LANGUAGE=sv:INSTÄLLT: Höstens konferens')
    expect(status('cancelled', 'en')).toBe('SUMMARY;LANGUAGE=en:CANCELLED: The autumn conference')
    expect(status('postponed', 'sv-FI')).toBe('SUMMARY;LANGUAGE=sv:UPPSKJUTET: Höstens konferens')
    expect(status('postponed', 'en')).toBe('SUMMARY;LANGUAGE=en:POSTPONED: The autumn conference')
    expect(status('movedOnline', 'en')).toBe('SUMMARY;LANGUAGE=en:The autumn conference')
  })

  test.each([
    ['sv', { en: 'E', sv: 'S' }, 'sv:S'],
    ['sv-FI', { en: 'E', sv: 'S' }, 'sv:S'],
    ['en', { 'en-GB': 'G', sv: 'S' }, 'en-GB:G'],
    ['de', { en: 'E', sv: 'S' }, 'sv:S'],
    ['sv', { sv: '  ', fi: 'F' }, 'fi:F'],
  ])('in %s of %j is %s', (locale, title: Record<string, string>, expected) => {
    expect(line('SUMMARY', { title }, { locale })).toBe(`SUMMARY;LANGUAGE=${expected}`)
  })
})

describe('properties', () => {
  test('GEO is there at 0 and never has an exponent', () => {
    expect(line('GEO', { location: { latitude: 0, longitude: 0 } })).toBe('GEO:0;0')
    expect(line('GEO', { location: { latitude: -33.1234567, longitude: 1e-7 } })).toBe('GEO:-33.123457;0')
    expect(line('GEO', { location: { latitude: 1e-6, longitude: -0.00001 } })).toBe('GEO:0.000001;-0.00001')
    expect(line('GEO', { location: { latitude: 1 } })).toBeUndefined()
  })

  test('ORGANIZER is there only with an address of the event’s own', () => {
    expect(line('ORGANIZER', {})).toBeUndefined()
    expect(line('ORGANIZER', { organizer: { name: 'Anna' } })).toBeUndefined()
    expect(line('ORGANIZER', { organizer: { email: 'a+b?c@x.example' } })).toBe(
      'ORGANIZER;CN=Kulturhuset:mailto:a+b%3Fc@x.example',
    )
  })

  test('the partner’s e-mail address is nowhere', () => {
    expect(renderEvent(event(), context()).mark).not.toContain('hemlig')
  })

  test('RELATED-TO names the event that this one is part of, where the feed knows it', () => {
    expect(line('RELATED-TO', { superEvent: 'x' })).toBeUndefined()
    expect(line('RELATED-TO', { superEvent: 'x' }, { superEventUid: 'festival@x' })).toBe(
      'RELATED-TO;RELTYPE=PARENT:festival@x',
    )
  })

  test('IMAGE tells the type by the ending, where that is known', () => {
    const image = (url: string) => line('IMAGE', { image: { url, alt: {} } })
    expect(image('https://x.example/a.PNG?x=1')).toBe(
      'IMAGE;VALUE=URI;DISPLAY=BADGE;FMTTYPE=image/png:https://x.example/a.PNG?x=1',
    )
    expect(image('https://x.example/a.constructor')).toBe(
      'IMAGE;VALUE=URI;DISPLAY=BADGE:https://x.example/a.constructor',
    )
  })

  test('whole days, deadlines and what does not take place are transparent', () => {
    expect(line('TRANSP', {})).toBeUndefined()
    expect(line('TRANSP', { type: 'deadline' })).toBe('TRANSP:TRANSPARENT')
    expect(line('TRANSP', { status: 'cancelled' })).toBe('TRANSP:TRANSPARENT')
    expect(line('TRANSP', { schedule: schedule({ start: '2026-11-03', length: { kind: 'none' } }) })).toBe(
      'TRANSP:TRANSPARENT',
    )
  })

  test('DESCRIPTION tells its language unless it has several', () => {
    const description = { sv: 'Text' }
    expect(line('DESCRIPTION', { description })).toMatch(/^DESCRIPTION;LANGUAGE=sv:Text/)
    expect(line('DESCRIPTION', { description, summary: { en: 'S' } })).toMatch(/^DESCRIPTION:S\\n\\nText/)
  })
})

test('zonesOf names the zone of timed events outside UTC', () => {
  const zones = (own: Partial<EventContent>) => zonesOf(event(own))
  const date = schedule({ start: '2026-11-03', length: { kind: 'none' }, rrule: 'FREQ=DAILY;COUNT=2' })
  expect(zones({})).toEqual(['Europe/Stockholm'])
  expect(zones({ schedule: schedule({ timeZone: 'UTC' }) })).toEqual([])
  expect(zones({ schedule: date })).toEqual([])
  expect(
    zones({ schedule: date, changes: { '2026-11-04': { start: '2026-11-04T12:00:00', fields: {} } } }),
  ).toEqual(['Europe/Stockholm'])
})

describe('nothing that people write begins a line of its own', () => {
  const evil = '"x\r\nATTENDEE:mailto:evil@x\nEND:VEVENT\u0085\u2028\0;,:\\^\ud800'
  const uri = `https://x.example/${evil}`
  const text = { sv: evil }
  const hostile = content({
    website: uri,
    title: text,
    summary: text,
    description: text,
    statusNote: text,
    categories: [evil],
    tags: [evil],
    location: {
      name: text,
      streetAddress: evil,
      postalCode: evil,
      locality: evil,
      region: evil,
      country: evil,
    },
    onlineLocation: { url: uri, name: evil },
    organizer: { name: evil, url: uri, email: 'a"\r\nX:1@x.example', phone: evil },
    people: [{ name: evil, title: evil, affiliation: evil, url: uri }],
    registration: { url: uri },
    offers: [{ name: text, price: 1, currency: evil, url: uri }],
    image: { url: uri, alt: text },
    links: [{ url: uri, title: text }],
    superEvent: 'x',
  })

  test.each(Object.keys(hostile))('%s', (key) => {
    const own = { [key]: hostile[key as keyof typeof hostile] }
    expect(names(event(own), {})).toEqual(names(event(harmless(own)), {}))
  })

  test('the uid, the slug, the partner, the language tag', () => {
    expect(names(event({}, { feedUid: evil, slug: `x${evil.toWellFormed()}` }), {})).toEqual(
      names(event(), {}),
    )
    expect(names(event(), { partner: { name: evil, url: uri } })).toEqual(names(event(), {}))
    expect(names(event({ title: { [evil]: 'x' } }), {})).toEqual(names(event(), {}))
    const related = { superEventUid: 'x' }
    const named = event({ superEvent: 'x' })
    expect(names(named, { superEventUid: evil })).toEqual(names(named, related))
  })

  function names(one: ReturnType<typeof event>, other: object): string[] {
    const lines = renderEvent(one, context(other)).mark.split(/\r\n(?! )|(?<!\r)\n|\r(?!\n)/)
    return lines.map((each) => each.split(/[:;]/, 1)[0] ?? '')
  }

  /** The same shape with tame words. */
  function harmless<T>(value: T): T {
    return JSON.parse(JSON.stringify(value).replaceAll(JSON.stringify(evil).slice(1, -1), 'x'))
  }
})
