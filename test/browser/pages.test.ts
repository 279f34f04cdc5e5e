import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { inBrowser, openTab } from './browser.ts'
import { type ServedCalendar, serveCalendar } from './calendar.ts'

inBrowser('The pages', () => {
  let calendar: ServedCalendar
  beforeAll(async () => {
    calendar = await serveCalendar()
    await calendar.send('PUT', '/api/v1/categories/music', {
      name: { sv: 'Musik', en: 'Music' },
      color: '#b5451a',
    })
    await calendar.send('PUT', '/api/v1/categories/film', {
      name: { sv: 'Film', en: 'Film' },
      color: '#2b4a6f',
    })
    for (const event of EVENTS) await calendar.send('POST', '/api/v1/events', event)
  })
  afterAll(() => calendar.close())

  async function open(path: string, options: Parameters<typeof openTab>[0] = {}) {
    const tab = await openTab(options)
    onTestFinished(tab.close)
    await tab.page.goto(calendar.origin + path)
    return tab
  }
  const titles = (page: Page) => page.locator('#results h3 a').allTextContents()
  /** The results of a change come without a navigation; this waits for as many as are to be there. */
  const shows = (page: Page, count: number) =>
    page.waitForFunction((n) => document.querySelectorAll('#results h3 a').length === n, count)

  it('go from list to month, on and back, and to an event’s day', async () => {
    const { page, complaints } = await open('/?view=list&date=2090-05')
    expect(await titles(page)).toEqual(['Jazz på bryggan', 'Filmklubben', 'Havet stiger'])
    await page.getByRole('link', { name: 'Månad', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Maj 2090' }).waitFor()
    expect(await page.getByRole('table').count()).toBe(1)
    await page.getByRole('link', { name: 'Juni' }).click()
    await page.getByRole('heading', { level: 1, name: 'Juni 2090' }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Maj 2090' }).waitFor()
    expect(complaints).toEqual([])
  })

  it('filter as one chooses, and keep the choice in the address', async () => {
    const { page, complaints } = await open('/?date=2090-05')
    await page.locator('#f-category summary').click()
    await page.getByRole('checkbox', { name: /^Musik/ }).check()
    await shows(page, 1)
    expect(await titles(page)).toEqual(['Jazz på bryggan'])
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      category: 'music',
      date: '2090-05',
    })
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Ta bort Musik' }).click()
    await shows(page, 3)
    expect(complaints).toEqual([])
  })

  it('go back and forward among what one chose, and over a search that was typed as one', async () => {
    const { page, complaints } = await open('/?date=2090-05')
    const isChecked = () => page.locator('#f-category input[value=music]').isChecked()
    await page.locator('#f-category summary').click()
    await page.getByRole('checkbox', { name: /^Musik/ }).check()
    await shows(page, 1)
    await page.keyboard.press('Escape')
    const search = page.getByRole('searchbox')
    for (const letter of 'zzz') {
      await search.press(letter)
      await page.waitForURL((url) => url.searchParams.get('q')?.endsWith(letter) ?? false)
    }
    await search.press('z')
    await page.waitForURL(/q=zzzz/)
    await shows(page, 0)

    await page.goBack()
    await page.waitForURL((url) => !url.searchParams.has('q'))
    await shows(page, 1)
    expect([await search.inputValue(), await isChecked()]).toEqual(['', true])
    await page.goBack()
    await page.waitForURL((url) => !url.searchParams.has('category'))
    await shows(page, 3)
    expect(await isChecked()).toBe(false)
    await page.goForward()
    await shows(page, 1)
    expect(await isChecked()).toBe(true)
    expect(complaints).toEqual([])
  })

  it('search as one types, and say how many there are', async () => {
    const { page, complaints } = await open('/?date=2090-05')
    await page.getByRole('searchbox', { name: 'Sök evenemang' }).pressSequentially('havet')
    await shows(page, 1)
    expect(await titles(page)).toEqual(['Havet stiger'])
    expect(await page.getByRole('status').textContent()).toBe('1 evenemang')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('q')
    expect(complaints).toEqual([])
  })

  it('give the filtered view as a feed at one click', async () => {
    const { page } = await open('/?category=music&lang=sv')
    const feed = `${calendar.origin}/calendar.ics?category=music&lang=sv`
    const program = page.getByRole('link', { name: 'Kalenderprogram' })
    expect(await program.getAttribute('href')).toBe(feed.replace('http:', 'webcal:'))
    const text = await (await fetch(feed)).text()
    expect(text.match(/^SUMMARY.*/gm)).toEqual([expect.stringContaining('Jazz på bryggan')])
    for (const name of ['RSS', 'Atom', 'JSON Feed']) {
      const href = await page.locator('#subscribe').getByRole('link', { name }).getAttribute('href')
      expect((await fetch(new URL(href ?? '', calendar.origin))).status).toBe(200)
    }
  })

  it('copy the feed’s address', async () => {
    const { page, context } = await open('/?category=music&lang=sv')
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Kopiera' }).click()
    await page.getByText('Adressen är kopierad').waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toBe(`${calendar.origin}/calendar.ics?category=music&lang=sv`)
  })

  it('copy the lines that embed the calendar', async () => {
    const { page, context, complaints } = await open('/embed?lang=sv')
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Kopiera' }).first().click()
    await page.getByText('Kopierat').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `<kalendarium-events><a href="${calendar.origin}/">Hela kalendern</a></kalendarium-events>
<script src="${calendar.origin}/embed.js" async></script>`,
    )
    expect(complaints).toEqual([])
  })

  it('switch the language and stay where one is', async () => {
    const { page, complaints } = await open('/?view=month&date=2090-05&category=music')
    expect(await page.locator('html').getAttribute('lang')).toBe('sv')
    await page.getByRole('link', { name: 'English' }).click()
    await page.getByRole('heading', { level: 1, name: 'May 2090' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(new URL(page.url()).searchParams.get('category')).toBe('music')
    await page.getByRole('link', { name: 'List', exact: true }).click()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(complaints).toEqual([])
  })

  it('are worked with the keyboard alone', async () => {
    const { page, complaints } = await open('/?date=2090-05')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
    await tabTo(page, (text) => text.startsWith('Kategori'))
    await page.keyboard.press('Enter')
    await tabTo(page, (text) => text.startsWith('Film'))
    await page.keyboard.press('Space')
    await shows(page, 1)
    expect(await titles(page)).toEqual(['Filmklubben'])
    await page.keyboard.press('Escape')
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY')
    await tabTo(page, (text) => text === 'Månad')
    await page.keyboard.press('Enter')
    await page.getByRole('table').waitFor()
    expect(complaints).toEqual([])
  })

  it('show where the focus is', async () => {
    const { page } = await open('/?date=2090-05')
    const unseen: string[] = []
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press('Tab')
      const found = await page.evaluate(() => {
        const focused = document.activeElement
        if (!focused || focused === document.body) return null
        const { outlineStyle, outlineWidth } = getComputedStyle(focused)
        return {
          name: focused.outerHTML.slice(0, 80),
          seen: outlineStyle !== 'none' && outlineWidth !== '0px',
        }
      })
      if (found === null) break
      if (!found.seen) unseen.push(found.name)
    }
    expect(unseen).toEqual([])
  })

  it('work without script: search, filters, views, languages', async () => {
    const { page, complaints } = await open('/?date=2090-05&lang=sv', { javaScriptEnabled: false })
    await page.getByRole('searchbox').fill('havet')
    await page.getByRole('button', { name: 'Sök' }).click()
    expect(await titles(page)).toEqual(['Havet stiger'])
    await page.getByRole('searchbox').fill('')
    await page.getByRole('button', { name: 'Sök' }).click()
    await page.locator('#f-category summary').click()
    await page.getByRole('checkbox', { name: /^Musik/ }).check()
    await page.locator('#f-category').getByRole('button', { name: 'Visa' }).click()
    expect(await titles(page)).toEqual(['Jazz på bryggan'])
    await page.getByRole('link', { name: 'Månad', exact: true }).click()
    expect(await page.getByRole('table').count()).toBe(1)
    await page.getByRole('link', { name: 'English' }).click()
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('May 2090')
    expect(complaints).toEqual([])
  })

  it.each([
    '/',
    '/?view=month&date=2090-05',
    '/?view=week&date=2090-05-01',
    '/?view=day&date=2090-05-03',
    '/embed',
    '/docs',
    '/docs/api',
    '/docs/partners',
    '/accessibility',
  ])('fit a phone of 320 pixels, as at 400 % zoom: %s', async (path) => {
    const { page } = await open(path, { viewport: { width: 320, height: 640 } })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  })

  it.each([
    '/?date=2090-05',
    '/?view=month&date=2090-05',
    '/?view=week&date=2090-05-01&lang=en',
    '/?view=day&date=2090-05-03',
  ])('show an event on a small phone before one scrolls: %s', async (path) => {
    const { page } = await open(path, { viewport: { width: 360, height: 640 } })
    const box = await page.locator('#results :is(.entry, .mini)').first().boundingBox()
    expect(box?.y).toBeLessThan(440)
  })

  it('keep the filters behind a button on a phone, also without script', async () => {
    const phone = { viewport: { width: 360, height: 640 }, javaScriptEnabled: false }
    const { page, complaints } = await open('/?date=2090-05&lang=sv', phone)
    const category = page.locator('#f-category summary')
    expect(await category.isVisible()).toBe(false)
    await tabTo(page, (text) => text === 'Filtrera')
    await page.keyboard.press('Enter')
    expect(await category.isVisible()).toBe(true)
    await tabTo(page, (text) => /^Gratis\s+\d+$/.test(text))
    await page.keyboard.press('Space')
    await tabTo(page, (text) => text === 'Visa')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Ta bort Gratis' }).waitFor()
    expect(await page.locator('.filters > summary').innerText()).toMatch(/Filtrera\s+valda:\s+1/)
    expect(complaints).toEqual([])
  })

  it('break no date of a heading, however narrow the screen is', async () => {
    const { page } = await open('/?view=week&date=2090-09-25&lang=en', {
      viewport: { width: 320, height: 640 },
    })
    const lines = await page
      .locator('h1 .unbroken')
      .evaluateAll((parts) => parts.map((part) => part.getClientRects().length))
    expect(lines).toEqual([1, 1, 1])
  })

  it('print which selection it is, and nothing to press', async () => {
    const { page } = await open('/?date=2090-05&category=music&lang=sv')
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('#chosen').innerText()).toContain('Musik')
    for (const name of ['searchbox', 'button'] as const) expect(await page.getByRole(name).count()).toBe(0)
  })

  it.each([
    '/?date=2090-05&free=true&lang=en',
    '/?view=month&date=2090-05',
    '/?view=week&date=2090-09-25',
    '/events/jazz-pa-bryggan',
  ])('fit a phone whose letters are twice as large: %s', async (path) => {
    const { page, context } = await open('/accessibility', { viewport: { width: 360, height: 640 } })
    const session = await context.newCDPSession(page)
    await session.send('Page.setFontSizes', { fontSizes: { standard: 32 } })
    await page.goto(calendar.origin + path)
    const [size, width] = await page.evaluate(() => {
      const { documentElement } = document
      return [getComputedStyle(documentElement).fontSize, documentElement.scrollWidth]
    })
    expect([size, width]).toEqual(['32px', 360])
  })

  it('set no cookies and store nothing', async () => {
    const { page, context } = await open('/?date=2090-05')
    await page.getByRole('link', { name: 'English' }).click()
    expect(await context.cookies()).toEqual([])
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
  })

  it('ask no other origin for anything', async () => {
    const tab = await openTab()
    onTestFinished(tab.close)
    const asked = new Set<string>()
    tab.page.on('request', (request) => asked.add(new URL(request.url()).origin))
    for (const path of ['/?date=2090-05', '/?view=month&date=2090-05', '/embed'])
      await tab.page.goto(calendar.origin + path, { waitUntil: 'networkidle' })
    asked.delete('null')
    expect([...asked]).toEqual([calendar.origin])
  })
})

/** Presses Tab until the focused element's words are those, at most sixty times. */
async function tabTo(page: Page, isIt: (text: string) => boolean): Promise<void> {
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('Tab')
    const text = await page.evaluate(() => {
      const focused = document.activeElement
      const label = focused instanceof HTMLInputElement ? focused.labels?.[0]?.innerText : undefined
      return (label ?? focused?.textContent ?? '').trim()
    })
    if (isIt(text)) return
  }
  throw new Error('the keyboard does not get there')
}

const EVENTS = [
  {
    title: 'Jazz på bryggan',
    start: '2090-05-01T19:00',
    categories: ['music'],
    location: { locality: 'Lund' },
  },
  { title: 'Filmklubben', start: '2090-05-02T19:00', categories: ['film'], location: { locality: 'Malmö' } },
  { title: { sv: 'Havet stiger', en: 'The sea rises' }, start: '2090-05-03T18:00', type: 'lecture' },
  { title: 'Midsommar', start: '2090-06-24' },
]
