import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type Calendar, openCalendar } from './calendar.ts'

let calendar: Calendar
beforeAll(async () => {
  calendar = await openCalendar()
})
afterAll(() => calendar.close())

const post = (event: Record<string, unknown>) =>
  calendar.send('POST', '/api/v1/events', { title: 'Tider', ...event })

/** What is given, in Stockholm unless it says another zone, and the start and end that come out. */
const READ: [string, Record<string, unknown>, [string, string | null, string]][] = [
  ['an instant', { start: '2026-11-03T12:00:00Z' }, ['2026-11-03T12:00:00Z', null, '2026-11-03T13:00:00']],
  ['lower case', { start: '2026-11-03t12:00:00z' }, ['2026-11-03T12:00:00Z', null, '2026-11-03T13:00:00']],
  ['an offset', { start: '2026-11-03T07:00:00-05:00' }, ['2026-11-03T12:00:00Z', null, '2026-11-03T13:00:00']],
  ['half an hour of offset', { start: '2026-11-03T17:30:00+05:30' }, ['2026-11-03T12:00:00Z', null, '2026-11-03T13:00:00']],
  ['seconds of no fraction', { start: '2026-11-03T12:00:00.000Z' }, ['2026-11-03T12:00:00Z', null, '2026-11-03T13:00:00']],
  ['a local time', { start: '2026-11-03T13:00' }, ['2026-11-03T12:00:00Z', null, '2026-11-03T13:00:00']],
  ['a local time with seconds', { start: '2026-11-03T13:00:30' }, ['2026-11-03T12:00:30Z', null, '2026-11-03T13:00:30']],
  ['a local time elsewhere', { start: '2026-11-03T13:00', timeZone: 'America/New_York' }, ['2026-11-03T18:00:00Z', null, '2026-11-03T13:00:00']],
  ['an instant read elsewhere', { start: '2026-11-03T18:00:00Z', timeZone: 'america/new_york' }, ['2026-11-03T18:00:00Z', null, '2026-11-03T13:00:00']],
  ['a date', { start: '2026-11-03' }, ['2026-11-03', '2026-11-04', '2026-11-03']],
  ['dates', { start: '2026-11-03', end: '2026-11-06' }, ['2026-11-03', '2026-11-06', '2026-11-03']],
  ['a date and a duration', { start: '2026-11-03', duration: 'P1W' }, ['2026-11-03', '2026-11-10', '2026-11-03']],
  ['an end in another form', { start: '2026-11-03T13:00', end: '2026-11-03T13:00:00Z' }, ['2026-11-03T12:00:00Z', '2026-11-03T13:00:00Z', '2026-11-03T13:00:00']],
  ['a time that the clocks skip', { start: '2026-03-29T02:30' }, ['2026-03-29T01:30:00Z', null, '2026-03-29T03:30:00']],
  ['a time that comes twice', { start: '2026-10-25T02:30' }, ['2026-10-25T00:30:00Z', null, '2026-10-25T02:30:00']],
  ['the second of the two', { start: '2026-10-25T02:30:00+01:00' }, ['2026-10-25T01:30:00Z', null, '2026-10-25T02:30:00']],
  ['an exact end over a longer night', { start: '2026-10-24T22:00', end: '2026-10-25T22:00' }, ['2026-10-24T20:00:00Z', '2026-10-25T21:00:00Z', '2026-10-24T22:00:00']],
  ['a nominal day over a longer night', { start: '2026-10-24T22:00', duration: 'P1D' }, ['2026-10-24T20:00:00Z', '2026-10-25T21:00:00Z', '2026-10-24T22:00:00']],
  ['24 hours over a longer night', { start: '2026-10-24T22:00', duration: 'PT24H' }, ['2026-10-24T20:00:00Z', '2026-10-25T20:00:00Z', '2026-10-24T22:00:00']],
  ['an end and the same duration', { start: '2026-11-03T13:00', end: '2026-11-03T14:30', duration: 'PT90M' }, ['2026-11-03T12:00:00Z', '2026-11-03T13:30:00Z', '2026-11-03T13:00:00']],
] // biome-ignore format: a table

