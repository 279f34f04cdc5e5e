import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { freePort, packagedBin, unprivileged } from '../support/postgres-server.ts'
import { type Guarded, runAsUser, startGuarded } from './guarded.ts'

/** A PostgreSQL that can be stopped and started again, as it was or by a crash, and that others can follow. */
export interface Server {
  port: number
  url(database?: string): string
  /** As a superuser, on the database of the calendar if no other is given. */
  query(text: string, database?: string): Promise<Record<string, unknown>[]>
  start(): Promise<void>
  /** `fast` ends its sessions, `immediate` is a crash. */
  stop(how: 'fast' | 'immediate'): Promise<void>
  /** Stops it, and takes its folder. */
  remove(): Promise<void>
}

export const CALENDAR = 'calendar'

/** What is committed is there after a crash of the server; after one of the machine it need not. */
const SETTINGS = [
  'fsync=off',
  'wal_level=replica',
  'max_wal_senders=8',
  'max_connections=100',
  'shared_buffers=32MB',
  'listen_addresses=127.0.0.1',
  'wal_receiver_status_interval=1s',
  'wal_retrieve_retry_interval=200ms',
]

/** A primary with an empty database for the calendar. */
export async function startPrimary(): Promise<Server> {
  const folder = newFolder()
  runAsUser([
    join(packagedBin(), 'initdb'),
    '-D',
    join(folder, 'data'),
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
  ])
  const server = await serverIn(folder, [])
  await server.start()
  await server.query(`create database ${CALENDAR}`, 'postgres')
  return server
}

/** A streaming replica, made by the backup API of the primary while that goes on. */
export async function startStandby(primary: Server): Promise<Server> {
  const folder = newFolder()
  const client = new pg.Client(primary.url('postgres'))
  await client.connect()
  try {
    await client.query(`select pg_backup_start('standby', true)`)
    const { rows } = await client.query('show data_directory')
    copyAsUser(rows[0].data_directory, join(folder, 'data'))
    const { rows: ended } = await client.query('select labelfile from pg_backup_stop(false)')
    writeAsUser(join(folder, 'data', 'backup_label'), ended[0].labelfile)
  } finally {
    await client.end()
  }
  writeAsUser(join(folder, 'data', 'standby.signal'), '')
  const { hostname, port } = new URL(primary.url())
  const server = await serverIn(folder, [`primary_conninfo=host=${hostname} port=${port} user=postgres`])
  await server.start()
  return server
}

/** Until the standby has replayed all that the primary has written. */
export async function untilCaughtUp(primary: Server, standby: Server): Promise<void> {
  const [at] = await primary.query('select pg_current_wal_lsn() as lsn')
  for (let tries = 0; tries < 600; tries++) {
    const [is] = await standby.query(`select pg_last_wal_replay_lsn() >= '${at?.lsn}' as "there"`)
    if (is?.there === true) return
    await sleep(50)
  }
  throw new Error('the standby did not catch up')
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kalendarium-replicas-'))
  if (unprivileged()[0] !== 'env') chmodSync(folder, 0o777)
  return folder
}

async function serverIn(folder: string, settings: readonly string[]): Promise<Server> {
  const port = await freePort()
  const data = join(folder, 'data')
  const url = (database = CALENDAR) => `postgres://postgres@127.0.0.1:${port}/${database}`
  let running: Guarded | undefined

  async function start(): Promise<void> {
    const options = [...SETTINGS, ...settings, `unix_socket_directories=${folder}`].flatMap((one) => [
      '-c',
      one,
    ])
    const program = join(packagedBin(), 'postgres')
    running = startGuarded([program, '-D', data, '-p', String(port), ...options], 'QUIT')
    for (let tries = 0; !(await answers(url('postgres'))); tries++) {
      if (tries > 600) throw new Error(`PostgreSQL did not start: ${running.said()}`)
      await sleep(50)
    }
  }

  async function stop(how: 'fast' | 'immediate'): Promise<void> {
    const own = running
    if (!own) return
    running = undefined
    const file = join(data, 'postmaster.pid')
    if (!existsSync(file)) return own.end()
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
    process.kill(pid, how === 'fast' ? 'SIGINT' : 'SIGQUIT')
    for (let tries = 0; isAlive(pid); tries++) {
      if (tries > 600) throw new Error(`PostgreSQL did not stop: ${own.said()}`)
      await sleep(20)
    }
    await own.end()
  }

  return {
    port,
    url,
    start,
    stop,
    query: (text, database) => ask(url(database), text),
    async remove() {
      await stop('immediate')
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query(text)).rows
  } finally {
    await client.end().catch(() => {})
  }
}

async function answers(url: string): Promise<boolean> {
  return ask(url, 'select 1').then(
    () => true,
    () => false,
  )
}

/** A zombie of the shell's is none that lives. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** A running server's files come and go while they are copied: what is missing is in its log. */
function copyAsUser(from: string, to: string): void {
  const script = 'cp -a "$0" "$1" 2>/dev/null; rm -f "$1/postmaster.pid" "$1/postmaster.opts"; chmod 700 "$1"'
  runAsUser(['sh', '-c', script, from, to])
}

function writeAsUser(file: string, text: string): void {
  runAsUser(['sh', '-c', 'cat >"$0"', file], text)
}
