/** A PostgreSQL of its own for the measurements, set up as for production: what is acknowledged is on the disk. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { answers, freePort, packagedBin, unprivileged } from '../support/postgres-server.ts'

export interface PostgresServer {
  /** The address of a database on it. */
  url(database: string): string
  /** Makes a database. False where there is one already, from a run before. */
  create(database: string): Promise<boolean>
  drop(database: string): Promise<void>
  /** Of the process whose children serve the connections. */
  pid: number
  stop(): Promise<void>
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '40',
  shared_buffers: '512MB',
  effective_cache_size: '2GB',
  work_mem: '16MB',
  maintenance_work_mem: '256MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  fsync: 'on',
  synchronous_commit: 'on',
}

/** Starts a server whose data is in `folder`; one that is there already goes on with what it has. */
export async function startPostgres(folder: string): Promise<PostgresServer> {
  await mkdir(folder, { recursive: true })
  const data = join(folder, 'cluster')
  if (!existsSync(data)) run('initdb', ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--locale=C'])
  const port = await freePort()
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [command, args] = program('postgres', ['-D', data, '-p', String(port), ...settings])
  const child = spawn(command, args, { stdio: 'ignore' })
  const url = (database: string) => `postgres://bench@127.0.0.1:${port}/${database}`
  await answering(child, url('postgres'))
  const admin = async (statement: string) => {
    const client = new pg.Client(url('postgres'))
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  if (child.pid === undefined) throw new Error('PostgreSQL has no process')
  return {
    url,
    pid: child.pid,
    create: async (database) => {
      try {
        await admin(`create database ${database}`)
        return true
      } catch (error) {
        if (error instanceof pg.DatabaseError && error.code === '42P04') return false
        throw error
      }
    },
    drop: (database) => admin(`drop database if exists ${database} with (force)`),
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGINT')
      await ended
    },
  }
}

async function answering(child: ChildProcess, url: string): Promise<void> {
  for (let attempt = 1; !(await answers(url)); attempt++) {
    if (attempt === 300 || child.exitCode !== null) throw new Error(`PostgreSQL does not answer at ${url}`)
    await sleep(100)
  }
}

function run(name: string, args: string[]): void {
  const [command, all] = program(name, args)
  execFileSync(command, all, { stdio: ['ignore', 'ignore', 'inherit'] })
}

/** The command line of one of PostgreSQL's programs, and who runs it. */
function program(name: string, args: string[]): [string, string[]] {
  const [command, prefix] = unprivileged()
  return [command, [...prefix, join(packagedBin(), name), ...args]]
}
