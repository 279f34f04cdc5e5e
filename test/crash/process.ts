import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export const ADMIN_KEY = 'crash-'.repeat(8)

/** The service as `npm start` runs it, in a process that can be killed. */
export interface Service {
  origin: string
  start(): Promise<void>
  /** As the kernel does it: no handler of ours runs. */
  kill(): Promise<void>
}

const ENTRY = join(import.meta.dirname, '../../src/node.ts')

/** @param env where its data is, and whatever else it is to be told */
export function service(port: number, env: Record<string, string>): Service {
  const origin = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  return {
    origin,
    async start() {
      child = spawn(process.execPath, [ENTRY], {
        env: {
          PATH: process.env.PATH ?? '',
          PORT: String(port),
          ADMIN_KEY,
          RATE_LIMIT: '0',
          RATE_LIMIT_KEY: '0',
          LOG_LEVEL: 'error',
          NODE_COMPILE_CACHE: join(import.meta.dirname, '../../node_modules/.cache/node'),
          ...env,
        },
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      for (let tries = 0; !(await isReady(origin)); tries++) {
        if (tries > 600 || child.exitCode !== null) throw new Error('the service did not start')
        await sleep(100)
      }
    },
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    },
  }
}

async function isReady(origin: string): Promise<boolean> {
  return fetch(`${origin}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  )
}
