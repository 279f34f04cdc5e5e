import { expect, test } from 'vitest'
import { type Times, timesText, whenText } from '../../src/calendar/when.ts'
import { wallToInstant } from '../../src/time/zone.ts'

const HERE = 'Europe/Stockholm'

function times(start: string, end: string | null = null, timeZone = HERE): Times {
  const instant = (wall: string) => wallToInstant(wall, timeZone)
  return {
    start: instant(start),
    end: end === null ? null : instant(end),
    allDay: start.length === 10,
    timeZone,
  }
}
const both = (write: typeof whenText, when: Times) => [
  write(when, { locale: 'sv', timeZone: HERE }),
  write(when, { locale: 'en-GB', timeZone: HERE }),
]

test.each<[string, Times, string, string]>([
  ['an evening', times('2026-11-03T13:00', '2026-11-03T15:00'), 'tisdag 3 november 2026 kl. 13.00–15.00', 'Tuesday 3 November 2026, 13:00–15:00'],
  ['no end', times('2026-11-03T13:00'), 'tisdag 3 november 2026 kl. 13.00', 'Tuesday 3 November 2026, 13:00'],
  ['into the night', times('2026-11-03T22:00', '2026-11-04T02:00'), 'tisdag 3 november 2026 kl. 22.00–02.00', 'Tuesday 3 November 2026, 22:00–02:00'],
  ['two days', times('2026-11-03T10:00', '2026-11-04T16:00'), 'tisdag 3 november 2026 kl. 10.00 – onsdag 4 november 2026 kl. 16.00', 'Tuesday 3 November 2026, 10:00 – Wednesday 4 November 2026, 16:00'],
  ['a whole day', times('2026-11-03', '2026-11-04'), 'tisdag 3 november 2026', 'Tuesday 3 November 2026'],
  ['whole days', times('2026-05-04', '2026-05-06'), '4–5 maj 2026', '4–5 May 2026'],
  ['another clock', times('2026-11-03T13:00', '2026-11-03T15:00', 'America/New_York'), 'tisdag 3 november 2026 kl. 13.00–15.00 New York-tid (19.00 här)', 'Tuesday 3 November 2026, 13:00–15:00 New York time (19:00 here)'],
  ['another day here', times('2026-11-03T20:00', null, 'America/New_York'), 'tisdag 3 november 2026 kl. 20.00 New York-tid (onsdag 4 november 2026 kl. 02.00 här)', 'Tuesday 3 November 2026, 20:00 New York time (Wednesday 4 November 2026, 02:00 here)'],
  ['the same clock elsewhere', times('2026-11-03T13:00', null, 'Europe/Brussels'), 'tisdag 3 november 2026 kl. 13.00', 'Tuesday 3 November 2026, 13:00'],
  ['across the end of DST', times('2026-10-25T01:00', '2026-10-25T04:00'), 'söndag 25 oktober 2026 kl. 01.00–04.00', 'Sunday 25 October 2026, 01:00–04:00'],
])('%s', (_, when, sv, en) => {
  expect(both(whenText, when)).toEqual([sv, en])
}) // biome-ignore format: a table to read

test.each<[string, Times, string, string]>([
  ['where clocks agree, once', times('2026-11-03T17:00', null, 'Europe/Brussels'), 'Stänger tisdag 3 november 2026 kl. 17.00 Brysseltid, samma tid här', 'Closes Tuesday 3 November 2026, 17:00 Brussels time, the same time here'],
  ['where they differ, both', times('2026-11-03T17:00', null, 'Europe/London'), 'Stänger tisdag 3 november 2026 kl. 17.00 Londontid, 18.00 här', 'Closes Tuesday 3 November 2026, 17:00 London time, 18:00 here'],
  ['where the days differ, both days', times('2026-11-03T23:59', null, 'America/New_York'), 'Stänger tisdag 3 november 2026 kl. 23.59 New York-tid, onsdag 4 november 2026 kl. 05.59 här', 'Closes Tuesday 3 November 2026, 23:59 New York time, Wednesday 4 November 2026, 05:59 here'],
  ['here', times('2026-11-03T23:59'), 'Stänger tisdag 3 november 2026 kl. 23.59', 'Closes Tuesday 3 November 2026, 23:59'],
  ['at its end, never as a meeting', times('2026-11-03T16:00', '2026-11-03T17:00'), 'Stänger tisdag 3 november 2026 kl. 17.00', 'Closes Tuesday 3 November 2026, 17:00'],
  ['a day', times('2026-11-03', '2026-11-04'), 'Sista dag tisdag 3 november 2026', 'Last day Tuesday 3 November 2026'],
  ['the last of several days', times('2026-11-03', '2026-11-06'), 'Sista dag torsdag 5 november 2026', 'Last day Thursday 5 November 2026'],
])('a deadline %s', (_, when, sv, en) => {
  expect(both((...told) => timesText('deadline', ...told), when)).toEqual([sv, en])
}) // biome-ignore format: a table to read
