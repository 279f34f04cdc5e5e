import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Calendar } from '../events/calendar.ts'
import { openDecember, words } from './december.ts'

let calendar: Calendar

beforeAll(async () => {
  calendar = await openDecember()
})
afterAll(() => calendar.close())

const page = async (path: string, headers: Record<string, string> = { 'Accept-Language': 'sv' }) =>
  (await calendar.get(path, headers)).text
/** How many columns the cells of a row take. */
const columns = (row: string) =>
  [...row.matchAll(/<td(?: colspan="(\d)")?/g)].reduce((sum, [, span]) => sum + Number(span ?? 1), 0)

it('says where it counts a year of a list without an end', async () => {
  const count = async (path: string) => /data-count="([^"]*)"/.exec(await page(path))?.[1]
  expect(await count('/?lang=sv')).toBe('6 evenemang inom ett år')
  expect(await count('/?lang=en&q=orgel')).toBe('0 events within a year')
  expect(await count('/?lang=en&category=music')).toBe('1 event within a year')
  expect(await count('/?lang=sv&date=2026-12')).toBe('5 evenemang')
})

it('quotes a search as the language does', async () => {
  expect(await page('/?lang=sv&q=spel')).toContain('”spel”')
  expect(await page('/?lang=en&q=spel')).toContain('“spel”')
})

it('tells those who show a link to it what it is', async () => {
  const properties = async (path: string) =>
    [...(await page(path)).matchAll(/<meta property="og:([\w:]+)" content="([^"]*)">/g)].map(
      ([, name, content]) => [name, content],
    )
  const [, title] = await properties('/?category=music&lang=en')
  expect(title).toEqual(['title', 'Upcoming events · Music'])
  expect(await properties('/')).toEqual([
    ['type', 'website'],
    ['title', 'Kalendarium'],
    ['url', 'https://calendar.example.org/'],
    ['site_name', 'Kalendarium'],
    ['locale', 'sv_SE'],
    ['locale:alternate', 'en_GB'],
  ])
})

describe('the list', () => {
  it('has a way back from where a long one goes on', async () => {
    const first = await page('/?limit=1')
    expect(first).not.toContain('class="begin"')
    const next =
      /<p class="end"><a class="button" href="([^"]*)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(next).toContain('cursor=')
    for (const path of [next, '/?limit=1&page=2'])
      expect(await page(path)).toContain('<p class="begin"><a href="/?limit=1">Till listans början</a></p>')
  })

  it('sends nobody to a place where something is on the net alone', async () => {
    expect(words(await page('/'))).toMatch(/13\.00 Föreläsning På nätet/)
  })

  it('shows what is to come under its days, and what goes on before it', async () => {
    const text = words(await page('/'))
    expect(text).toMatch(/Pågår till 5 december Trådar/)
    expect(text).toMatch(/torsdag 3 december Vecka 49 19\.30 – 22\.00 Jazzkväll/)
    const titles = [...(await page('/')).matchAll(/<h3><a [^>]*>(?:<s>)?([^<]+)/g)].map(([, title]) => title)
    expect(titles).toEqual([
      'Trådar',
      'Jazzkväll',
      'Föreläsning',
      'Vinterblås',
      'Kreativa Europa',
      'Midsommarspel',
    ])
  })

  it('shows a text that there is in one language only in that language', async () => {
    const text = await page('/?lang=en')
    expect(text).toContain('lang="sv">Jazzkväll</a>')
    expect(text).toContain('>Lecture</a>')
  })

  it('says in words what is cancelled, and why', async () => {
    const text = await page('/')
    expect(text).toContain('<s>Vinterblås</s>')
    expect(words(text)).toContain('Inställt Dirigenten är sjuk.')
  })

  it('shows a deadline by its own clocks and by ours', async () => {
    expect(words(await page('/'))).toContain('Stänger 17.00 Brysseltid, 17.00 här')
    expect(words(await page('/?lang=en'))).toContain('Closes 17:00 Brussels time, 17:00 here')
  })

  it('leads to what was earlier, and to the months that follow', async () => {
    const steps = async (path: string) =>
      /<nav class="steps"[\s\S]*?<\/nav>/
        .exec(await page(path))?.[0]
        .match(/<li[\s\S]*?<\/li>/g)
        ?.map((step) => [words(step).trim(), /href="([^"]*)"/.exec(step)?.[1]])
    expect(await steps('/')).toEqual([
      ['Tidigare', '/?date=2026-11'],
      ['Kommande', undefined],
      ['December', '/?date=2026-12'],
    ])
    expect(await steps('/?date=2026-12-05')).toEqual([
      ['Hela december', '/?date=2026-12'],
      ['Kommande', '/'],
      ['Januari 2027', '/?date=2027-01'],
    ])
    expect(await steps('/?date=2027-06')).toEqual([
      ['Maj', '/?date=2027-05'],
      ['Kommande', '/'],
      ['Inget senare', undefined],
    ])
    expect(await steps('/?q=jazz')).toEqual([
      ['Inget tidigare', undefined],
      ['Kommande', undefined],
      ['December', '/?q=jazz&amp;date=2026-12'],
    ])
    expect(await steps('/?type=exhibition&lang=en')).toEqual([
      ['Earlier', '/?type=exhibition&amp;date=2026-11&amp;lang=en'],
      ['Upcoming', undefined],
      ['December', '/?type=exhibition&amp;date=2026-12&amp;lang=en'],
    ])
  })

  it('says that there is no more, and how to hear of more', async () => {
    expect(words(await page('/'))).toContain('Det var allt som är inlagt. Prenumerera')
  })
})

