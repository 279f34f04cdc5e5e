import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Calendar, openCalendar } from './calendar.ts'

let calendar: Calendar
beforeAll(async () => {
  calendar = await openCalendar()
})
afterAll(() => calendar.close())

describe('faults', () => {
  it('are told all at once, each with its pointer', async () => {
    const answer = await calendar.send('POST', '/api/v1/events', {
      start: '2026-02-30T10:00',
      titel: 'x',
      status: 'maybe',
      tags: ['ok', 7],
      location: { latitude: 91, name: { sv: 'a\u0007' }, floor: 3 },
      offers: [{ price: -1 }],
      superEvent: 'x',
      recurrence: { rrule: 5 },
    })
    expect(answer.status).toBe(422)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    const details = Object.fromEntries(answer.body.errors.map(({ pointer, detail }) => [pointer, detail]))
    expect(details).toEqual({
      '/title': 'is required',
      '/start':
        '"2026-02-30T10:00" is not a time: give 2026-11-03T13:00 (local), 2026-11-03T12:00:00Z or 2026-11-03',
      '/recurrence/rrule': 'must be a text',
      '/status': 'must be one of confirmed, tentative, cancelled, postponed, rescheduled, movedOnline',
      '/tags/1': 'must be a text',
      '/location/latitude': 'must be at most 90',
      '/location/name/sv': 'must be one line without control characters',
      '/location/floor': 'is not a known field',
      '/offers/0/price': 'must be at least 0',
      '/superEvent': 'must be a UUID',
      '/titel': 'is not a known field',
    })
  })

  it('of times are told beside those of other fields', async () => {
    const answer = await calendar.send('POST', '/api/v1/events', { title: '', start: 'tomorrow' })
    expect(answer.body.errors.map(({ pointer }) => pointer)).toEqual(['/title', '/start'])
  })

  it.each([
    [
      'an impossible date and what is no rule',
      { start: '2026-02-30', recurrence: { rrule: 5 } },
      ['/recurrence/rrule', '/start'],
    ],
    [
      'an unknown zone and impossible times',
      { start: 'x', end: 'y', timeZone: 'Mars/X' },
      ['/timeZone', '/start', '/end'],
    ],
    ['no start and an unknown zone', { start: null, timeZone: 'Mars/X' }, ['/start', '/timeZone']],
    [
      'an end before the start and a rule that never happens',
      {
        start: '2026-12-01T10:00',
        end: '2026-12-01T09:00',
        recurrence: { rrule: 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30' },
      },
      ['/end', '/recurrence/rrule'],
    ],
    [
      'an impossible start, duration and extra date',
      { start: 'x', duration: 'y', recurrence: { rdate: ['z'] } },
      ['/start', '/recurrence/rdate/0', '/duration'],
    ],
    [
      'a start that a rule lacks and an exdate of another kind',
      { start: '2026-12-01T10:00', recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=MO', exdate: ['2026-12-07'] } },
      ['/recurrence/exdate/0', '/start'],
    ],
  ])('of times are told together: %s', async (_, times, pointers) => {
    const answer = await calendar.send('POST', '/api/v1/events', { title: 'A', ...times })
    expect(answer.body.errors.map(({ pointer }) => pointer)).toEqual(pointers)
  })

  it('of the JSON are told beside those of the event', async () => {
    const body =
      '{"title": "a\\u0000b", "title": "b", "start": "2026-02-30", "titel": 1, "tags": ["\\ud800"]}'
    const answer = await calendar.sendText('POST', '/api/v1/events', body)
    expect(answer.status).toBe(422)
    expect(answer.body.errors.map(({ pointer }) => pointer)).toEqual([
      '/title',
      '/title',
      '/tags/0',
      '/titel',
      '/start',
    ])
  })

  it.each(['ZZ', 'DD', 'se', 'SWE', ''])('names a country that is none: %j', async (country) => {
    const body = { title: 'A', start: '2026-12-01', location: { country } }
    const { errors } = (await calendar.send('POST', '/api/v1/events', body)).body
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/location/country'])
  })

  it.each([[null], ['text'], [[]], [7]])('names a body that is no event: %j', async (body) => {
    const answer = await calendar.send('POST', '/api/v1/events', body)
    expect(answer.body.errors).toEqual([{ pointer: '', detail: 'must be an object' }])
  })
})
