import { readConfig } from '../../src/config.ts'
import { serve } from '../../src/serve.ts'
import { engine, freshPostgresUrl } from '../support/database.ts'
import { ADMIN_KEY } from '../support/deps.ts'
import { openOtherRuntime } from './other-runtime.ts'
import { isOtherRun } from './programs.ts'
import { openWorker } from './worker.ts'

/** The service on one runtime, spoken to over HTTP. */
export interface Runtime {
  fetch(path: string, init?: RequestInit): Promise<Response>
  /** Runs the jobs once. */
  runJobs(): Promise<void>
  close(): Promise<void>
}

export const PUBLIC_URL = 'https://calendar.example.org'
export const SETTINGS = { PUBLIC_URL, LOG_LEVEL: 'error', RATE_LIMIT: '0', RATE_LIMIT_KEY: '0' }

/** Variables beside SETTINGS. */
export type Vars = Record<string, string>
export type Open = (vars?: Vars) => Promise<Runtime>

/** The runtimes of this run. Workers, Deno and Bun are tried with PostgreSQL alone; the last two by `npm run test:runtimes`. */
export const RUNTIMES: readonly (readonly [name: string, open: Open])[] = runtimes()

function runtimes(): [string, Open][] {
  if (engine !== 'postgres') return [['Node', openNode]]
  if (isOtherRun)
    return [
      ['Deno', (vars = {}) => openOtherRuntime('Deno', vars)],
      ['Bun', (vars = {}) => openOtherRuntime('Bun', vars)],
    ]
  return [
    ['Node', openNode],
    ['Workers', async (vars = {}) => openWorker(await freshPostgresUrl(), vars)],
  ]
}

async function openNode(vars: Vars = {}): Promise<Runtime> {
  const database = engine === 'postgres' ? await freshPostgresUrl() : null
  const where = database ? { DATABASE_URL: database.url } : { DATA_DIR: 'memory://' }
  const running = await serve(readConfig({ ...SETTINGS, ...vars, ...where, ADMIN_KEY, PORT: '0' }))
  const origin = `http://127.0.0.1:${running.deps.config.port}`
  return {
    fetch: (path, init) => fetch(`${origin}${path}`, init),
    // They run by themselves here.
    runJobs: async () => {},
    async close() {
      await running.close()
      await database?.drop()
    },
  }
}
