import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeSeed } from '../../src/seed.ts'
import { type Calendar, openCalendar } from '../events/calendar.ts'
import { expandFeed } from './client.ts'

let calendar: Calendar
beforeAll(async () => {
  calendar = await openCalendar()
  await writeSeed(calendar.deps)
}, 120_000)
afterAll(() => calendar.close())

const FROM = '2026-09-01T00:00:00Z'
const TO = '2028-03-01T00:00:00Z'

test('the feed of a whole calendar, expanded by another reader, has the occurrences of the API', async () => {
  const served = await occurrences()
  const { text } = await calendar.get('/calendar.ics?past=all&cancelled=status')
  const seen = expandFeed(text, Date.parse(FROM), Date.parse(TO)).map(({ start, end, summary }) =>
    line(
      new Date(start).toISOString(),
      end === null ? null : new Date(end).toISOString(),
      summary.replace('UPPSKJUTET: ', ''),
    ),
  )
  expect(served.length).toBeGreaterThan(500)
  expect(seen.sort()).toEqual(served.sort())
})

/** All of the window, page by page. */
async function occurrences(): Promise<string[]> {
  const found: string[] = []
  let next: string | null = `/api/v1/occurrences?from=${FROM}&to=${TO}&limit=200`
  while (next !== null) {
    const { body } = await calendar.get(next)
    for (const { allDay, start, end, timeZone, title } of body.items) {
      const instant = (time: string | null) =>
        time === null ? null : allDay ? midnight(time, String(timeZone)) : new Date(time).toISOString()
      found.push(line(String(instant(start)), instant(end), Object(title).sv ?? Object(title).en))
    }
    next = typeof body.next === 'string' ? body.next.replace('https://calendar.example.org', '') : null
  }
  return found
}

function midnight(date: string, zone: string): string {
  const { epochMilliseconds } = Temporal.PlainDate.from(date).toZonedDateTime(zone)
  return new Date(epochMilliseconds).toISOString()
}

function line(start: string, end: string | null, summary: string): string {
  return `${start} – ${end ?? ''} ${summary}`
}
