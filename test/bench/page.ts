/**
 * `npm run bench:page`: the page of a month with 200 occurrences as Chromium loads it with an empty cache, on this machine and
 * throttled to a phone on slow 4G. Medians; the goals are those of the README.
 */
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { serveCalendar } from '../browser/calendar.ts'
import { findChromium, LAUNCH_ARGS } from '../browser/chromium.ts'
import { fullMonth, MONTH } from '../browser/full-month.ts'
import { measureLoad, type PageLoad, PHONE } from '../browser/page-load.ts'
import { median } from './measure.ts'

const ROUNDS = 7
const GOAL_LCP_MS = 1000
const GOAL_HTML_BYTES = 60_000

const found = findChromium()
if ('reason' in found) {
  console.error(found.reason)
  process.exit(1)
}
const calendar = await serveCalendar()
const browser = await chromium.launch({ executablePath: found.path, args: LAUNCH_ARGS })
try {
  await calendar.send('POST', '/api/v1/events/batch', { items: fullMonth() })
  const url = `${calendar.origin}/?view=month&date=${MONTH}&lang=sv`
  const html = gzipSync(await (await fetch(url)).text()).byteLength
  const phone = await loads(url, true)
  const here = await loads(url, false)
  report('on this machine', here)
  report(PHONE.name, phone)
  console.log(`HTML gzipped            ${html} octets`)
  const missed = [
    ...(lcpOf(phone) >= GOAL_LCP_MS ? ['LCP'] : []),
    ...(phone.some(({ cls }) => cls > 0) ? ['CLS'] : []),
    ...(html >= GOAL_HTML_BYTES ? ['HTML'] : []),
  ]
  if (missed.length > 0) {
    console.error(`MISSED: ${missed.join(', ')}`)
    process.exitCode = 1
  }
} finally {
  await browser.close()
  await calendar.close()
}

async function loads(url: string, isPhone: boolean): Promise<PageLoad[]> {
  const results: PageLoad[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const viewport = isPhone ? { width: 360, height: 780 } : { width: 1280, height: 900 }
    const context = await browser.newContext({
      viewport,
      isMobile: isPhone,
      deviceScaleFactor: isPhone ? 2 : 1,
    })
    results.push(await measureLoad(context, url, isPhone ? PHONE : undefined))
    await context.close()
  }
  return results
}

function lcpOf(results: readonly PageLoad[]): number {
  return median(results.map(({ lcp }) => lcp))
}

function report(name: string, results: readonly PageLoad[]): void {
  const fcp = median(results.map((one) => one.fcp))
  const transferred = median(results.map((one) => one.transferred))
  const cls = Math.max(...results.map((one) => one.cls))
  console.log(
    `${name.padEnd(22)}  LCP ${Math.round(lcpOf(results))} ms  FCP ${Math.round(fcp)} ms  CLS ${cls}  ${transferred} octets`,
  )
}