describe('the month', () => {
  it('is a table from Monday to Sunday with the weeks of ISO 8601', async () => {
    const text = await page('/?view=month&date=2026-12')
    const heads = [...text.matchAll(/<th scope="col">([^<]+)</g)].map(([, name]) => name)
    expect(heads).toEqual(['måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag', 'lördag', 'söndag'])
    const weeks = [...text.matchAll(/<th scope="row"[\s\S]*?<\/th>/g)].map(
      ([head]) => words(head).match(/\d+/)?.[0],
    )
    expect(weeks).toEqual(['49', '50', '51', '52', '53'])
    expect(words(text)).toContain('December 2026')
  })

  it('shows of the months around the numbers of their days alone', async () => {
    const text = await page('/?view=month&date=2026-12')
    const out = [...text.matchAll(/<td class="out" rowspan="\d"><time datetime="([^"]+)">(\d+)</g)]
    expect(out.map(([, date, number]) => `${date} ${number}`)).toEqual([
      '2026-11-30 30',
      '2027-01-01 1',
      '2027-01-02 2',
      '2027-01-03 3',
    ])
    const rows = text.match(/<tr[\s\S]*?<\/tr>/g) ?? []
    for (const row of rows.filter((row) => row.includes('class="bars"') || row.includes('class="cells"')))
      expect([4, 6, 7]).toContain(columns(row))
  })

  it('shows several days as one bar over them', async () => {
    const text = await page('/?view=month&date=2026-11')
    const spans = [...text.matchAll(/<td colspan="(\d)" class="span([^"]*)">/g)].map(([, n, edge]) => [
      n,
      edge,
    ])
    expect(spans).toEqual([
      ['6', ' on'],
      ['7', ' from on'],
      ['7', ' from on'],
      ['1', ' from on'],
    ])
  })

  it('names red days and eves', async () => {
    const text = words(await page('/?view=month&date=2026-12'))
    expect(text).toContain('torsdag 24 december julafton')
    expect(text).toContain('fredag 25 december juldagen')
  })

  it('leads within it to the week of today', async () => {
    const text = await page('/?view=month')
    expect(text).toContain('<a class="now" href="#now" aria-current="true">')
    const [, week = ''] = /<tbody [^>]*id="now">([\s\S]*?)<\/tbody>/.exec(text) ?? []
    expect(week).toContain('datetime="2026-11-20"')
    expect(await page('/?view=month&date=2026-12')).not.toContain('id="now"')
  })

  it('leads to the months around it', async () => {
    const text = await page('/?view=month&date=2026-12&category=music')
    expect(text).not.toContain('rel="prev')
    expect(await page('/?view=month&date=2026-12')).toContain(
      '<a href="/?view=month&amp;date=2026-11" rel="prev nofollow">',
    )
  })
})

