import type { BrowserContext } from 'playwright-core'

/** How a network and a processor slow a page down. */
export interface Profile {
  name: string
  /** Added to each request, ms. */
  latency: number
  /** Kilobits a second. */
  download: number
  upload: number
  /** How many times slower than this machine. */
  cpu: number
}

/** A phone of the middle class with the reception of a bus: what Lighthouse takes for its “slow 4G”. */
export const PHONE: Profile = { name: 'phone, slow 4G', latency: 150, download: 1638, upload: 675, cpu: 4 }

export interface PageLoad {
  /** Largest Contentful Paint, ms after the start of navigation. */
  lcp: number
  /** First Contentful Paint, ms. */
  fcp: number
  /** Cumulative Layout Shift. */
  cls: number
  /** Addresses of what is fetched before the first paint, the document aside. */
  blocking: string[]
  /** Octets of the document's body as it is transferred. */
  documentBytes: number
  /** All octets transferred, headers too. */
  transferred: number
}

/** Loads the address with an empty cache, and reads what the browser measured until a second after it was loaded. */
export async function measureLoad(
  context: BrowserContext,
  url: string,
  profile?: Profile,
): Promise<PageLoad> {
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  if (profile) {
    await cdp.send('Network.enable')
    await cdp.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: profile.latency,
      downloadThroughput: (profile.download * 1000) / 8,
      uploadThroughput: (profile.upload * 1000) / 8,
    })
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: profile.cpu })
  }
  await page.addInitScript(OBSERVE)
  await page.goto(url, { waitUntil: 'load' })
  await page.waitForTimeout(1000)
  const load = await page.evaluate<PageLoad>(READ)
  await page.close()
  return load
}

const OBSERVE = `
globalThis.measured = { lcp: 0, cls: 0 }
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) measured.lcp = entry.startTime
}).observe({ type: 'largest-contentful-paint', buffered: true })
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) measured.cls += entry.value
}).observe({ type: 'layout-shift', buffered: true })
`

const READ = `(() => {
  const [navigation] = performance.getEntriesByType('navigation')
  const resources = performance.getEntriesByType('resource')
  const [paint] = performance.getEntriesByName('first-contentful-paint')
  return {
    ...measured,
    fcp: paint?.startTime ?? 0,
    blocking: resources.filter((one) => one.renderBlockingStatus === 'blocking').map((one) => one.name),
    documentBytes: navigation.encodedBodySize,
    transferred: [navigation, ...resources].reduce((sum, one) => sum + one.transferSize, 0),
  }
})()`
