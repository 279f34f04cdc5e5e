import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { axeViolations } from './axe.ts'
import { inBrowser, openTab } from './browser.ts'
import { type ServedCalendar, serveCalendar } from './calendar.ts'

inBrowser('The reference of the API', () => {
  let calendar: ServedCalendar
  beforeAll(async () => {
    calendar = await serveCalendar()
  })
  afterAll(() => calendar.close())

  async function open(path: string, options: Parameters<typeof openTab>[0] = {}) {
    const tab = await openTab({ reducedMotion: 'reduce', ...options })
    onTestFinished(tab.close)
    await tab.page.goto(calendar.origin + path)
    return tab
  }
  const openExamples = (page: Page) =>
    page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true
    })

  it('is reached from the documentation, operation by operation, without script', async () => {
    const { page, complaints } = await open('/docs?lang=sv', { javaScriptEnabled: false })
    await page.getByRole('link', { name: 'Post an event POST /events' }).click()
    await page.waitForURL('**/docs/api?lang=sv#createEvent')
    const heading = page.getByRole('heading', { level: 3, name: 'Post an event' })
    expect((await heading.boundingBox())?.y).toBeLessThan(200)
    await page.locator('#createEvent').getByRole('link', { name: 'EventInput' }).click()
    const schema = page.getByRole('heading', { level: 3, name: 'EventInput' })
    expect((await schema.boundingBox())?.y).toBeLessThan(200)
    expect(complaints).toEqual([])
  })

  it('is worked with the keyboard: contents, code that scrolls, examples that open', async () => {
    const { page, complaints } = await open('/docs/api?lang=en', { viewport: { width: 360, height: 640 } })
    const contents = page.getByRole('navigation', { name: 'Contents' })
    const link = contents.getByRole('link', { name: /^One event/ })
    expect(await link.isVisible()).toBe(false)
    await contents.locator('summary').focus()
    await page.keyboard.press('Enter')
    await link.focus()
    await page.keyboard.press('Enter')
    // What is gone to is where the keyboard goes on from.
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#getEvent')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#listEvents')
    await page.keyboard.press('Tab')
    const code = page.getByRole('group', { name: 'curl: getEvent' })
    expect(await code.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('ArrowRight')
    await page.waitForFunction(() => (document.activeElement?.scrollLeft ?? 0) > 0)
    await page.locator('#getEvent-200 summary').last().focus()
    await page.keyboard.press('Enter')
    await page.getByRole('group', { name: 'getEvent 200 whole' }).waitFor()
    expect(complaints).toEqual([])
  })

  it('shows what part one is in, and leads back to its contents, which a wide window has beside', async () => {
    const { page } = await open('/docs/api?lang=en#deleteEvent', { viewport: { width: 360, height: 640 } })
    const part = page.locator('#tag-Events')
    const head = part.getByRole('heading', { level: 2, name: 'Events' })
    const heading = page.getByRole('heading', { level: 3, name: 'Remove an event' })
    const [above, below] = [await head.boundingBox(), await heading.boundingBox()]
    expect(above?.y).toBeLessThan(30)
    // It covers nothing of what is gone to.
    expect(below?.y).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0))
    await part.getByRole('link', { name: 'Contents' }).click()
    const contents = page.getByRole('heading', { level: 2, name: 'Contents' })
    expect((await contents.boundingBox())?.y).toBeLessThan(200)
    await page.setViewportSize({ width: 1280, height: 800 })
    const link = page.getByRole('navigation', { name: 'Contents' }).getByRole('link', { name: /^One event/ })
    expect(await link.isVisible()).toBe(true)
    await link.click()
    expect(await link.isVisible()).toBe(true)
  })

  it('copies a command', async () => {
    const { page, context, complaints } = await open('/docs/api?lang=sv')
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.locator('#listPartners').getByRole('button', { name: 'Kopiera' }).click()
    await page.getByText('Kopierat').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `curl '${calendar.origin}/api/v1/partners'`,
    )
    expect(complaints).toEqual([])
  })

  it.each([320, 390, 800, 1280])('has no line wider than a window of %i pixels', async (width) => {
    const { page } = await open('/docs/api?lang=sv', { viewport: { width, height: 800 } })
    await openExamples(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  })

  it.each(['light', 'dark'] as const)(
    'has nothing for axe where all examples are open, in %s',
    async (colorScheme) => {
      const { page } = await open('/docs/api?lang=sv', { colorScheme, viewport: { width: 360, height: 640 } })
      await openExamples(page)
      expect(await axeViolations(page)).toEqual([])
    },
  )

  it('prints its examples, and not its contents', async () => {
    const { page } = await open('/docs/api?lang=en')
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('navigation', { name: 'Contents' }).isVisible()).toBe(false)
    const example = page.locator('#getEvent-200 details pre').first()
    expect((await example.boundingBox())?.height).toBeGreaterThan(100)
  })
})