test.each(READ)('reads %s', async (_, given, [start, end, localStart]) => {
  const { body, status } = await post(given)
  expect({ status, start: body.start, end: body.end, localStart: body.localStart }).toEqual({
    status: 201,
    start,
    end,
    localStart,
  })
})

/** What is refused, and where. */
const REFUSED: [string, Record<string, unknown>, string][] = [
  ['no start', {}, '/start'],
  ['a start of null', { start: null }, '/start'],
  ['a number', { start: 1793700000 }, '/start'],
  ['words', { start: 'tomorrow' }, '/start'],
  ['a day that is not', { start: '2026-02-30' }, '/start'],
  ['an hour that is not', { start: '2026-11-03T24:00' }, '/start'],
  ['a year of two digits', { start: '26-11-03' }, '/start'],
  ['a space for T', { start: '2026-11-03 13:00' }, '/start'],
  ['an offset that is not', { start: '2026-11-03T13:00:00+25:00' }, '/start'],
  ['a fraction of a second', { start: '2026-11-03T13:00:00.5Z' }, '/start'],
  ['an end before the start', { start: '2026-11-03T13:00', end: '2026-11-03T12:00' }, '/end'],
  ['an end at the start', { start: '2026-11-03T13:00', end: '2026-11-03T13:00' }, '/end'],
  ['an end of another kind', { start: '2026-11-03T13:00', end: '2026-11-04' }, '/end'],
  ['an end more than ten years later', { start: '2026-11-03', end: '2046-11-04' }, '/end'],
  ['a duration in months', { start: '2026-11-03', duration: 'P1M' }, '/duration'],
  ['a duration of nothing', { start: '2026-11-03T13:00', duration: 'PT0S' }, '/duration'],
  ['a negative duration', { start: '2026-11-03T13:00', duration: '-PT1H' }, '/duration'],
  ['hours on a date', { start: '2026-11-03', duration: 'PT1H' }, '/duration'],
  ['an end beside another duration', { start: '2026-11-03T13:00', end: '2026-11-03T14:00', duration: 'PT2H' }, '/duration'],
  ['an unknown zone', { start: '2026-11-03T13:00', timeZone: 'Mars/Base' }, '/timeZone'],
  ['an offset for a zone', { start: '2026-11-03T13:00', timeZone: '+01:00' }, '/timeZone'],
  ['allDay false on a date', { start: '2026-11-03', allDay: false }, '/allDay'],
  ['allDay true on a time', { start: '2026-11-03T13:00', allDay: true }, '/allDay'],
  ['allDay as text', { start: '2026-11-03', allDay: 'true' }, '/allDay'],
  ['a rule that start does not match', { start: '2026-11-03T13:00', recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=MO' } }, '/start'],
  ['an hourly rule', { start: '2026-11-03T13:00', recurrence: { rrule: 'FREQ=HOURLY' } }, '/recurrence/rrule'],
  ['COUNT with UNTIL', { start: '2026-11-03', recurrence: { rrule: 'FREQ=DAILY;COUNT=2;UNTIL=20261201' } }, '/recurrence/rrule'],
  ['COUNT over 10,000', { start: '2026-11-03', recurrence: { rrule: 'FREQ=DAILY;COUNT=10001' } }, '/recurrence/rrule'],
  ['an rdate of another kind', { start: '2026-11-03', recurrence: { rdate: ['2026-11-04T10:00'] } }, '/recurrence/rdate/0'],
  ['an exdate that is no time', { start: '2026-11-03', recurrence: { rrule: 'FREQ=DAILY', exdate: ['x'] } }, '/recurrence/exdate/0'],
  ['a recurrence of nothing', { start: '2026-11-03', recurrence: {} }, '/recurrence'],
  ['exdate of everything', { start: '2026-11-03', recurrence: { rrule: 'FREQ=DAILY;COUNT=1', exdate: ['2026-11-03'] } }, '/recurrence/exdate'],
  ['a series from the second of two', { start: '2026-10-25T02:30:00+01:00', recurrence: { rrule: 'FREQ=DAILY' } }, '/start'],
] // biome-ignore format: a table

test.each(REFUSED)('refuses %s', async (_, given, pointer) => {
  const { body, status } = await post(given)
  expect({ status, pointers: body.errors.map((fault) => fault.pointer) }).toEqual({
    status: 422,
    pointers: [pointer],
  })
})

it('says the first date of the rule where start is none of its', async () => {
  const { body } = await post({ start: '2026-11-03T13:00', recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=MO' } })
  expect(body.errors[0]?.detail).toContain('2026-11-09')
})

describe('a series', () => {
  const times = async (event: Record<string, unknown>, window: string) => {
    const { body } = await post(event)
    const list = await calendar.get(`/api/v1/events/${body.id}/occurrences?${window}`)
    return list.body.items.map(({ recurrenceId, localStart, start, end }) => ({
      recurrenceId,
      localStart,
      start,
      end,
    }))
  }

  it('keeps its wall time over a clock change, and the exact length that an end gave', async () => {
    const night = { start: '2026-10-23T22:00', end: '2026-10-24T06:00', recurrence: { rrule: 'FREQ=DAILY' } }
    expect(await times(night, 'from=2026-10-24&to=2026-10-25T12:00:00Z')).toEqual([
      { recurrenceId: '2026-10-23T22:00:00', localStart: '2026-10-23T22:00:00', start: '2026-10-23T20:00:00Z', end: '2026-10-24T04:00:00Z' },
      { recurrenceId: '2026-10-24T22:00:00', localStart: '2026-10-24T22:00:00', start: '2026-10-24T20:00:00Z', end: '2026-10-25T04:00:00Z' },
    ]) // biome-ignore format: a table
  })

  it('keeps the nominal length that a duration gave', async () => {
    const night = { start: '2026-10-23T22:00', duration: 'P1D', recurrence: { rrule: 'FREQ=DAILY' } }
    expect(
      (await times(night, 'from=2026-10-24T20:00:00Z&to=2026-10-24T21:00:00Z')).map(({ end }) => end),
    ).toEqual(['2026-10-25T21:00:00Z'])
  })

  it('has the nominal recurrence id and the clock’s local start in a gap', async () => {
    const night = { start: '2026-03-28T02:30', recurrence: { rrule: 'FREQ=DAILY' } }
    expect(await times(night, 'from=2026-03-29&to=2026-03-30')).toEqual([
      {
        recurrenceId: '2026-03-29T02:30:00',
        localStart: '2026-03-29T03:30:00',
        start: '2026-03-29T01:30:00Z',
        end: null,
      },
    ])
  })
})

test.each([
  ['start', { start: '9999-12-31' }, '/start', 'must be before the year 9989'],
  ['local time in a zone behind UTC', { start: '9999-12-31T13:00', timeZone: 'Etc/GMT+12' }, '/start', 'must be before the year 9989'],
  ['rdate', { start: '2026-12-01', recurrence: { rdate: ['9999-12-31'] } }, '/recurrence/rdate', 'holds 9999-12-31, which must be before the year 9989'],
])('%s whose end would have a year of five digits is refused, as no list could show it', async (_, times, pointer, detail) => {
  const { status, body } = await post(times)
  expect([status, body.errors]).toEqual([422, [{ pointer, detail }]])
}) // biome-ignore format: a table

test('the last occurrence of an endless series, after which no year has four digits, is shown', async () => {
  const { body } = await post({ start: '9988-12-31T12:00', timeZone: 'Etc/GMT+12', duration: 'PT13H', recurrence: { rrule: 'FREQ=DAILY' } })
  const { status, body: list } = await calendar.get(`/api/v1/events/${body.id}/occurrences?from=9999-12-30`)
  const times = list.items.map(({ start, end, localStart }) => [start, end, localStart])
  expect([status, times.at(-1)]).toEqual([200, ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59Z', '9999-12-31T12:00:00']])
}) // biome-ignore format: as the table
