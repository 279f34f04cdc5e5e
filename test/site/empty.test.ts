import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Calendar, openCalendar } from '../events/calendar.ts'

let calendar: Calendar

/** The calendar's clocks stand at 20 November 2026. */
beforeAll(async () => {
  calendar = await openCalendar()
  await calendar.send('PUT', '/api/v1/categories/music', { name: { sv: 'Musik', en: 'Music' } })
  // biome-ignore-start format: an event a line
  await calendar.create({
    title: 'Orgel i höst',
    start: '2026-10-12T18:00',
    categories: ['music'],
    offers: [{ price: 0 }],
  })
  await calendar.create({
    title: 'Jazz',
    start: '2026-12-03T19:30',
    categories: ['music'],
    offers: [{ price: 0 }],
  })
  await calendar.create({ title: 'Film', start: '2026-12-04T19:30' })
  await calendar.create({ title: 'Mer film', start: '2026-12-10T19:30' })
  await calendar.create({ title: 'Orgelnatt', start: '2027-03-12T21:00', categories: ['music'] })
  await calendar.create({ title: 'Trettioårskonsert', start: '3000-03-12T21:00', type: 'performance' })
  // biome-ignore-end format: an event a line
})
afterAll(() => calendar.close())

/** What an empty page says, and where its links lead. */
async function empty(path: string, lang = 'sv') {
  const { text, status } = await calendar.get(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`)
  expect(status).toBe(200)
  const [, box = ''] = /<div class="empty">([\s\S]*?)<\/div>/.exec(text) ?? []
  const words = box.replaceAll(/<\/(p|li)>/g, '\n').replaceAll(/<[^>]+>/g, '')
  const links = [...box.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))
  return { said: words.split('\n').map((line) => line.trim()).filter(Boolean), links, text } // biome-ignore format: one line
}

describe('a search without a match in the time that is shown', () => {
  it.each([
    ['month', '2026-12', 'i december 2026', '2027-03', '2026-10'],
    ['week', '2026-12-07', 'vecka 50', '2027-03-12', '2026-10-12'],
    ['day', '2026-12-05', 'den 5 december 2026', '2027-03-12', '2026-10-12'],
  ])('tells the nearest before and after a %s', async (view, date, when, next, previous) => {
    const { said, links } = await empty(`/?q=orgel&view=${view}&date=${date}`)
    const without = view === 'month' ? ['Utan ”orgel”: 3 evenemang'] : view === 'week' ? ['Utan ”orgel”: 1 evenemang'] : ['Rensa alla'] // biome-ignore format: by view
    expect(said).toEqual([
      `Inget stämmer med urvalet ${when}.`,
      'Nästa träff: 12 mars 2027 – Orgelnatt',
      'Föregående träff: 12 oktober 2026 – Orgel i höst',
      'Från i dag: 1 evenemang inom ett år',
      ...without,
    ])
    expect(links.slice(0, 5)).toEqual([
      `/?q=orgel&view=${view}&date=${next}&lang=sv`,
      '/events/orgelnatt?lang=sv',
      `/?q=orgel&view=${view}&date=${previous}&lang=sv`,
      '/events/orgel-i-host?lang=sv',
      '/?q=orgel&lang=sv',
    ])
  })

  it('tells them of a month’s list, and of what is to come the latest', async () => {
    expect((await empty('/?q=orgel&date=2026-12', 'en')).said).toEqual([
      'Nothing matches the selection in December 2026.',
      'Next match: 12 March 2027 – Orgelnatt',
      'Previous match: 12 October 2026 – Orgel i höst',
      'From today on: 1 event within a year',
      'Without “orgel”: 3 events',
    ])
    const { said, links } = await empty('/?q=höst')
    expect(said).toEqual([
      'Inga kommande evenemang stämmer med urvalet.',
      'Senaste träff: 12 oktober 2026 – Orgel i höst',
      'Utan ”höst”: 4 evenemang inom ett år',
    ])
    expect(links[0]).toBe('/?q=h%C3%B6st&date=2026-10&lang=sv')
  })

  it('says the same all day', async () => {
    const path = '/?q=orgel&view=month&date=2026-12'
    const { id } = await calendar.create({ title: 'Orgel i nästa höst', start: '2027-11-20T18:00' })
    const morning = await empty(path)
    calendar.clock.now = '2026-11-20T22:00:00Z'
    await calendar.send('PUT', '/api/v1/categories/dance', { name: { sv: 'Dans' } })
    expect((await empty(path)).said).toEqual(morning.said)
    calendar.clock.now = '2026-11-20T12:00:00Z'
    await calendar.send('DELETE', `/api/v1/events/${id}`)
  })

  it('says where nothing matches at any time', async () => {
    for (const path of ['/?q=finnsinte', '/?q=finnsinte&view=month&date=2026-12'])
      expect((await empty(path)).said[0]).toBe('Inget i kalendern stämmer med urvalet.')
  })

  it('offers to let go of the filters that keep something out, and of all', async () => {
    const { said, links } = await empty(
      '/?category=music&free=true&type=-lecture&view=day&date=2027-03-12',
      'en',
    )
    expect(said.slice(-2)).toEqual(['Without “Free of charge”: 1 event', 'Clear all'])
    expect(links.slice(-2)).toEqual([
      '/?category=music&type=-lecture&view=day&date=2027-03-12&lang=en',
      '/?view=day&date=2027-03-12&lang=en',
    ])
  })

  it('says what became of it', async () => {
    const sick = { title: 'Vinterblås', start: '2026-12-30T18:00', status: 'cancelled' }
    const { id } = await calendar.create(sick)
    expect((await empty('/?q=vinterblås&date=2027-02')).said).toContain(
      'Föregående träff: 30 december 2026 – Inställt Vinterblås',
    )
    await calendar.send('DELETE', `/api/v1/events/${id}`)
  })

  it('names no part of time that cannot be asked for', async () => {
    const { said, links } = await empty('/?type=performance&view=month&date=2026-12')
    expect(said).toContain('Nästa träff: 12 mars 3000 – Trettioårskonsert')
    expect(links.filter((link) => link.includes('3000'))).toEqual([])
  })
})

describe('a time that the filters say themselves', () => {
  it('is not left by what is said to be nearest', async () => {
    expect((await empty('/?to=2026-12-05&view=month&date=2027-02')).said).toEqual([
      'Inget stämmer med urvalet i februari 2027.',
      'Föregående träff: 4 december 2026 – Film',
      'Från i dag: 2 evenemang',
      'Rensa alla',
    ])
    expect((await empty('/?from=2026-12-05&view=day&date=2026-12-03')).said).toEqual([
      'Inget stämmer med urvalet den 3 december 2026.',
      'Nästa träff: 10 december 2026 – Mer film',
      'Från i dag: 2 evenemang inom ett år',
      'Utan ”Från 5 december 2026”: 1 evenemang',
    ])
    const { said, links } = await empty('/?to=2026-11-01')
    expect(said.slice(0, 2)).toEqual([
      'Inga kommande evenemang stämmer med urvalet.',
      'Senaste träff: 12 oktober 2026 – Orgel i höst',
    ])
    expect(links[0]).toBe('/?to=2026-11-01&date=2026-10&lang=sv')
  })

  it('leads the arrows nowhere outside of it', async () => {
    const arrows = async (path: string) => {
      const { text } = await calendar.get(path, { 'Accept-Language': 'sv' })
      return ['prev', 'next'].map((rel) => new RegExp(`date=([-\\d]+)" rel="${rel} `).exec(text)?.[1] ?? null)
    }
    expect(await arrows('/?view=month&date=2026-12')).toEqual(['2026-11', '2027-01'])
    expect(await arrows('/?view=month&date=2026-12&from=2026-12-02')).toEqual([null, '2027-01'])
    expect(await arrows('/?view=month&date=2026-12&to=2026-12-11')).toEqual(['2026-11', null])
    expect(await arrows('/?from=2026-12-04')).toEqual([null, '2027-01'])
  })

  it('gives the list its title, and what lies between no other day', async () => {
    const { text } = await calendar.get('/?from=2026-10-01&lang=sv')
    expect(text).toContain('<h1>Från <span class="unbroken">1 oktober</span> 2026</h1>')
    expect(text).toContain('data-count="5 evenemang inom ett år"')
    expect(text).not.toContain('id="ongoing"')
  })

  it.each([
    ['/?to=9999-12-30', '4 evenemang inom ett år'],
    ['/?from=2000-01-01&to=2040-01-01', ''],
    ['/?from=2000-01-01', ''],
    ['/?from=9999-12-30', '0 evenemang inom ett år'],
    ['/?from=1000-01-02&to=1000-01-03', '0 evenemang'],
    ['/?view=week&date=1900-01-01', '0 evenemang'],
    ['/?view=day&date=2200-12-31', '0 evenemang'],
    ['/?view=month&q=film&page=7&date=2026-12', '2 evenemang'],
  ])('may be any: %s is a page whose links work', async (path, count) => {
    const { text } = await calendar.get(path, { 'Accept-Language': 'sv', Accept: 'text/html' })
    expect(/data-count="([^"]*)"/.exec(text)?.[1]).toBe(count)
    expect(await brokenLinks(text)).toEqual([])
  })

  it('that cannot be read is told, with ways on that work', async () => {
    for (const [query, words] of Object.entries({
      'date=2026-02-30&category=music':
        'date=2026-02-30 ska vara en månad eller en dag, till exempel 2026-11 eller 2026-11-03',
      'date=0001-01&category=music': 'date=0001-01 ska ligga mellan 1900 och 2200',
      'date=9999-12-31&category=music': 'date=9999-12-31 ska ligga mellan 1900 och 2200',
      'from=0001-01-01&category=music': 'from=0001-01-01 ska ligga mellan 1000-01-02 och 9999-12-30',
      'from=2027-01-01&to=2026-01-01&category=music':
        'to=2026-01-01 ska vara en dag efter from, till exempel 2026-12-01',
      'near=x&radius=3&category=music': 'near=x ska vara latitud och longitud, till exempel 55.705,13.193',
      'q=a&q=b&category=music': 'q=a&amp;q=b får anges bara en gång',
    })) {
      const { status, text } = await calendar.get(`/?${query}`, {
        'Accept-Language': 'sv',
        Accept: 'text/html',
      })
      expect(status).toBe(400)
      expect(text.replaceAll(/<[^>]+>/g, '')).toContain(words)
      expect(text).toContain('category=music">Visa kalendern utan det som inte stämmer</a>')
      expect(await brokenLinks(text)).toEqual([])
    }
  })
})

it('of a named view, leads to the whole calendar', async () => {
  await calendar.send('PUT', '/api/v1/views/dans', { name: { sv: 'Dans' }, query: 'category=dance' })
  const { said, links } = await empty('/v/dans')
  expect(said).toEqual(['Här är tomt än så länge.', 'Till hela kalendern'])
  expect(links).toEqual(['/?lang=sv'])
})

it('of a list that is not that long, leads to its beginning', async () => {
  const { said, links } = await empty('/?page=9')
  expect(said).toEqual(['Så lång är listan inte.', 'Till listans början'])
  expect(links).toEqual(['/?lang=sv'])
})

/** The links within the page's main part that do not lead to a page. */
async function brokenLinks(text: string): Promise<string[]> {
  const main = text.slice(text.indexOf('<main'), text.indexOf('<div id="feeds"'))
  const links = [...main.matchAll(/href="(\/[^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))
  const broken: string[] = []
  for (const link of new Set(links)) if ((await calendar.get(link)).status !== 200) broken.push(link)
  return broken
}
