import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeViolations } from './axe.ts'
import { inBrowser, openTab } from './browser.ts'
import { type ServedCalendar, serveCalendar } from './calendar.ts'
import { demoPages } from './demo-pages.ts'

inBrowser('axe finds nothing', () => {
  let calendar: ServedCalendar
  let pages: Record<string, string>
  beforeAll(async () => {
    calendar = await serveCalendar({ demo: true })
    pages = await demoPages(calendar)
  })
  afterAll(() => calendar.close())

  const LOOKS = (['sv', 'en'] as const).flatMap((lang) =>
    (['light', 'dark'] as const).flatMap((colorScheme) =>
      [1280, 360].map((width) => ({ lang, colorScheme, width })),
    ),
  )

  describe.each(LOOKS)('$lang $colorScheme $width', ({ lang, colorScheme, width }) => {
    it('on any page', { timeout: 120_000 }, async () => {
      const found: Record<string, string[]> = {}
      const { page, close } = await openTab({ colorScheme, viewport: { width, height: 900 } })
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(`${calendar.origin}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`)
        if (name === 'embed') await page.locator('kalendarium-events .event').first().waitFor()
        const violations = await axeViolations(page)
        if (violations.length > 0) found[name] = violations
      }
      await close()
      expect(found).toEqual({})
    })
  })

  it('on the page of a problem, nor where filters are open', async () => {
    const { page, close } = await openTab()
    await page.goto(`${calendar.origin}/problems/unprocessable`)
    expect(await axeViolations(page)).toEqual([])
    await page.goto(`${calendar.origin}/?lang=sv`)
    await page.locator('#f-category summary').click()
    expect(await axeViolations(page)).toEqual([])
    await close()
  })
})
