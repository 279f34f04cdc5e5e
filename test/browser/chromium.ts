import { existsSync } from 'node:fs'
import { type Found, findProgram } from '../support/debian.ts'

/** Everything that talks to others, or needs what a test machine lacks, is off. */
export const LAUNCH_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
]

/** The Chromium that is here, or is installed now; or why there is none. */
export function findChromium(): Found {
  const named = process.env.KALENDARIUM_TEST_CHROMIUM
  if (named === '') return { reason: 'KALENDARIUM_TEST_CHROMIUM is empty.' }
  if (named !== undefined)
    return existsSync(named)
      ? { path: named }
      : { reason: `There is no ${named} (KALENDARIUM_TEST_CHROMIUM).` }
  return findProgram('Chromium', PATHS, 'chromium')
}

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
