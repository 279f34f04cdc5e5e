import { expect, test } from 'vitest'
import { renderFeed } from '../../src/calendar/ical-feed.ts'
import { renderTombstone } from '../../src/calendar/ical-tombstone.ts'
import { linesOf, schedule } from './sample.ts'

const envelope = {
  name: 'Musik; dans,\r\nEVIL:1',
  description: 'Allt',
  locale: 'sv',
  zones: ['Europe/Stockholm', 'America/New_York', 'Europe/Stockholm'],
  timeZone: 'Europe/Stockholm',
  url: 'https://kalender.example/calendar.ics?tag=a b',
  refresh: 'PT1H',
}
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

test('the envelope tells name, address, refreshing, and each zone once, sorted, and has no METHOD', () => {
  const lines = linesOf(decode(renderFeed(envelope, ['BEGIN:VEVENT\r\nEND:VEVENT\r\n'])))
  expect(lines.slice(0, 11)).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Kalendarium//Kalendarium//EN',
    'CALSCALE:GREGORIAN',
    'NAME;LANGUAGE=sv:Musik\\; dans\\,\\nEVIL:1',
    'X-WR-CALNAME:Musik\\; dans\\,\\nEVIL:1',
    'DESCRIPTION;LANGUAGE=sv:Allt',
    'X-WR-CALDESC:Allt',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    'SOURCE;VALUE=URI:https://kalender.example/calendar.ics?tag=a%20b',
  ])
  expect(lines.filter((line) => line.startsWith('TZID'))).toEqual([
    'TZID:America/New_York',
    'TZID:Europe/Stockholm',
  ])
  expect(lines.slice(-3)).toEqual(['BEGIN:VEVENT', 'END:VEVENT', 'END:VCALENDAR'])
})

test('10,000 events of 700 octets are joined well under a second', () => {
  const vevents = Array.from(
    { length: 10_000 },
    (_, i) => `BEGIN:VEVENT\r\nX:${i}å${'x'.repeat(670)}\r\nEND:VEVENT\r\n`,
  )
  const begun = performance.now()
  const bytes = renderFeed(envelope, vevents)
  expect(performance.now() - begun).toBeLessThan(500)
  expect(bytes.length).toBeGreaterThan(7_000_000)
  expect(decode(bytes).endsWith('END:VCALENDAR\r\n')).toBe(true)
})

test('a tombstone has UID, times and CANCELLED, and none of the event’s text', () => {
  const text = renderTombstone({
    uid: 'borta@x\r\nEVIL:1',
    sequence: 3,
    updated: new Date('2026-08-03T00:00:00Z'),
    schedule: schedule({
      rrule: 'FREQ=WEEKLY;COUNT=3',
      exdate: ['2026-11-10T13:00:00'],
      rdate: ['2026-12-24T10:00:00'],
    }),
    changes: {
      '2026-11-17T13:00:00': { start: '2026-11-18T13:00:00', fields: { title: { sv: 'Hemligt' } } },
    },
  })
  const frame = ['SEQUENCE:3', 'DTSTAMP:20260803T000000Z', 'LAST-MODIFIED:20260803T000000Z']
  const end = ['STATUS:CANCELLED', 'TRANSP:TRANSPARENT', 'END:VEVENT']
  expect(linesOf(text)).toEqual([
    'BEGIN:VEVENT',
    'UID:borta@x\\nEVIL:1',
    ...frame,
    'DTSTART;TZID=Europe/Stockholm:20261103T130000',
    'DTEND;TZID=Europe/Stockholm:20261103T150000',
    'RRULE:FREQ=WEEKLY;COUNT=3',
    'EXDATE;TZID=Europe/Stockholm:20261110T130000',
    ...end,
    'BEGIN:VEVENT',
    'UID:borta@x\\nEVIL:1',
    ...frame,
    'RECURRENCE-ID;TZID=Europe/Stockholm:20261117T130000',
    'DTSTART;TZID=Europe/Stockholm:20261118T130000',
    'DTEND;TZID=Europe/Stockholm:20261118T150000',
    ...end,
    'BEGIN:VEVENT',
    'UID:borta_20261224T100000@x\\nEVIL:1',
    ...frame,
    'DTSTART;TZID=Europe/Stockholm:20261224T100000',
    'DTEND;TZID=Europe/Stockholm:20261224T120000',
    'RELATED-TO;RELTYPE=SIBLING:borta@x\\nEVIL:1',
    ...end,
  ])
})
