import ICAL from 'ical.js'
import { describe, expect, test, vi } from 'vitest'
import { vtimezone } from '../../src/time/vtimezone.ts'
import { instantToWallMs } from '../../src/time/zone.ts'

vi.setConfig({ testTimeout: 60_000 })

const DAY = 86_400_000
const lines = (...text: string[]) => text.map((line) => `${line}\r\n`).join('')

test('Stockholm: RRULE form, the past closed in UTC, the present open', () => {
  expect(vtimezone('Europe/Stockholm')).toBe(
    lines(
      'BEGIN:VTIMEZONE',
      'TZID:Europe/Stockholm',
      ...[
        'BEGIN:STANDARD',
        'DTSTART:16010101T000000',
        'TZOFFSETFROM:+0100',
        'TZOFFSETTO:+0100',
        'TZNAME:CET',
        'END:STANDARD',
      ],
      ...[
        'BEGIN:DAYLIGHT',
        'DTSTART:19800406T020000',
        'TZOFFSETFROM:+0100',
        'TZOFFSETTO:+0200',
        'TZNAME:CEST',
        'END:DAYLIGHT',
      ],
      'BEGIN:STANDARD',
      'DTSTART:19800928T030000',
      'RRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=-1SU;UNTIL=19950924T010000Z',
      ...['TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100', 'TZNAME:CET', 'END:STANDARD'],
      'BEGIN:DAYLIGHT',
      'DTSTART:19810329T020000',
      'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
      ...['TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200', 'TZNAME:CEST', 'END:DAYLIGHT'],
      'BEGIN:STANDARD',
      'DTSTART:19961027T030000',
      'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
      ...['TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100', 'TZNAME:CET', 'END:STANDARD'],
      'END:VTIMEZONE',
    ),
  )
})

test('a zone without transitions has one STANDARD', () => {
  expect(vtimezone('Asia/Kolkata')).toBe(
    lines(
      'BEGIN:VTIMEZONE',
      'TZID:Asia/Kolkata',
      ...[
        'BEGIN:STANDARD',
        'DTSTART:16010101T000000',
        'TZOFFSETFROM:+0530',
        'TZOFFSETTO:+0530',
        'TZNAME:IST',
        'END:STANDARD',
      ],
      'END:VTIMEZONE',
    ),
  )
})

describe('zones that change on days of their own', () => {
  const openRules = (zone: string) =>
    [
      ...vtimezone(zone)
        .replaceAll('\r\n ', '')
        .matchAll(/RRULE:FREQ=YEARLY;(.*)\r\n/g),
    ]
      .map(([, rule]) => rule)
      .filter((rule) => !rule?.includes('UNTIL'))
  test.each([
    ['America/New_York', ['BYMONTH=3;BYDAY=2SU', 'BYMONTH=11;BYDAY=1SU']],
    ['Australia/Lord_Howe', ['BYMONTH=4;BYDAY=1SU', 'BYMONTH=10;BYDAY=1SU']],
    ['Asia/Jerusalem', ['BYMONTH=10;BYDAY=-1SU', 'BYMONTH=3;BYMONTHDAY=23,24,25,26,27,28,29;BYDAY=FR']],
  ])('%s', (zone, rules) => expect(openRules(zone)).toEqual(rules))
})

describe('an independent reader', () => {
  const zones = Intl.supportedValuesOf('timeZone')
  test.each(['A', 'America/F', 'Asia', 'B', 'I', 'P'].map((letter, i, all) => [letter, all[i + 1] ?? '~']))(
    'of the zones %s to %s finds the offsets of Temporal, 1970 to 2050',
    (from, to) => {
      for (const zone of zones.filter((name) => name >= from && name < to)) {
        const text = vtimezone(zone)
        expect(text.split('\r\n').filter((line) => line.length > 75)).toEqual([])
        expect(text).not.toContain('RDATE')
        const reader = new ICAL.Timezone({ component: new ICAL.Component(ICAL.parse(text)), tzid: zone })
        for (let instant = 11 * 3_600_000; instant < Date.UTC(2050, 0); instant += 227 * DAY) {
          const wall = instantToWallMs(instant, zone)
          // Close to a transition a wall time may mean two instants or none.
          if (
            instantToWallMs(instant - DAY, zone) + DAY !== wall ||
            instantToWallMs(instant + DAY, zone) - DAY !== wall
          )
            continue
          // The reader drops the seconds of an offset (Monrovia before 1972).
          const offset = Math.trunc((wall - instant) / 60_000) * 60
          expect([zone, reader.utcOffset(timeOf(wall))]).toEqual([zone, offset])
        }
      }
    },
  )
})

function timeOf(wall: number): ICAL.Time {
  return ICAL.Time.fromDateTimeString(new Date(wall).toISOString().slice(0, 19))
}
