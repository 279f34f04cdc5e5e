import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { axeViolations } from './axe.ts'
import { inBrowser, openTab } from './browser.ts'
import { type ServedCalendar, serveCalendar } from './calendar.ts'
import { type OtherSite, serveOtherSite } from './other-site.ts'

inBrowser('<kalendarium-events> on the page of another origin', () => {
  let calendar: ServedCalendar
  let site: OtherSite
  let script: string
  beforeAll(async () => {
    calendar = await serveCalendar()
    site = await serveOtherSite(calendar.origin)
    script = `<script src="${calendar.origin}/embed.js" defer></script>`
    await calendar.send('PUT', '/api/v1/categories/music', {
      name: { sv: 'Musik', en: 'Music' },
      color: '#b5451a',
    })
    for (const event of EVENTS) await calendar.send('POST', '/api/v1/events', event)
  })
  afterAll(async () => {
    await site.close()
    await calendar.close()
  })

  /** Opens a page that shows the element, and waits until it has its events. */
  async function show(
    element: string,
    options: Parameters<typeof openTab>[0] & { lang?: string; style?: string } = {},
  ) {
    const tab = await openTab(options)
    onTestFinished(tab.close)
    await tab.page.goto(site.page(element + script, options))
    await tab.page.locator('kalendarium-events .body:not([aria-busy])').waitFor()
    return tab
  }
  const titles = (page: Awaited<ReturnType<typeof show>>['page']) =>
    page.locator('kalendarium-events .event .title').allTextContents()

  it('shows the list of the script’s origin without attributes, under a strict policy', async () => {
    const { page, complaints } = await show('<kalendarium-events></kalendarium-events>')
    expect(await titles(page)).toEqual([
      'Utställning',
      'Nyår med jazz',
      'Seminarium',
      'Kören',
      'Sista ansökningsdag',
    ])
    expect(await page.locator('kalendarium-events').evaluate((element) => element.shadowRoot?.mode)).toBe(
      'open',
    )
    expect(complaints).toEqual([])
  })

  it('runs as a module too', async () => {
    const tab = await openTab()
    onTestFinished(tab.close)
    const module = `<script type="module" src="${calendar.origin}/embed.js"></script>`
    await tab.page.goto(site.page(`<kalendarium-events limit="1"></kalendarium-events>${module}`))
    await tab.page.getByRole('link', { name: 'Utställning' }).waitFor()
    expect(tab.complaints).toEqual([])
  })

  it('leaves the link inside it where scripts do not run', async () => {
    const tab = await openTab({ javaScriptEnabled: false })
    onTestFinished(tab.close)
    const link = `<a href="${calendar.origin}/">Hela kalendern finns här</a>`
    await tab.page.goto(site.page(`<kalendarium-events>${link}</kalendarium-events>${script}`))
    expect(await tab.page.getByRole('link', { name: 'Hela kalendern finns här' }).isVisible()).toBe(true)
  })

  it('takes the filters of the API as attributes', async () => {
    const { page } = await show(
      '<kalendarium-events category="music" attendance-mode="inPerson,mixed"></kalendarium-events>',
    )
    expect(await titles(page)).toEqual(['Nyår med jazz', 'Kören'])
    await page.locator('kalendarium-events').evaluate((element) => element.setAttribute('q', 'kör'))
    await page.getByText('Nyår med jazz').waitFor({ state: 'detached' })
    await page.locator('kalendarium-events .body:not([aria-busy])').waitFor()
    expect(await titles(page)).toEqual(['Kören'])
    const all = page.getByRole('link', { name: 'Hela kalendern' })
    expect(await all.getAttribute('href')).toBe(
      `${calendar.origin}/?category=music&attendanceMode=inPerson&attendanceMode=mixed&q=k%C3%B6r&lang=sv`,
    )
  })

  it('says in words what is cancelled, postponed, moved or online', async () => {
    const { page } = await show('<kalendarium-events></kalendarium-events>')
    const items = await page.locator('kalendarium-events .event').allInnerTexts()
    expect(
      items.map((text) =>
        text
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean),
      ),
    ).toEqual(
      [
        [expect.stringMatching(/^Till och med \d+ \w+ 2\d{3}$/), 'Utställning', 'Kvarnen, Malmö'],
        ['20.00–02.00', 'Inställt Nyår med jazz', 'Sjuk trumslagare.', 'Musik'],
        ['10.00–12.00', 'Flyttat till nätet Seminarium', 'På nätet'],
        ['18.00', 'Uppskjutet Kören', 'Även på nätet', 'Musik'],
        ['Stänger 17.00', '16.00 lokal tid i London', 'Sista ansökningsdag'],
      ].map((lines) => expect.arrayContaining(lines)),
    )
  })

  it('writes dates in the language of the page, and its words in that language or English', async () => {
    const heading = (page: Awaited<ReturnType<typeof show>>['page']) =>
      page.locator('kalendarium-events .day').nth(1).getByRole('heading')
    const swedish = await show('<kalendarium-events></kalendarium-events>')
    expect(await heading(swedish.page).innerText()).toBe('Torsdag 31 december 2099')
    const english = await show('<kalendarium-events></kalendarium-events>', { lang: 'en' })
    expect(await heading(english.page).innerText()).toBe('Thursday, 31 December 2099')
    expect(await english.page.getByText('Cancelled').count()).toBe(1)
    const german = await show('<kalendarium-events></kalendarium-events>', { lang: 'de' })
    expect(await heading(german.page).innerText()).toBe('Donnerstag, 31. Dezember 2099')
    expect(await heading(german.page).getAttribute('lang')).toBe('de')
    expect(await german.page.getByText('Cancelled').count()).toBe(1)
  })

  it('marks a text that is in another language than its own words', async () => {
    const { page } = await show('<kalendarium-events></kalendarium-events>', { lang: 'en' })
    expect(await page.getByRole('link', { name: 'Kören' }).getAttribute('lang')).toBe('sv')
    expect(await page.getByRole('link', { name: 'The seminar' }).getAttribute('lang')).toBe(null)
  })

  it('keeps the calendar’s zone and 24 hours for a reader in New York', async () => {
    const { page } = await show('<kalendarium-events category="music"></kalendarium-events>', {
      locale: 'en-US',
      timezoneId: 'America/New_York',
      lang: 'en-US',
    })
    expect(await page.locator('.event time').allTextContents()).toEqual(['20:00–02:00', '18:00'])
  })

  it('shows more at the push of a button, and goes on from there', async () => {
    const { page, complaints } = await show('<kalendarium-events limit="2"></kalendarium-events>')
    await page.getByRole('button', { name: 'Visa fler' }).press('Enter')
    await page.getByRole('link', { name: 'Seminarium' }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent)).toBe(
      'Seminarium',
    )
    expect(await page.getByRole('status').textContent()).toBe('4 evenemang')
    expect(complaints).toEqual([])
  })

  it('shows a month as a table, Monday first, with ISO weeks', async () => {
    const { page } = await show('<kalendarium-events view="month" date="2099-12"></kalendarium-events>')
    const table = page.getByRole('table', { name: 'december 2099' })
    expect(await table.getByRole('columnheader').allTextContents()).toEqual([
      'v.',
      'mån',
      'tis',
      'ons',
      'tors',
      'fre',
      'lör',
      'sön',
    ])
    expect(await table.getByRole('rowheader').allTextContents()).toEqual(['49', '50', '51', '52', '53'])
    const cells = table.getByRole('cell')
    expect(await cells.filter({ hasText: 'Nyår med jazz' }).allInnerTexts()).toEqual([
      expect.stringMatching(/^31\s+20\.00 Inställt Nyår med jazz$/),
    ])
  })

  it('goes from month to month with the keyboard, keeps focus and tells where it is', async () => {
    const { page, complaints } = await show(
      '<kalendarium-events view="month" date="2099-12"></kalendarium-events>',
    )
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('table', { name: 'november 2099' }).waitFor()
    await page.getByText('Inga evenemang i november 2099.').waitFor()
    expect(await page.getByRole('status').textContent()).toBe('november 2099, 0 evenemang')
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.ariaLabel)).toBe(
      'Föregående månad',
    )
    expect(complaints).toEqual([])
  })

  it('chooses a day of the month where there is little room', async () => {
    const { page } = await show('<kalendarium-events view="month" date="2100-01"></kalendarium-events>', {
      viewport: { width: 320, height: 700 },
    })
    await page.getByRole('button', { name: '15 januari' }).click()
    expect(await page.locator('.chosen').innerText()).toMatch(
      /^Fredag 15 januari 2100[\s\S]*Uppskjutet Kören/,
    )
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  })

  it('folds the fifth event and on of a full day, and unfolds them', async () => {
    for (let hour = 10; hour < 18; hour++)
      await calendar.send('POST', '/api/v1/events', { title: `Nr ${hour}`, start: `2020-05-04T${hour}:00` })
    const { page } = await show('<kalendarium-events view="month" date="2020-05"></kalendarium-events>')
    const cell = page.getByRole('cell').filter({ hasText: 'Nr 10' })
    expect(await cell.getByRole('link').allTextContents()).toEqual(['Nr 10', 'Nr 11', 'Nr 12', 'Nr 13'])
    await cell.getByRole('button', { name: '+4 till måndag 4 maj 2020' }).press('Enter')
    expect(await cell.getByRole('link').count()).toBe(8)
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent)).toBe(
      'Nr 14',
    )
  })

  it('says when there is nothing', async () => {
    const { page } = await show('<kalendarium-events tag="finns-inte"></kalendarium-events>')
    expect(await page.getByText('Inga kommande evenemang.').isVisible()).toBe(true)
  })

  it('says when it cannot fetch, shows the link inside it, and tries again', async () => {
    const tab = await openTab()
    onTestFinished(tab.close)
    const { page } = tab
    await page.route('**/api/v1/occurrences?*', (route) => route.abort())
    await page.goto(
      site.page(
        `<kalendarium-events><a href="${calendar.origin}/">Kalendern</a></kalendarium-events>${script}`,
      ),
    )
    await page.getByRole('alert').waitFor()
    expect(await page.getByText('Evenemangen kunde inte hämtas.').isVisible()).toBe(true)
    expect(await page.getByRole('link', { name: 'Kalendern', exact: true }).isVisible()).toBe(true)
    await page.unroute('**/api/v1/occurrences?*')
    await page.getByRole('button', { name: 'Försök igen' }).click()
    await page.getByRole('link', { name: 'Seminarium' }).waitFor()
  })

  it('shows one event’s dates', async () => {
    const { items } = await (await fetch(`${calendar.origin}/api/v1/events?q=seminarium`)).json()
    const { page } = await show(`<kalendarium-events event="${items[0].id}"></kalendarium-events>`)
    expect(await titles(page)).toEqual(['Seminarium'])
  })

  it('marks a date that was moved, and not one that the clock moves', async () => {
    const { id } = await calendar.send('POST', '/api/v1/events', {
      title: 'Nattvandring',
      start: '2100-03-27T02:30',
      recurrence: { rrule: 'FREQ=DAILY;COUNT=3' },
    })
    onTestFinished(async () => void (await calendar.send('DELETE', `/api/v1/events/${id}`, undefined)))
    await calendar.send('PUT', `/api/v1/events/${id}/occurrences/2100-03-29T02:30:00`, {
      start: '2100-03-29T18:00',
    })
    const { page } = await show(`<kalendarium-events event="${id}"></kalendarium-events>`)
    const words = await page.locator('kalendarium-events .event').allInnerTexts()
    expect(words.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
      '02.30 Nattvandring',
      '03.30 Nattvandring',
      '18.00 Flyttat till ny tid Nattvandring',
    ])
  })

  it('tells a deadline by when it closes, on both clocks', async () => {
    const { id } = await calendar.send('POST', '/api/v1/events', {
      title: 'Bidrag',
      start: '2100-04-01T16:00',
      end: '2100-04-01T17:00',
      timeZone: 'Europe/Brussels',
      type: 'deadline',
    })
    onTestFinished(async () => void (await calendar.send('DELETE', `/api/v1/events/${id}`, undefined)))
    const { page } = await show(`<kalendarium-events event="${id}"></kalendarium-events>`)
    const time = await page.locator('kalendarium-events .event .time').innerText()
    expect(time.replaceAll(/\s+/g, ' ')).toBe('Stänger 17.00 17.00 lokal tid i Bryssel')
  })

  const LIST = '<kalendarium-events></kalendarium-events>'
  const MONTH = '<kalendarium-events view="month" date="2099-12"></kalendarium-events>'
  const AUTO = '<kalendarium-events theme="auto"></kalendarium-events>'
  it.for([
    { element: LIST, lang: 'sv', colorScheme: 'light' },
    { element: LIST, lang: 'en', colorScheme: 'dark' },
    { element: MONTH, lang: 'sv', colorScheme: 'dark' },
    { element: MONTH, lang: 'en', colorScheme: 'light' },
    { element: AUTO, lang: 'sv', colorScheme: 'dark' },
    { element: AUTO, lang: 'sv', colorScheme: 'light' },
  ] as const)('is accessible: $element $lang $colorScheme', async ({ element, lang, colorScheme }) => {
    const style = ':root { color-scheme: light dark; color: CanvasText; background: Canvas }'
    const { page } = await show(element, { lang, colorScheme, style })
    expect(await axeViolations(page)).toEqual([])
  })

  it('has a month for a phone that is accessible', async () => {
    const { page } = await show(MONTH, { viewport: { width: 320, height: 700 } })
    expect(await axeViolations(page)).toEqual([])
  })
})

