import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Where a program is, or why it is nowhere. */
export type Found = { path: string } | { reason: string }

/** The first of the paths that is there; as root on Debian, after installing the package that brings it. */
export function findProgram(name: string, paths: readonly string[], bringing = name): Found {
  return there(paths) ?? install(name, paths, bringing)
}

/** The same where nothing can be done without it. @throws Error that says why it is nowhere */
export function requireProgram(name: string, paths: readonly string[], bringing = name): string {
  const found = findProgram(name, paths, bringing)
  if ('reason' in found) throw new Error(found.reason)
  return found.path
}

function there(paths: readonly string[]): Found | undefined {
  const path = paths.find((candidate) => existsSync(candidate))
  return path === undefined ? undefined : { path }
}

function install(name: string, paths: readonly string[], bringing: string): Found {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return { reason: `No ${name} at ${paths.join(' or ')}, and it can be installed only by root on Debian.` }
  console.log(`Installing ${name} for the tests (once; a minute or so) …`)
  for (const args of [
    ['update', '-qq'],
    // Two runs may want one at once.
    ['install', '-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', bringing],
  ]) {
    const { status, stderr } = spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      timeout: 300_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    if (status !== 0) return { reason: `apt-get ${args[0]} failed: ${stderr?.trim().slice(-300)}` }
  }
  return there(paths) ?? { reason: `apt-get installed no ${name}.` }
}
