import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

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
