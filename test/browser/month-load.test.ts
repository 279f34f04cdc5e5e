import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { inBrowser, openTab } from './browser.ts'
import { type ServedCalendar, serveCalendar } from './calendar.ts'
import { fullMonth, MONTH } from './full-month.ts'
import { measureLoad } from './page-load.ts'

inBrowser('The page of a month with 200 occurrences', () => {
  let calendar: ServedCalendar
  beforeAll(async () => {
    calendar = await serveCalendar()
    await calendar.send('POST', '/api/v1/events/batch', { items: fullMonth() })
  })
  afterAll(() => calendar.close())

  const path = `/?view=month&date=${MONTH}`

  it('says how many there are, and is under 60 kB gzipped', async () => {
    const text = await (await fetch(calendar.origin + path, { headers: { 'Accept-Language': 'sv' } })).text()
    expect(text).toContain('200 evenemang')
    expect(gzipSync(text).byteLength).toBeLessThan(60_000)
  })

  it.each([
    ['a phone', { width: 360, height: 780 }],
    ['a screen', { width: 1280, height: 900 }],
  ])('waits for one stylesheet, and does not shift, on %s', async (_, viewport) => {
    const { context, close } = await openTab({ viewport })
    onTestFinished(close)
    const { blocking, cls, lcp } = await measureLoad(context, calendar.origin + path)
    expect(blocking).toEqual([expect.stringMatching(/\/site\.css$/)])
    expect(cls).toBe(0)
    expect(lcp).toBeGreaterThan(0)
  })
})
