import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { afterAll, describe, inject } from 'vitest'
import { LAUNCH_ARGS } from './chromium.ts'

const path = inject('chromium')

/** `describe`, skipped where there is no browser; the setup of the run prints why. */
export const inBrowser = describe.skipIf(path === null)

let browser: Promise<Browser> | undefined

/** One browser with a new profile for each file of tests. */
export function launch(): Promise<Browser> {
  browser ??= chromium.launch({ executablePath: path ?? '', args: LAUNCH_ARGS })
  return browser
}

afterAll(async () => {
  await (await browser)?.close()
})

/** A page, and everything that a reader's browser would complain of. */
export interface Tab {
  page: Page
  context: BrowserContext
  /** Errors of the console, uncaught errors, dialogs, violations of a policy, and answers of 4xx and 5xx. */
  complaints: string[]
}

/** A page in a profile of its own, as a reader in southern Sweden has it; closes with `close`. */
export async function openTab(
  options: BrowserContextOptions = {},
): Promise<Tab & { close(): Promise<void> }> {
  const context = await (await launch()).newContext({
    locale: 'sv-SE',
    timezoneId: 'Europe/Stockholm',
    viewport: { width: 1280, height: 900 },
    ...options,
  })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  page.on('dialog', async (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    await dialog.dismiss()
  })
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`)
  })
  return { page, context, complaints, close: () => context.close() }
}
