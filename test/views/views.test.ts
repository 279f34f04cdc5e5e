import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Calendar, openCalendar } from '../events/calendar.ts'

let calendar: Calendar
beforeEach(async () => {
  calendar = await openCalendar()
  await calendar.create({ title: 'Jazz i Lund', location: { locality: 'Lund' }, tags: ['jazz'] })
  await calendar.create({ title: 'Film i Malmö', location: { locality: 'Malmö' } })
})
afterEach(() => calendar.close())

const LUND = {
  name: { sv: 'I Lund', en: 'In Lund' },
  query: 'locality=Lund',
  description: { sv: 'Allt i Lund.' },
}
const put = (body: unknown, slug = 'stad', query = '') =>
  calendar.send('PUT', `/api/v1/views/${slug}${query}`, body)

describe('a named view', () => {
  it('is made, read, listed and removed', async () => {
    const made = await put(LUND)
    const view = { slug: 'stad', ...LUND, url: 'https://calendar.example.org/v/stad' }
    expect([made.status, made.body]).toEqual([201, view])
    expect((await calendar.get('/api/v1/views/stad')).body).toEqual(view)
    expect((await calendar.get('/api/v1/views')).body).toEqual({ items: [view], next: null })
    expect((await calendar.send('DELETE', '/api/v1/views/stad')).status).toBe(204)
    expect((await calendar.get('/v/stad')).status).toBe(404)
    expect((await calendar.get('/api/v1/views/stad')).status).toBe(404)
  })

  it('has a page and feeds of what it filters, under its name', async () => {
    await put(LUND)
    for (const path of ['/v/stad', '/v/stad.ics', '/v/stad.rss', '/v/stad.atom', '/v/stad.json']) {
      const { status, text } = await calendar.get(path)
      expect([path, status, text.includes('Jazz i Lund'), text.includes('Film i Malmö'), text.includes('I Lund')]).toEqual([path, 200, true, false, true]) // biome-ignore format: a row
    }
  })

  it('shows another thing at once when it is pointed elsewhere', async () => {
    await put(LUND)
    for (const path of ['/v/stad', '/v/stad.ics', '/v/stad.rss']) await calendar.get(path)
    const moved = await put({ ...LUND, query: '?locality=Malm%C3%B6' })
    expect([moved.status, moved.body.query]).toEqual([200, 'locality=Malm%C3%B6'])
    for (const path of ['/v/stad', '/v/stad.ics', '/v/stad.rss']) {
      const { text } = await calendar.get(path)
      expect([path, text.includes('Jazz i Lund'), text.includes('Film i Malmö')]).toEqual([path, false, true])
    }
  })

  it('is narrowed by what its address asks for, never widened', async () => {
    await put(LUND)
    expect((await calendar.get('/v/stad?locality=Malm%C3%B6')).text).not.toContain('Film i Malmö')
    expect((await calendar.get('/v/stad.ics?tag=-jazz')).text).not.toContain('VEVENT')
    expect((await calendar.get('/v/stad?lang=en')).text).toContain('In Lund')
  })

  it('is called by its name, and elsewhere in time by the time too', async () => {
    await put(LUND)
    expect((await calendar.get('/v/stad?lang=en')).text).toContain('<h1>In Lund</h1>')
    const month = (await calendar.get('/v/stad?view=month&date=2026-12&lang=en')).text
    expect(month).toContain('<p class="view-name">In Lund</p>')
    expect(month).toContain('<h1>December 2026</h1>')
  })

  it('keeps its place in every link of its page', async () => {
    await put(LUND)
    const { text } = await calendar.get('/v/stad?view=month&date=2026-12&lang=sv')
    expect(text).toContain('action="/v/stad"')
    expect(text).toContain('href="/v/stad?view=week&amp;date=2026-12-01&amp;lang=sv"')
    expect(text).toContain('href="webcal://calendar.example.org/v/stad.ics?lang=sv"')
  })

  it('is refused with every fault', async () => {
    const { status, body } = await put({ name: '', query: 'colour=red&free=perhaps', colour: 1 })
    expect(status).toBe(422)
    expect(body.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ pointer: '/name' }),
        { pointer: '/query', detail: 'colour is not known here' },
        { pointer: '/query', detail: 'free must be true or false' },
        expect.objectContaining({ pointer: '/colour' }),
      ]),
    )
  })

  it('is for administrators to change', async () => {
    const without = await calendar.send('PUT', '/api/v1/views/stad', LUND, { Authorization: 'Bearer nobody' })
    expect(without.status).toBe(401)
    expect((await calendar.send('DELETE', '/api/v1/views/stad')).status).toBe(404)
  })

  it('bumps no revision where nothing differs, nor in a dry run', async () => {
    await put(LUND)
    const { revision } = await calendar.contents()
    expect((await put(LUND)).status).toBe(200)
    expect((await put({ ...LUND, query: '' }, 'stad', '?dryRun=true')).body).toMatchObject({
      dryRun: true,
      status: 'updated',
    })
    expect((await calendar.contents()).revision).toBe(revision)
  })
})
