import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Calendar, openCalendar } from '../events/calendar.ts'
import { calendarFile, outcomes, vevent } from './files.ts'

let calendar: Calendar
beforeAll(async () => {
  calendar = await openCalendar()
})
afterAll(() => calendar.close())

const MANY = 200_000
const good = vevent('good@hostile')

/** Files that cost little to send: each is answered, and the good event beside what is hostile is kept. */
it.each([
  ['components in components', `${'BEGIN:X\r\n'.repeat(MANY)}${'END:Y\r\n'.repeat(MANY)}`],
  ['lines that never end', vevent('a', `DESCRIPTION:x${'\r\n ='.repeat(MANY)}`)],
  [
    'quoted-printable that goes on',
    vevent('a', `DESCRIPTION;ENCODING=QUOTED-PRINTABLE:x=${'\r\n;='.repeat(MANY)}`),
  ],
  ['spaces', vevent('a', `DESCRIPTION:<b>${' '.repeat(59_000)}x`)],
  ['line breaks', vevent('a', `DESCRIPTION:${'<br>'.repeat(14_000)}`)],
  ['comments that never close', vevent('a', `DESCRIPTION:<p>${'<!--'.repeat(14_000)}`)],
  ['tags that never close', vevent('a', `DESCRIPTION:<p>${'<a href="'.repeat(6000)}`)],
  ['categories', vevent('a', `CATEGORIES:${Array.from({ length: MANY }, (_, i) => i).join(',')}`)],
  ['dates', vevent('a', 'RRULE:FREQ=DAILY', `EXDATE:${'20261203T180000Z,'.repeat(MANY)}20261204T180000Z`)],
  ['a rule that never happens', vevent('a', 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30')],
  ['a rule of a million years', vevent('a', 'RRULE:FREQ=YEARLY;INTERVAL=1000000;COUNT=10000')],
  [
    'a zone that changes every day',
    [
      'BEGIN:VTIMEZONE\r\nTZID:Nowhere\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000',
      'TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=DAILY\r\nEND:STANDARD\r\nEND:VTIMEZONE',
      vevent('a', 'DTSTART;TZID=Nowhere:20261202T180000'),
    ].join('\r\n'),
  ],
  [
    'thousands of changed occurrences',
    [
      vevent('a', 'RRULE:FREQ=DAILY'),
      ...Array.from({ length: 1500 }, (_, i) => {
        const day = new Date(Date.UTC(2026, 11, 2 + i)).toISOString().slice(0, 10).replaceAll('-', '')
        return vevent('a', `RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Stockholm:${day}T180000`)
      }),
    ].join('\r\n'),
  ],
  ['names of objects', vevent('a', '__proto__:x', 'constructor;VALUE=constructor:x', 'toString:x')],
  ['characters that are none', vevent('a', 'SUMMARY:\u0000\u0007\ud800 x', 'LOCATION:\u202e')],
])('answers a file of %s', async (_, hostile) => {
  const statuses = await outcomes(calendar, calendarFile(hostile, good))
  expect(statuses.at(-1)).toMatch(/^(created|unchanged)$/)
})

it('refuses a description that is too long instead of cutting it', async () => {
  const file = calendarFile(
    vevent('l@long', `DESCRIPTION:${'x'.repeat(20_001)}`),
    vevent('h@long', `DESCRIPTION:<p>${'<b></b>'.repeat(10_000)}</p>`),
  )
  expect(await outcomes(calendar, file)).toEqual([
    'failed: /description/sv: is longer than 20000 characters',
    'failed: /description/sv: is longer than 20000 characters',
  ])
})
