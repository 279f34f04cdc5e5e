import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { freshPostgresUrl } from '../support/database.ts'
import { ADMIN_KEY } from '../support/deps.ts'
import { freePort } from '../support/postgres-server.ts'
import { type OtherName, programOf } from './programs.ts'
import { type Runtime, SETTINGS, type Vars } from './runtime.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The service as Deno or Bun runs it: `src/node.ts`, through what they have of Node. */
export async function openOtherRuntime(name: OtherName, vars: Vars): Promise<Runtime> {
  const { file, args } = programOf(name)
  const database = await freshPostgresUrl()
  const port = String(await freePort())
  const child = spawn(file, [...args, 'src/node.ts'], {
    cwd: root,
    env: {
      HOME: String(process.env.HOME),
      ...SETTINGS,
      ...vars,
      ADMIN_KEY,
      DATABASE_URL: database.url,
      PORT: port,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(child, 'exit')
  const origin = `http://127.0.0.1:${port}`
  await ready(origin, () => child.exitCode)
  return {
    fetch: (path, init) => fetch(`${origin}${path}`, init),
    // They run by themselves here.
    runJobs: async () => {},
    async close() {
      child.kill('SIGTERM')
      const [code] = await ended
      await database.drop()
      if (code !== 0) throw new Error(`${name} ended with ${code}`)
    },
  }
}

async function ready(origin: string, exitCode: () => number | null): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (exitCode() !== null) throw new Error(`it ended with ${exitCode()}`)
    const answer = await fetch(`${origin}/readyz`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('it does not become ready')
}
