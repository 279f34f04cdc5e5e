/**
 * `npm run test:runtimes`: the suite that Node and Workers pass, on Deno and Bun. They come from npm, pinned by the lock
 * beside this file, and only when this runs: together they take 200 MB, which nobody needs for the service itself.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')
const lock = readFileSync(join(import.meta.dirname, 'package-lock.json'), 'utf8')
const stamp = join(import.meta.dirname, 'node_modules/.installed-lock.json')

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) install()

const TESTS = ['test/runtimes/black-box.test.ts', 'test/runtimes/pinned.test.ts']
const { status } = spawnSync(
  join(root, 'node_modules/.bin/vitest'),
  ['run', '--project', 'postgres', '--project', 'pure', ...TESTS, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...process.env, OTHER_RUNTIMES: 'true' } },
)
process.exit(status ?? 1)

/** No install script runs: each platform's package holds the program itself. */
function install(): void {
  console.error('Installing Deno and Bun (once; 200 MB) …')
  try {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: import.meta.dirname,
      stdio: 'inherit',
    })
  } catch (error) {
    console.error(`Deno and Bun cannot be installed: ${error instanceof Error ? error.message : error}`)
    process.exit(1)
  }
  writeFileSync(stamp, lock)
}
