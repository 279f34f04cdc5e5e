/** The service on one of the bench's databases, in this process. */
import { migrate } from '../../db/migrate.ts'
import { connectPostgres } from '../../db/postgres.ts'
import pkg from '../../package.json' with { type: 'json' }
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Deps } from '../../src/deps.ts'
import { nodeDeps } from '../../src/deps-node.ts'
import { logToStderr } from '../../src/log-node.ts'
import { freePort } from '../support/postgres-server.ts'
import { fill } from './fill.ts'
import type { PostgresServer } from './postgres.ts'
import { type Served, startModule } from './processes.ts'

export const ADMIN_KEY = 'bench-'.repeat(8)

export interface Service {
  deps: Deps
  /** The answer's body; throws on any answer that is no success. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Uint8Array>
  close(): Promise<void>
}

/** A service with its own caches, all of them empty. */
export async function openService(url: string): Promise<Service> {
  const config = readConfig({
    DATABASE_URL: url,
    ADMIN_KEY,
    LOG_LEVEL: 'warn',
    RATE_LIMIT: '0',
    RATE_LIMIT_KEY: '0',
  })
  const now = () => new Date()
  const log = logToStderr(config.logLevel)
  const database = connectPostgres(url, log, { statementTimeout: 600_000 })
  await migrate(database.db)
  const { deps } = nodeDeps(config, database, { log, now, wake: () => {} })
  const app = createApp(deps, { read: async () => new Uint8Array() })
  return {
    deps,
    call: async (method, path, body, given) => {
      const headers: Record<string, string> = { ...given }
      if (method !== 'GET') headers.Authorization ??= `Bearer ${ADMIN_KEY}`
      if (body !== undefined) headers['Content-Type'] = 'application/json'
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
      const response = await app.request(path, init)
      const bytes = new Uint8Array(await response.arrayBuffer())
      if (!response.ok)
        throw new Error(`${method} ${path}: ${response.status} ${new TextDecoder().decode(bytes)}`)
      return bytes
    },
    close: database.close,
  }
}

/** A database of so many events; one from a run before is kept. */
export async function openFilled(
  server: PostgresServer,
  name: string,
  events: number,
  seed: number,
): Promise<Service> {
  await server.create(name)
  const service = await openService(server.url(name))
  await fill(service.deps, events, seed, (line) => console.error(`${name}: ${line}`))
  return service
}

/** The same, in a process of its own. */
export async function servedFilled(
  server: PostgresServer,
  name: string,
  events: number,
  seed: number,
): Promise<Served> {
  const filled = await openFilled(server, name, events, seed)
  await filled.close()
  return startService(server.url(name))
}

export function startService(url: string, variables: Record<string, string> = {}): Promise<Served> {
  return startApp('server.ts', url, variables)
}

/** With the address `/one`, which asks the database for nothing. */
export function startOne(url: string): Promise<Served> {
  return startApp('one-server.ts', url)
}

async function startApp(name: string, url: string, variables: Record<string, string> = {}): Promise<Served> {
  const port = String(await freePort())
  const limits = { RATE_LIMIT: '0', RATE_LIMIT_KEY: '0' }
  const env = {
    ...startVariables(),
    DATABASE_URL: url,
    ADMIN_KEY,
    PORT: port,
    LOG_LEVEL: 'warn',
    ...limits,
    ...variables,
  }
  return startModule(name, env)
}

/** What `npm start` sets. */
export function startVariables(): Record<string, string> {
  return Object.fromEntries(
    [...pkg.scripts.start.matchAll(/\b([A-Z][A-Z_]+)=(\S+)/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )
}

export function startRivals(url: string): Promise<Served> {
  return startModule('rivals.ts', { DATABASE_URL: url })
}
