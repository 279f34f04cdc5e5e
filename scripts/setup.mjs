// Makes `npm start` and `npm test` the only commands a fresh machine needs. Runs on the host's Node (20 or
// newer) with nothing installed, so it uses only what that Node has. It installs the locked dependencies
// when the lock file changed since the last time, and sees to it that node_modules/.bin/node exists: the
// Node that the service runs on, from the pinned platform packages, or the host's where it is new enough.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const stamp = join(modules, '.kalendarium-lock')
const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')

const isInstalled = existsSync(stamp) ? readFileSync(stamp, 'utf8') === lock : isServing() && isWhole()
if (!isInstalled) install()
ensureNode()

/** Whether a command of the service itself runs, which needs nothing of what developers do. */
function isServing() {
  return ['start', 'backup', 'restore', 'keys', 'migrate'].includes(process.env.npm_lifecycle_event ?? '')
}

/** Whether all that the service needs is there as locked: by the operator's own `npm ci --omit=dev`. */
function isWhole() {
  const list = join(modules, '.package-lock.json')
  if (!existsSync(list)) return false
  const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages
  const installed = packagesOf(list)
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(([name, { version, ...kind }]) => {
    const isNeeded = name !== '' && !kind.dev && !kind.optional && !kind.devOptional
    return name in installed ? installed[name].version === version : !isNeeded
  })
}

function install() {
  process.stderr.write('Installing the dependencies (once; a minute or so) …\n')
  // npm sets npm_execpath for its scripts: the same npm, also where it is not on the PATH.
  const npm = process.env.npm_execpath
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []]
  const args = [
    ...first,
    'ci',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: !npm && process.platform === 'win32',
  })
  if (done.status !== 0) {
    process.stderr.write('npm ci failed; see above. The registry must be reachable for the first start.\n')
    process.exit(done.status ?? 1)
  }
  writeFileSync(stamp, lock)
}

function ensureNode() {
  const bin = join(modules, '.bin', 'node')
  if (existsSync(bin)) return
  const major = Number(
    execFileSync(process.execPath, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }),
  )
  if (major < 26) {
    process.stderr.write(
      `No Node 26 is packaged for ${process.platform}-${process.arch}; install Node 26 or newer.\n`,
    )
    process.exit(1)
  }
  mkdirSync(join(modules, '.bin'), { recursive: true })
  symlinkSync(process.execPath, bin)
}
