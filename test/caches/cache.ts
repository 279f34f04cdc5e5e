/** The caches of `deploy/`, real, in front of a service on this machine. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findProgram } from '../support/debian.ts'
import { freePort } from '../support/postgres-server.ts'

export interface Cache {
  origin: string
  stop(): Promise<void>
}

export interface CacheKind {
  name: string
  /** Why it cannot be started; null where it can. */
  missing: string | null
  /** In front of what listens at the port. */
  start(port: number): Promise<Cache>
}

export const CACHES: readonly CacheKind[] = [
  { name: 'nginx', missing: missing('nginx', '/usr/sbin/nginx'), start: startNginx },
  { name: 'varnish', missing: missing('varnish', '/usr/sbin/varnishd'), start: startVarnish },
]

function missing(name: string, path: string): string | null {
  const found = findProgram(name, [path])
  return 'reason' in found ? found.reason : null
}

/** With the configuration that is deployed, but for places and ports. */
async function startNginx(upstream: number): Promise<Cache> {
  return start(async (folder, port) => {
    const config = await deployed('nginx.conf', [
      [/ {2}resolver .*\n/, ''],
      ['server calendar:3000 resolve;', `server 127.0.0.1:${upstream};`],
      ['listen 8080;', `listen 127.0.0.1:${port};`],
      [/\/tmp\//g, `${folder}/`],
      ['/var/cache/nginx/calendar', join(folder, 'cache')],
    ])
    await writeFile(join(folder, 'nginx.conf'), `daemon off;\n${config}`)
    return [
      '/usr/sbin/nginx',
      '-p',
      folder,
      '-c',
      join(folder, 'nginx.conf'),
      '-e',
      join(folder, 'error.log'),
    ]
  })
}

async function startVarnish(upstream: number): Promise<Cache> {
  return start(async (folder, port) => {
    const config = await deployed('varnish.vcl', [
      ['.host = "calendar";', '.host = "127.0.0.1";'],
      ['.port = "3000";', `.port = "${upstream}";`],
    ])
    await writeFile(join(folder, 'varnish.vcl'), config)
    const place = ['-a', `127.0.0.1:${port}`, '-f', join(folder, 'varnish.vcl'), '-n', join(folder, 'work')]
    return ['/usr/sbin/varnishd', '-F', ...place, '-s', 'malloc,32m', '-j', 'none']
  })
}

/** A file of `deploy/` with each of these replaced; all of them have to be there. */
async function deployed(name: string, replaced: readonly (readonly [RegExp | string, string])[]) {
  let text = await readFile(new URL(`../../deploy/${name}`, import.meta.url), 'utf8')
  for (const [old, own] of replaced) {
    const before = text
    text = text.replace(old, own)
    if (text === before) throw new Error(`deploy/${name} has no ${old}`)
  }
  return text
}

async function start(commandOf: (folder: string, port: number) => Promise<string[]>): Promise<Cache> {
  const folder = await mkdtemp(join(tmpdir(), 'kalendarium-cache-'))
  await chmod(folder, 0o777)
  const port = await freePort()
  const [command = '', ...args] = await commandOf(folder, port)
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  const stop = async () => {
    await ended(child)
    await rm(folder, { recursive: true, force: true })
  }
  const origin = `http://127.0.0.1:${port}`
  for (let tries = 0; !(await answers(`${origin}/healthz`)); tries++) {
    if (tries > 300 || child.exitCode !== null) {
      await stop()
      throw new Error(`${command} did not start: ${said}`)
    }
    await sleep(100)
  }
  return { origin, stop }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

const answers = (address: string) =>
  fetch(address).then(
    ({ ok }) => ok,
    () => false,
  )
