import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { TestProject } from 'vitest/node'

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

export function findChromium(): { path: string } | { reason: string } {
  const named = process.env.KALENDARIUM_TEST_CHROMIUM
  if (named === '') return { reason: 'KALENDARIUM_TEST_CHROMIUM is empty.' }
  if (named !== undefined)
    return existsSync(named)
      ? { path: named }
      : { reason: `There is no ${named} (KALENDARIUM_TEST_CHROMIUM).` }
  return installed() ?? install()
}

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

function installed(): { path: string } | undefined {
  const path = PATHS.find((candidate) => existsSync(candidate))
  return path === undefined ? undefined : { path }
}

function install(): { path: string } | { reason: string } {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return { reason: `No Chromium at ${PATHS.join(' or ')}, and it can be installed only by root on Debian.` }
  console.log('Installing Chromium for the tests in a browser (once; a minute or so) …')
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]) {
    const { status, stderr } = spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      timeout: 300_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    if (status !== 0) return { reason: `apt-get ${args[0]} failed: ${stderr?.trim().slice(-300)}` }
  }
  return installed() ?? { reason: 'apt-get installed no Chromium.' }
}
