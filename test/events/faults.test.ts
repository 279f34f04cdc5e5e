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

  it.each([[null], ['text'], [[]], [7]])('names a body that is no event: %j', async (body) => {
    const answer = await calendar.send('POST', '/api/v1/events', body)
    expect(answer.body.errors).toEqual([{ pointer: '', detail: 'must be an object' }])
  })
})
