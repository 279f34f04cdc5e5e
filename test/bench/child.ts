/** The service in a process of its own, whose memory and processor time are its alone. */
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { freePort } from '../support/postgres-server.ts'
import { ADMIN_KEY } from './service.ts'

export async function startServer(url: string): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(join(import.meta.dirname, 'server.ts'), {
    execArgv: ['--expose-gc'],
    env: { DATABASE_URL: url, ADMIN_KEY, PORT: String(await freePort()), LOG_LEVEL: 'warn', RATE_LIMIT: '0' },
  })
  const { port } = await answer<{ port: number }>(child)
  return { child, port }
}

/** Resident memory after a collection, in octets. */
export async function memoryOf(child: ChildProcess): Promise<number> {
  child.send('memory')
  return (await answer<{ rss: number }>(child)).rss
}

/** What it has taken since its start: milliseconds of processor time, and the most octets at once. */
export async function costOf(child: ChildProcess): Promise<{ cpu: number; peak: number }> {
  child.send('cost')
  return answer(child)
}

export async function stopServer(child: ChildProcess): Promise<void> {
  child.send('stop')
  await new Promise((resolve) => child.once('exit', resolve))
}

function answer<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`the service ended with status ${code}`))
    child.once('exit', ended)
    child.once('message', (message: T) => {
      child.off('exit', ended)
      resolve(message)
    })
  })
}
