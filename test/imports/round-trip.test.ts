import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeSeed } from '../../src/seed.ts'
import { type Calendar, openCalendar } from '../events/calendar.ts'
import { agenda, calendarFile, outcomes, post, vevent } from './files.ts'

let calendar: Calendar
beforeAll(async () => {
  calendar = await openCalendar()
  await writeSeed(calendar.deps)
  await add(calendar)
})
afterAll(() => calendar.close())

/** What the demonstration lacks: extra dates, removed events, another partner's event, odd titles. */
async function add(own: Calendar): Promise<void> {
  const series = await own.create({
    title: { sv: 'Provkör, med; skiljetecken\\', en: 'Try-out' },
    description: { sv: '# Rubrik\n\n* ett\n* två\n\n[länk](https://a.example/)' },
    duration: 'PT1H',
    recurrence: { rrule: 'FREQ=WEEKLY;COUNT=4', rdate: ['2026-12-24T10:00'], exdate: ['2026-12-08T18:00'] },
    people: [{ name: 'Ada' }],
    offers: [{ price: 100, currency: 'SEK' }],
  })
  const occurrence = (id: string) => `/api/v1/events/${series.id}/occurrences/${id}`
  await own.send('PUT', occurrence('2026-12-15T18:00:00'), { start: '2026-12-16T19:00', title: 'Annan' })
  await own.send('PUT', occurrence('2026-12-24T10:00:00'), { status: 'cancelled' })
  await own.send('PUT', occurrence('2026-12-22T18:00:00'), { excluded: true })
  await own.create({
    title: 'Bara datum',
    start: '2026-12-01',
    recurrence: { rdate: ['2026-12-03', '2027-01-05'] },
  })
  await own.create({ title: 'Inställd', status: 'cancelled' })
  await own.create({
    title: 'UTC',
    start: '2026-12-01T12:00:00Z',
    timeZone: 'Etc/UTC',
    recurrence: { rrule: 'FREQ=DAILY;COUNT=3' },
  })
  const removed = await own.create({ title: 'Borttagen' })
  await own.send('DELETE', `/api/v1/events/${removed.id}`)
  const archived = await own.create({ title: 'Arkiverad', state: 'draft' })
  await own.send('PATCH', `/api/v1/events/${archived.id}`, { state: 'published' })
  await own.send('PATCH', `/api/v1/events/${archived.id}`, { state: 'archived' })
  await own.send('PUT', '/api/v1/partners/museet', { name: 'Museet' })
  await own.create({ title: 'Deras', partner: 'museet', uid: 'shared@example' })
  await own.create({ title: 'Våra', uid: 'shared@example' })
}

const feed = async (own: Calendar, query = '') => (await own.get(`/calendar.ics?past=all${query}`)).text

describe('the calendar’s own feed changes nothing', () => {
  it.each(['', '&lang=en', '&cancelled=status', '&cancelled=omit&lang=en'])(
    'as it is with %j',
    async (query) => {
      const before = await calendar.contents()
      const { items } = await post(calendar, await feed(calendar, query))
      expect(items.length).toBeGreaterThan(60)
      expect(items.filter(({ status }) => status !== 'unchanged')).toEqual([])
      expect(await calendar.contents()).toEqual(before)
    },
  )
})

it('gives another calendar the same dates, and changes nothing the second time', async () => {
  const other = await openCalendar()
  try {
    const file = await feed(calendar)
    const window = ['2026-08-01', '2027-08-01'] as const
    const wanted = (await dates(calendar, ...window)).filter((line) => !/Borttagen|Arkiverad/.test(line))
    const first = await outcomes(other, file)
    expect(first.filter((status) => status.startsWith('failed'))).toEqual([])
    const got = await dates(other, ...window)
    expect({
      missing: wanted.filter((line) => !got.includes(line)),
      more: got.filter((line) => !wanted.includes(line)),
    }).toEqual({ missing: [], more: [] })
    expect([...new Set(await outcomes(other, file))]).toEqual(['unchanged'])
  } finally {
    await other.close()
  }
})

it('takes a change in its own feed for news, and leaves all else of the event', async () => {
  const event = await calendar.create({
    title: { sv: 'Möte', en: 'Meeting' },
    people: [{ name: 'Ada' }],
    location: { name: { sv: 'Rum 1' }, locality: 'Lund' },
  })
  const file = (await calendar.get(`/events/${event.slug}.ics`)).text
  expect(
    await outcomes(calendar, file.replace('SUMMARY;LANGUAGE=sv:Möte', 'SUMMARY;LANGUAGE=sv:Nytt möte')),
  ).toEqual(['updated'])
  const { body } = await calendar.get(`/api/v1/events/${event.id}`)
  expect(body).toMatchObject({
    title: { sv: 'Nytt möte', en: 'Meeting' },
    people: [{ name: 'Ada' }],
    location: { name: { sv: 'Rum 1' }, locality: 'Lund' },
    start: event.start,
  })
})

it('gives the words of plain text back as they were', async () => {
  const text =
    'Rad ett *stjärna* _understruken_\\nRad två: https://a.example/x_y_z?b=1&c=2.\\n\\n# Ingen rubrik\\n> inget citat\\n1 < 2 & 3 > 2'
  await post(calendar, calendarFile(vevent('plain@text', `DESCRIPTION:${text}`, 'SUMMARY:Text')))
  const file = (await calendar.get('/events/text.ics')).text.replaceAll('\r\n ', '')
  expect(file).toContain(`DESCRIPTION;LANGUAGE=sv:${text}\\n`)
})

async function dates(own: Calendar, from: string, to: string): Promise<string[]> {
  const all: string[] = []
  for (let month = Date.parse(from); month < Date.parse(to); month += 20 * 86_400_000) {
    const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)
    all.push(...(await agenda(own, day(month), day(month + 20 * 86_400_000))))
  }
  return [...new Set(all)].sort()
}
