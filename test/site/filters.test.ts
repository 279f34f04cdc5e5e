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

describe('filters', () => {
  it('stand in the address, in the form and as words that can be taken away', async () => {
    const text = await page('/?category=music&free=true&lang=sv')
    expect(text).toContain('name="category" value="music" checked>')
    expect(text).toContain('name="free" value="true" checked>')
    expect(text).toContain('<a href="/?free=true&amp;lang=sv"><span class="vh">Ta bort Musik</span>')
    expect(words(text)).toContain('1 evenemang')
    expect(text).not.toContain('Vinterblås')
  })

  it('are counted, a chosen facet as if it were not chosen', async () => {
    const text = words(await page('/?type=lecture'))
    expect(text).toMatch(/Utställning 1/)
    expect(text).toMatch(/Föreläsning 1/)
  })

  it('tell how many cost nothing, chosen or not', async () => {
    const free = async (path: string) => /id="n-free">(\d+)</.exec(await page(path))?.[1]
    expect(await free('/')).toBe('1')
    expect(await free('/?free=true')).toBe('1')
    expect(await free('/?free=false')).toBe('1')
    expect(await free('/?type=lecture')).toBe('0')
    expect(await free('/?view=month&date=2026-11')).toBe('0')
  })

  it('stand in the same place in all months, and say where there is nothing to choose', async () => {
    const groups = async (path: string) =>
      [...(await page(path)).matchAll(/<details class="facet"[^>]*>/g)].map(([tag]) => tag)
    const december = await groups('/?view=month&date=2026-12')
    expect(december).toHaveLength(5)
    expect(await groups('/?view=month&date=1999-01')).toEqual(december)
    expect(words(await page('/?view=month&date=1999-01&lang=sv'))).toContain(
      'Kategori Inget att välja i det som visas.',
    )
  })

  it('that are set are seen, and can be let go of, where nothing matches', async () => {
    const text = await page('/?view=month&date=1999-01&category=music&partner=nobody&locality=Lund&lang=sv')
    for (const value of ['music', 'nobody', 'Lund']) expect(text).toContain(`value="${value}" checked>`)
    for (const label of ['Musik', 'nobody', 'Lund'])
      expect(text).toContain(`<span class="vh">Ta bort ${label}</span>`)
    expect(words(text)).toMatch(/Filtrera valda: 3/)
  })

  it('of an empty form say nothing', async () => {
    expect(words(await page('/?q=&category=&view=&date='))).toContain('Jazzkväll')
  })

  it('find by words', async () => {
    const text = await page('/?q=jazzkv')
    expect(words(text)).toContain('Jazzkväll')
    expect(words(text)).not.toContain('Vinterblås')
  })

  it('of time bound a list, which says so and goes no further', async () => {
    const parts = async (query: string) => {
      const text = await page(`/?${query}&lang=sv`)
      const steps = /<nav class="steps"[\s\S]*?<\/nav>/.exec(text)?.[0] ?? ''
      return [words(/<h1>[\s\S]*?<\/h1>/.exec(text)?.[0] ?? '').trim(), words(steps).trim()]
    }
    expect(await parts('from=2026-12-03&to=2026-12-06')).toEqual([
      '3–5 december 2026',
      'Inget tidigare Kommande Inget senare',
    ])
    expect(await parts('from=2026-12-03&to=2027-02-01')).toEqual([
      '3 december 2026–31 januari 2027',
      'Inget tidigare Kommande Inget senare',
    ])
    expect(await parts('from=2026-12-03')).toEqual([
      'Från 3 december 2026',
      'Inget tidigare Kommande Januari 2027',
    ])
    expect(await parts('to=2026-12-06')).toEqual([
      'Till och med 5 december 2026',
      'Tidigare Kommande December',
    ])
  })

  it('of time are let go of by the way to what is to come', async () => {
    const text = await page('/?from=2026-12-03&to=2026-12-06&type=lecture')
    expect(text).toContain('<a class="now" href="/?type=lecture">')
    expect(await page('/?type=lecture')).toContain('<span class="now" aria-current="true">')
  })

  it('that cannot be read are named, and nothing else is done', async () => {
    const answer = await calendar.get('/?view=year&date=2026-13&colour=red&free=perhaps', {
      'Accept-Language': 'en',
    })
    expect(answer.status).toBe(400)
    expect(words(answer.text)).toMatch(
      /view=year must be one of.*date=2026-13 must be one month.*colour=red is not known here.*free=perhaps must be true or false/,
    )
    expect((await calendar.get('/?utm_source=brev&fbclid=x')).status).toBe(200)
  })

  it('that cannot be read are told in Swedish to whoever reads Swedish', async () => {
    const answer = await calendar.get('/?view=year&date=2026-13&colour=red&type=circus&limit=0', {
      'Accept-Language': 'sv',
    })
    expect(answer.status).toBe(400)
    expect(words(answer.text)).toMatch(
      /view=year ska vara list, month, week eller day.*date=2026-13 ska vara en månad eller en dag.*colour=red finns inte här.*type=circus har ett värde som inte finns.*limit=0 ska vara ett heltal från 1 till 200/,
    )
    expect(answer.text).not.toContain('must be')
  })

  it('reach no further by pages than lists do, which is said in plain words', async () => {
    const told = async (language: string) =>
      words((await calendar.get('/?page=999', { 'Accept-Language': language })).text)
    expect(await told('sv')).toContain('page=999 ligger längre fram än listor visas sida för sida')
    expect(await told('en')).toContain('page=999 is further on than lists are shown page by page')
  })

  it('keep the chosen order and length at other times, in other views and with other words', async () => {
    const text = await page('/?date=2026-12&sort=-start&limit=2&type=-lecture')
    for (const address of [
      '/?type=-lecture&amp;limit=2&amp;sort=-start&amp;date=2026-11',
      '/?type=-lecture&amp;limit=2&amp;sort=-start&amp;view=month&amp;date=2026-12',
      '/?limit=2&amp;sort=-start&amp;date=2026-12',
    ])
      expect(text).toContain(`href="${address}`)
    expect(text).toContain('<input type="hidden" name="sort" value="-start">')
    expect(text).toContain('<input type="hidden" name="limit" value="2">')
  })

  it('are told apart by their order', async () => {
    const first = words(await page('/?date=2026-12'))
    const last = words(await page('/?date=2026-12&sort=-start'))
    const order = (text: string) => text.indexOf('Jazzkväll') < text.indexOf('Kreativa Europa')
    expect([order(first), order(last)]).toEqual([true, false])
  })

  it('that match nothing lead to where something is', async () => {
    const text = await page('/?view=month&date=2027-03&lang=sv')
    expect(words(text)).toContain(
      'Inget är inlagt i mars 2027. Nästa evenemang: 25 juni 2027 – Midsommarspel Föregående evenemang: 8 december 2026 – Kreativa Europa Från i dag: 6 evenemang inom ett år',
    )
    expect(text).toContain('href="/?view=month&amp;date=2027-06&amp;lang=sv"')
  })
})