describe('the day and the week', () => {
  it('show what falls in them', async () => {
    expect(words(await page('/?view=day&date=2026-12-04'))).toMatch(
      /Fredag 4 december 2026 .*2 evenemang .*13\.00 Föreläsning .*Pågår .*Trådar/,
    )
    const heading = async (path: string) => /<h1>(.*)<\/h1>/.exec(await page(path))?.[1]
    expect(await heading('/?view=week&date=2026-12-05')).toBe(
      '<span class="unbroken">Vecka 49,</span> <span class="unbroken">30 november</span>–<span class="unbroken">6 december</span> 2026',
    )
    expect(await heading('/?view=week&date=2026-11-24&lang=en')).toBe(
      '<span class="unbroken">Week 48,</span> <span class="unbroken">23–29 November</span> 2026',
    )
    expect(await heading('/?view=week&date=2026-12-30&lang=en')).toBe(
      '<span class="unbroken">Week 53,</span> <span class="unbroken">28 December 2026 –</span> <span class="unbroken">3 January</span> 2027',
    )
  })
})

describe('a date of a series that was moved', () => {
  it('says that its time is new, in the list and in the month', async () => {
    const choir = await calendar.create({
      title: 'Kören', start: '2028-02-01T18:00', recurrence: { rrule: 'FREQ=WEEKLY;COUNT=2' },
    }) // biome-ignore format: an event
    await calendar.send('PUT', `/api/v1/events/${choir.id}/occurrences/2028-02-08T18:00:00`, {
      start: '2028-02-09T18:00',
    })
    expect(words(await page('/?date=2028-02')).match(/Ny tid/g)).toHaveLength(1)
    expect(words(await page('/?view=month&date=2028-02'))).toMatch(/18\.00 Kören.*18\.00 Ny tid Kören/)
    await calendar.send('DELETE', `/api/v1/events/${choir.id}`)
  })
})

describe('a view as a feed', () => {
  it('has an address for programs, services and readers, with the same filters', async () => {
    const text = await page('/?category=music&view=month&date=2026-12')
    expect(text).toContain('href="webcal://calendar.example.org/calendar.ics?category=music"')
    expect(text).toContain(
      'href="https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fcalendar.example.org%2Fcalendar.ics%3Fcategory%3Dmusic"',
    )
    expect(text).toContain(
      'href="https://outlook.live.com/calendar/0/addfromweb?url=https%3A%2F%2Fcalendar.example.org%2Fcalendar.ics%3Fcategory%3Dmusic&amp;name=Kalendarium%2C+Musik"',
    )
    expect(text).toContain('readonly value="https://calendar.example.org/calendar.ics?category=music"')
    expect(text).toContain(
      '<link rel="alternate" type="application/rss+xml" title="Musik (RSS)" href="https://calendar.example.org/calendar.rss?category=music">',
    )
    expect(words(text)).toContain('Flödet har just det du ser: Musik .')
    expect((await calendar.get('/calendar.ics?category=music')).text).toContain(
      'SUMMARY;LANGUAGE=sv:Jazzkväll',
    )
  })
})

describe('the answer', () => {
  it('changes with the calendar at once, and is 304 while it does not', async () => {
    const first = await calendar.get('/?type=lecture')
    const headers = { 'If-None-Match': first.headers.get('etag') ?? '' }
    expect((await calendar.get('/?type=lecture', headers)).status).toBe(304)
    const added = await calendar.create({
      title: 'Ny föreläsning',
      start: '2026-12-20T10:00',
      type: 'lecture',
    })
    const second = await calendar.get('/?type=lecture', headers)
    expect(second.status).toBe(200)
    expect(second.text).toContain('Ny föreläsning')
    await calendar.send('DELETE', `/api/v1/events/${added.id}`)
  })

  it('shows hostile text as text', async () => {
    const hostile = await calendar.create({
      title: '<img src=x onerror=alert(1)>"\'',
      summary: { sv: '</p><script>alert(2)</script>' },
      start: '2026-12-21T10:00',
      tags: ['"><b>'],
    })
    const text = await page('/?tag=%22%3E%3Cb%3E&q=%22%3E%3Ci%3E')
    expect(await page('/')).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(await page('/')).not.toMatch(/<script>alert|<img/)
    expect(text).not.toMatch(/"><[bi]>/)
    await calendar.send('DELETE', `/api/v1/events/${hostile.id}`)
  })

  it('grows old with the minute: what is over leaves the list', async () => {
    calendar.clock.now = '2026-12-03T23:00:00Z'
    expect(await page('/')).not.toContain('Jazzkväll')
    calendar.clock.now = '2026-11-20T12:00:00Z'
  })
})
