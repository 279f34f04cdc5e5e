import { afterAll, beforeAll, expect, it } from 'vitest'
import { inBrowser, openTab } from './browser.ts'
import { type ServedCalendar, serveCalendar } from './calendar.ts'
import { demoPages } from './demo-pages.ts'

/** Time has no end: so far from today, in months, links are followed. */
const MOST_MONTHS = 2
/** Filters combine without end too: nearest first, so many addresses are asked for. */
const MOST_PAGES = 600

inBrowser('Whatever the pages link to works', () => {
  let calendar: ServedCalendar
  let pages: Record<string, string>
  beforeAll(async () => {
    calendar = await serveCalendar({ demo: true })
    pages = await demoPages(calendar)
  })
  afterAll(() => calendar.close())

  it('answers every address that a page names', { timeout: 180_000 }, async () => {
    const { wrong: _, ...starts } = pages
    const queue = [...Object.values(starts), '/sitemap.xml']
    const from = new Map(queue.map((path) => [path, 'the test']))
    const broken: string[] = []
    let asked = 0
    for (let path = queue.shift(); path !== undefined && asked < MOST_PAGES; path = queue.shift()) {
      asked++
      const answer = await fetch(calendar.origin + path, { headers: { 'Accept-Language': 'sv' } })
      const text = await answer.text()
      if (!answer.ok) broken.push(`${answer.status} ${path} on ${from.get(path)}`)
      if (!/html|xml/.test(answer.headers.get('content-type') ?? '')) continue
      for (const link of linksOf(text, calendar.origin + path, calendar.origin)) {
        if (from.has(link) || isTooFar(link)) continue
        from.set(link, path)
        queue.push(link)
      }
    }
    expect(broken).toEqual([])
    expect(asked).toBeGreaterThan(200)
  })

  it('finds the part of the page that a link names', async () => {
    const missing: string[] = []
    for (const path of Object.values(pages)) {
      const text = await (await fetch(calendar.origin + path)).text()
      for (const [, id = ''] of text.matchAll(/href="#([^"]+)"/g)) {
        if (!text.includes(`id="${id}"`)) missing.push(`${path}#${id}`)
      }
    }
    expect(missing).toEqual([])
  })

  it('lets no page complain in the browser', { timeout: 120_000 }, async () => {
    const { wrong: _, ...fine } = pages
    const { page, complaints, close } = await openTab()
    for (const lang of ['sv', 'en'])
      for (const path of Object.values(fine))
        await page.goto(`${calendar.origin}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`, {
          waitUntil: 'networkidle',
        })
    await close()
    expect(complaints).toEqual([])
  })
})

/** Addresses of this origin, as paths, in links and other elements of the page; of a sitemap in its `loc`. */
function linksOf(text: string, base: string, origin: string): string[] {
  const found = [...text.matchAll(/(?:href|src|action)="([^"]*)"|<loc>([^<]*)<\/loc>/g)]
  return found
    .map(([, attribute, loc]) => (attribute ?? loc ?? '').replaceAll('&amp;', '&').replaceAll('&#39;', "'"))
    .filter((text) => !text.startsWith('#'))
    .flatMap((text) => URL.parse(text.replace(/^webcal:/, 'http:'), base) ?? [])
    .filter((url) => url.origin === origin)
    .map(({ pathname, search }) => pathname + search)
}

function isTooFar(path: string): boolean {
  const date = /[?&]date=(\d{4})-(\d\d)/.exec(path)
  if (date === null) return false
  const { year, month } = Temporal.Now.plainDateISO()
  return Math.abs((Number(date[1]) - year) * 12 + Number(date[2]) - month) > MOST_MONTHS
}
