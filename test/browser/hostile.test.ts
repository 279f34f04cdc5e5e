import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { inBrowser, openTab, type Tab } from './browser.ts'
import { type ServedCalendar, serveCalendar } from './calendar.ts'
import { hostileEvent, PAYLOADS } from './hostile-event.ts'
import { type OtherSite, serveOtherSite } from './other-site.ts'

inBrowser('What partners write in any field is text', () => {
  let calendar: ServedCalendar
  let site: OtherSite
  const slugs: string[] = []
  beforeAll(async () => {
    calendar = await serveCalendar()
    site = await serveOtherSite(calendar.origin)
    const { markup } = PAYLOADS
    await calendar.send('PUT', '/api/v1/categories/music', {
      name: { sv: markup, en: markup },
      color: '#b5451a',
    })
    await calendar.send('PUT', '/api/v1/partners/hostile', { name: markup, url: 'https://partner.example/' })
    for (const payload of Object.values(PAYLOADS)) {
      const event = await calendar.send('POST', '/api/v1/events', {
        ...hostileEvent(payload),
        partner: 'hostile',
      })
      slugs.push(String(event.slug))
    }
  })
  afterAll(async () => {
    await site.close()
    await calendar.close()
  })

  /** What of the payloads came alive in the page, and all that the browser complained of. */
  async function harm({ page, complaints }: Tab, url: string): Promise<string[]> {
    await page.goto(url)
    return [...complaints, ...(await page.evaluate<string[]>(ALIVE))]
  }
  async function visit(path: string): Promise<string[]> {
    const tab = await openTab()
    onTestFinished(tab.close)
    return harm(tab, calendar.origin + path)
  }

  it.each(['/', '/?view=month&date=2090-05', '/?view=week&date=2090-05-04', '/?view=day&date=2090-05-04'])(
    'on %s',
    async (path) => {
      expect(await visit(path)).toEqual([])
    },
  )

  it.each(Object.keys(PAYLOADS))('on the page of an event: %s', async (name) => {
    const slug = slugs[Object.keys(PAYLOADS).indexOf(name)]
    expect(await visit(`/events/${slug}`)).toEqual([])
  })

  it.each(['list', 'month'])('in the %s inside another site', async (view) => {
    const tab = await openTab()
    onTestFinished(tab.close)
    const url = site.page(
      `<kalendarium-events view="${view}" date="2090-05"></kalendarium-events><script src="${calendar.origin}/embed.js"></script>`,
    )
    expect(await harm(tab, url)).toEqual([])
    await tab.page.locator('kalendarium-events .body:not([aria-busy]) .title').first().waitFor()
    expect(await tab.page.evaluate<string[]>(ALIVE)).toEqual([])
    expect(await tab.page.locator('kalendarium-events .body').textContent()).toContain(PAYLOADS.markup)
  })

  it.each(['/calendar.rss', '/calendar.atom', '/calendar.json', '/embed/frame'])('in %s', async (path) => {
    expect(await visit(path)).toEqual([])
  })

  it.each([
    '/?q=',
    '/?q=x&tag=',
    '/?locality=',
    '/?person=',
    '/?view=month&q=',
    '/embed?lang=',
    '/embed/frame?q=',
    '/docs?lang=',
  ])('in the address %s…', async (path) => {
    expect(await visit(path + encodeURIComponent(PAYLOADS.markup))).toEqual([])
  })
})

/** What only a payload would have made. */
const ALIVE = `(() => {
  const roots = [document, ...[...document.querySelectorAll('*')].flatMap((one) => one.shadowRoot ?? [])]
  const injected = '[onerror], [onload], [onclick], [onfocus], [onmouseover], [ontoggle], img[src="x"], a[href^="javascript" i], a[href^="data" i], object, embed, form[action^="javascript" i], script:not([src]):not([type="application/ld+json"])'
  return [
    ...(globalThis.pwned === undefined ? [] : ['a payload ran']),
    ...roots.flatMap((root) => [...root.querySelectorAll(injected)].map((one) => one.outerHTML.slice(0, 200))),
  ]
})()`
