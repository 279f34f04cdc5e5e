import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Calendar, openCalendar } from '../events/calendar.ts'

const ORIGIN = 'https://calendar.example.org'
const of = (url: string, more = '') => `/oembed?url=${encodeURIComponent(url)}${more}`

describe('/oembed', () => {
  let calendar: Calendar
  let id: string
  beforeAll(async () => {
    calendar = await openCalendar()
    const event = await calendar.create({
      title: { sv: 'Kören <sjunger>', en: 'The choir sings' },
      organizer: { name: 'Körföreningen', url: 'https://choir.example/' },
    })
    id = event.id
  })
  afterAll(() => calendar.close())

  it('frames the whole calendar', async () => {
    const answer = await calendar.get(of(`${ORIGIN}/`, '&format=json'))
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(answer.body).toEqual({
      version: '1.0',
      type: 'rich',
      title: 'Kalendarium',
      provider_name: 'Kalendarium',
      provider_url: `${ORIGIN}/`,
      cache_age: 86400,
      width: 640,
      height: 1320,
      html: `<iframe src="${ORIGIN}/embed/frame" title="Kalendarium" width="640" height="1320" loading="lazy" frameborder="0"></iframe>`,
    })
  })

  it('keeps the filters, the view and the language of the address', async () => {
    const { body } = await calendar.get(of(`${ORIGIN}/?view=month&category=music&category=film&lang=en`))
    expect(body).toMatchObject({
      title: 'Events calendar',
      html: expect.stringContaining(
        `src="${ORIGIN}/embed/frame?view=month&amp;category=music&amp;category=film&amp;lang=en"`,
      ),
    })
  })

  it('frames an event, whose title is escaped', async () => {
    const { body } = await calendar.get(of(`${ORIGIN}/events/koren-sjunger`))
    expect(body).toMatchObject({
      title: 'Kören <sjunger>',
      author_name: 'Körföreningen',
      author_url: 'https://choir.example/',
      height: 260,
      html: `<iframe src="${ORIGIN}/embed/frame?event=${id}" title="Kören &lt;sjunger&gt;" width="640" height="260" loading="lazy" frameborder="0"></iframe>`,
    })
  })

  it('frames a named view, wherever that points later', async () => {
    await calendar.send('PUT', '/api/v1/views/barn', { name: { sv: 'För barn' }, query: 'category=children' })
    const { body } = await calendar.get(of(`${ORIGIN}/v/barn?view=month&utm_source=letter`))
    expect(body.title).toBe('För barn')
    expect(body.html).toContain(`src="${ORIGIN}/embed/frame?view=month&amp;utm_source=letter&amp;named=barn"`)
    const frame = await calendar.get(
      '/embed/frame?view=month&utm_source=letter&named=barn&category=film&lang=sv',
    )
    expect(frame.text).toContain(
      '<kalendarium-events heading-level="2" category="children" view="month" lang="sv">',
    )
  })

  it('is named in the head of the pages that it answers for', async () => {
    const { text } = await calendar.get('/?view=month&date=2026-12&category=music&lang=sv')
    const href =
      /type="application\/json\+oembed" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const { body } = await calendar.get(href.slice(ORIGIN.length))
    expect(body.html).toContain('view=month')
    expect(body.html).toContain('category=music')
  })

  it.each([
    ['/?limit=3', 515],
    ['/?limit=200', 1400],
    ['/?view=month', 820],
  ])('is as high as what %s shows mostly is', async (path, height) => {
    expect((await calendar.get(of(`${ORIGIN}${path}`))).body.height).toBe(height)
  })

  it('is never larger than asked for', async () => {
    const { body } = await calendar.get(of(`${ORIGIN}/`, '&maxwidth=300&maxheight=200'))
    expect(body).toMatchObject({
      width: 300,
      height: 200,
      html: expect.stringContaining('width="300" height="200"'),
    })
  })

  it.each([
    ['another site', 'https://elsewhere.example/'],
    ['no address', 'calendar'],
    ['an address that has nothing to show', `${ORIGIN}/docs`],
    ['a view that there is not', `${ORIGIN}/v/nowhere`],
    ['an event that there is not', `${ORIGIN}/events/nowhere`],
    ['filters that there are not', `${ORIGIN}/?colour=red`],
  ])('has nothing for %s', async (_, url) => {
    expect((await calendar.get(of(url))).status).toBe(404)
  })

  it('does not show what is not published', async () => {
    const draft = await calendar.create({ title: 'Hemligt', state: 'draft' })
    expect((await calendar.get(of(`${ORIGIN}/events/${draft.slug}`))).status).toBe(404)
  })

  it('makes no XML', async () => {
    expect((await calendar.get(of(`${ORIGIN}/`, '&format=xml'))).status).toBe(501)
  })

  it.each([
    ['/oembed', 'url', 'is needed'],
    [of(`${ORIGIN}/`, '&maxwidth=wide'), 'maxwidth', 'must be a number of pixels'],
  ])('refuses %s', async (path, parameter, detail) => {
    const { status, body } = await calendar.get(path)
    expect([status, body.errors]).toEqual([400, [{ parameter, detail }]])
  })

  it('is not sent again to who has it', async () => {
    const etag = (await calendar.get(of(`${ORIGIN}/`))).headers.get('etag') ?? ''
    expect((await calendar.get(of(`${ORIGIN}/`), { 'If-None-Match': etag })).status).toBe(304)
  })
})

describe('/embed/frame', () => {
  let calendar: Calendar
  beforeAll(async () => {
    calendar = await openCalendar()
  })
  afterAll(() => calendar.close())

  it('holds the element with what its address says, and may be framed by all', async () => {
    const { text, headers } = await calendar.get(
      '/embed/frame?view=month&attendanceMode=online&attendanceMode=mixed&q=%22%3E%3Cscript%3E&lang=sv',
    )
    expect(text).toContain(
      '<kalendarium-events heading-level="2" view="month" attendance-mode="online,mixed" q="&quot;&gt;&lt;script&gt;" lang="sv">',
    )
    expect(headers.get('content-security-policy')).toMatch(/frame-ancestors \*$/)
  })

  it('refuses what no page takes', async () => {
    expect((await calendar.get('/embed/frame?onload=alert')).status).toBe(400)
  })
})

describe('/embed', () => {
  let calendar: Calendar
  beforeAll(async () => {
    calendar = await openCalendar()
  })
  afterAll(() => calendar.close())

  it('has the lines to paste, as text', async () => {
    const { text } = await calendar.get('/embed?lang=en')
    expect(text).toContain(
      `&lt;kalendarium-events&gt;&lt;a href=&quot;${ORIGIN}/&quot;&gt;The whole calendar&lt;/a&gt;&lt;/kalendarium-events&gt;`,
    )
    expect(text).toContain(`&lt;script src=&quot;${ORIGIN}/embed.js&quot; async&gt;&lt;/script&gt;`)
  })
})
