/** The service on one of the bench's databases, in this process. */
import { sql } from 'kysely'
import { migrate } from '../../db/migrate.ts'
import { connectPostgres } from '../../db/postgres.ts'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Deps } from '../../src/deps.ts'
import { nodeDeps } from '../../src/deps-node.ts'
import { writeBatch } from '../../src/events/batch.ts'
import type { Writer } from '../../src/events/settle.ts'
import { createLog } from '../../src/log.ts'
import { CATEGORIES, eventBody } from './bodies.ts'
import type { PostgresServer } from './postgres.ts'

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
  const log = createLog(config.logLevel, (line) => process.stderr.write(`${line}\n`), now)
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

const BATCH = 500

/** A database of so many events, written through the batches of the API's own code; one from a run before is kept. */
export async function openFilled(
  server: PostgresServer,
  name: string,
  events: number,
  seed: number,
): Promise<Service> {
  const isNew = await server.create(name)
  const service = await openService(server.url(name))
  if (!isNew) return service
  try {
    await fill(service.deps, name, events, seed)
    return service
  } catch (error) {
    await service.close()
    await server.drop(name)
    throw error
  }
}

async function fill(deps: Deps, name: string, events: number, seed: number): Promise<void> {
  const start = performance.now()
  await addCategories(deps)
  const writer: Writer = {
    deps,
    principal: { partner: 'house', trusted: true, scopes: ['admin'], keyId: 'bench' },
    dryRun: false,
  }
  for (let from = 0; from < events; from += BATCH) {
    const bodies = Array.from({ length: Math.min(BATCH, events - from) }, (_, i) => eventBody(from + i, seed))
    const failed = (await writeBatch(writer, bodies)).find(({ status }) => status !== 'created')
    if (failed) throw new Error(`the batch at ${from}: ${JSON.stringify(failed)}`)
  }
  await sql`vacuum (analyze)`.execute(deps.db)
  await sql`checkpoint`.execute(deps.db)
  console.error(`${name}: ${events} events in ${Math.round((performance.now() - start) / 1000)} s`)
}

async function addCategories({ db }: Deps): Promise<void> {
  const rows = CATEGORIES.map((slug) => ({ slug, name: JSON.stringify({ sv: slug, en: slug }) }))
  await db
    .insertInto('categories')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
