import type { TestProject } from 'vitest/node'
import { findChromium } from './chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the Chromium to test with; null where there is none. */
    chromium: string | null
  }
}

/**
 * Finds Chromium, or as root on Debian installs it. Without one the tests in the browser are skipped, and the reason is
 * printed. KALENDARIUM_TEST_CHROMIUM names another one; empty, it skips them.
 */
export default function setup(project: TestProject): void {
  const found = findChromium()
  if ('reason' in found) console.warn(`\nThe tests in a browser are skipped: ${found.reason}\n`)
  project.provide('chromium', 'path' in found ? found.path : null)
}
