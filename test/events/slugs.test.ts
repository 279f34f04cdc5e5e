import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { slugFrom } from '../../src/events/slug.ts'
import { type Calendar, openCalendar } from './calendar.ts'

let calendar: Calendar
beforeAll(async () => {
  calendar = await openCalendar()
})
afterAll(() => calendar.close())

test.each([
  ['Öppet hus på Kulturen!', 'oppet-hus-pa-kulturen'],
  ['  Ångström & Æsir: Straße, Łódź  ', 'angstrom-aesir-strasse-lodz'],
  ['C++ 2.0', 'c-2-0'],
  ['日本語', 'event'],
  ['../../etc/passwd', 'etc-passwd'],
  [`${'ord '.repeat(40)}`, `${'ord-'.repeat(19)}ord`],
  ['x'.repeat(200), 'x'.repeat(80)],
])('the address of %j is %s', (title, slug) => expect(slugFrom(title)).toBe(slug))

describe('an event’s address', () => {
  const at = (slug: string) => calendar.get(`/events/${slug}.ics`)
  const retitle = (id: string, title: string) =>
    calendar.send(
      'PATCH',
      `/api/v1/events/${id}`,
      { title },
      { 'Content-Type': 'application/merge-patch+json' },
    )

  it('follows the title; the old ones lead to the new one', async () => {
    const { id } = await calendar.create({ title: 'Höstmarknad' })
    await retitle(id, 'Vintermarknad')
    const { body } = await retitle(id, 'Julmarknad')
    expect(body).toMatchObject({ slug: 'julmarknad', url: 'https://calendar.example.org/events/julmarknad' })
    expect((await at('julmarknad')).status).toBe(200)
    for (const old of ['hostmarknad', 'vintermarknad']) {
      const answer = await calendar.get(`/events/${old}.ics?lang=en`)
      expect([answer.status, answer.headers.get('location')]).toEqual([
        301,
        'https://calendar.example.org/events/julmarknad.ics?lang=en',
      ])
    }
  })

  it('is its own again with the old title, and stays with another spelling of it', async () => {
    const { id } = await calendar.create({ title: 'Vårfest' })
    await retitle(id, 'Sommarfest')
    expect((await retitle(id, 'Vårfest')).body.slug).toBe('varfest')
    expect((await retitle(id, 'VÅRFEST!')).body.slug).toBe('varfest')
  })

  it('is never another event’s, also where that has moved on', async () => {
    const first = await calendar.create({ title: 'Samma namn' })
    await retitle(first.id, 'Nytt namn')
    const slugs: string[] = []
    for (let n = 0; n < 4; n++) slugs.push((await calendar.create({ title: 'Samma namn' })).slug)
    expect(slugs.slice(0, 2)).toEqual(['samma-namn-2026', 'samma-namn-2026-12-01'])
    expect(new Set(slugs).size).toBe(4)
    expect((await at('samma-namn')).headers.get('location')).toBe(
      'https://calendar.example.org/events/nytt-namn.ics',
    )
  })

  it('is one of each where many are created at once', async () => {
    const events = await Promise.all(Array.from({ length: 6 }, () => calendar.create({ title: 'Samtidigt' })))
    expect(new Set(events.map(({ slug }) => slug)).size).toBe(6)
  })

  it('is not there before publication', async () => {
    await calendar.create({ title: 'Hemligt utkast', state: 'draft' })
    expect((await at('hemligt-utkast')).status).toBe(404)
  })
})