/** One that goes on today, and others far ahead, so that nothing else depends on today. 31 December 2099 is a Thursday. */
const EVENTS = [
  {
    title: { sv: 'Utställning', en: 'Exhibition' },
    start: Temporal.Now.plainDateISO().subtract({ days: 30 }).toString(),
    end: Temporal.Now.plainDateISO().add({ days: 30 }).toString(),
    location: { name: 'Kvarnen', locality: 'Malmö' },
  },
  {
    title: { sv: 'Nyår med jazz' },
    start: '2099-12-31T20:00',
    end: '2100-01-01T02:00',
    status: 'cancelled',
    statusNote: { sv: 'Sjuk trumslagare.' },
    categories: ['music'],
  },
  {
    title: { sv: 'Seminarium', en: 'The seminar' },
    start: '2100-01-11T10:00',
    end: '2100-01-11T12:00',
    status: 'movedOnline',
    attendanceMode: 'online',
    onlineLocation: { url: 'https://video.example/1' },
  },
  {
    title: { sv: 'Kören' },
    start: '2100-01-15T18:00',
    status: 'postponed',
    attendanceMode: 'mixed',
    categories: ['music'],
  },
  {
    title: { sv: 'Sista ansökningsdag', en: 'Call closes' },
    start: '2100-02-01T16:00',
    timeZone: 'Europe/London',
    type: 'deadline',
  },
]
