/**
 * `npm run screenshots`: every page of the demonstration's calendar, on a screen and on a phone, in Swedish and English, light
 * and dark, into `screenshots/`; with `-- --docs` the few of the README, into `docs/`.
 */
import { mkdir } from 'node:fs/promises'
import { type Browser, chromium } from 'playwright-core'
import { type ServedCalendar, serveCalendar } from './calendar.ts'
import { findChromium, LAUNCH_ARGS } from './chromium.ts'
import { demoPages } from './demo-pages.ts'
import { serveOtherSite } from './other-site.ts'

interface Shot {
  file: string
  url: string
  lang: string
  colorScheme: 'light' | 'dark'
  viewport: { width: number; height: number }
  fullPage: boolean
}

const SCREEN = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }

const found = findChromium()
if ('reason' in found) {
  console.error(found.reason)
  process.exit(1)
}
const calendar = await serveCalendar({ demo: true })
const site = await serveOtherSite(calendar.origin)
const browser = await chromium.launch({ executablePath: found.path, args: LAUNCH_ARGS })
try {
  const pages = await demoPages(calendar)
  for (const view of ['list', 'month']) pages[`elsewhere ${view}`] = elsewhere(view)
  const shots = process.argv.includes('--docs') ? shotsForDocs(pages) : allShots(pages)
  for (const shot of shots) await take(browser, shot)
  console.log(`${shots.length} pictures`)
} finally {
  await browser.close()
  await site.close()
  await calendar.close()
}

function allShots(pages: Record<string, string>): Shot[] {
  const looks = ['sv', 'en'].flatMap((lang) =>
    (['light', 'dark'] as const).flatMap((colorScheme) =>
      [SCREEN, PHONE].map((viewport) => ({ lang, colorScheme, viewport })),
    ),
  )
  return Object.entries(pages).flatMap(([name, path]) =>
    looks.map((look) => {
      const kind = look.viewport === PHONE ? 'phone' : 'screen'
      const file = `screenshots/${name.replaceAll(' ', '-')}-${look.lang}-${look.colorScheme}-${kind}.png`
      return { file, url: addressed(calendar, path, look.lang), fullPage: true, ...look }
    }),
  )
}

/** JPEG, each under 150 kB. */
function shotsForDocs(pages: Record<string, string>): Shot[] {
  const light = { colorScheme: 'light', lang: 'sv', viewport: SCREEN, fullPage: false } as const
  const of = (name: string) => addressed(calendar, pages[name] ?? '/', 'sv')
  return [
    { ...light, file: 'docs/list.jpg', url: of('list') },
    { ...light, file: 'docs/month.jpg', url: of('month') },
    { ...light, file: 'docs/month-phone-dark.jpg', url: of('month'), viewport: PHONE, colorScheme: 'dark' },
    { ...light, file: 'docs/list-phone.jpg', url: of('list'), viewport: PHONE },
    { ...light, file: 'docs/embed.jpg', url: of('elsewhere month') },
  ]
}

function elsewhere(view: string): string {
  const style = `:root { color-scheme: light dark; font: 17px/1.5 Georgia, serif; color: light-dark(#2b2a28, #ece9e4); background: light-dark(#fffdf8, #1c1b1a) }
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem }`
  return site.page(
    `<kalendarium-events view="${view}"></kalendarium-events><script src="${calendar.origin}/embed.js"></script>`,
    { style },
  )
}

function addressed({ origin }: ServedCalendar, path: string, lang: string): string {
  const url = new URL(path, origin)
  if (url.origin === origin) url.searchParams.set('lang', lang)
  return url.href
}

async function take(within: Browser, { file, url, lang, fullPage, ...look }: Shot): Promise<void> {
  await mkdir(file.slice(0, file.indexOf('/')), { recursive: true })
  const context = await within.newContext({ ...look, locale: lang, timezoneId: 'Europe/Stockholm' })
  const page = await context.newPage()
  await page.goto(url, { waitUntil: 'networkidle' })
  const isJpeg = file.endsWith('.jpg')
  await page.screenshot({
    path: file,
    fullPage,
    type: isJpeg ? 'jpeg' : 'png',
    ...(isJpeg && { quality: 72 }),
  })
  await context.close()
}
