import { readConfig } from '../../src/config.ts'
import { writeSeed } from '../../src/seed.ts'
import { serve } from '../../src/serve.ts'

export const ADMIN_KEY = 'an-administrators-key-for-the-browser-tests'

export interface ServedCalendar {
  /** `http://127.0.0.1:PORT`. */
  origin: string
  /** Writes through the API as an administrator; throws on what is no success. */
  send(method: string, path: string, body: unknown): Promise<Record<string, unknown>>
  close(): Promise<void>
}

/**
 * The service as it runs, on a free port of loopback, over an embedded database in memory: what a browser sees does not
 * depend on the engine, which the other tests compare.
 */
export async function serveCalendar({ demo = false } = {}): Promise<ServedCalendar> {
  const running = await serve(
    readConfig({
      DATA_DIR: 'memory://',
      PORT: '0',
      ADMIN_KEY,
      LOG_LEVEL: 'error',
      RATE_LIMIT: '0',
      RATE_LIMIT_KEY: '0',
    }),
  )
  if (demo) await writeSeed(running.deps)
  const origin = running.deps.config.publicUrl
  return {
    origin,
    async send(method, path, body) {
      const answer = await fetch(new URL(path, origin), {
        method,
        headers: { Authorization: `Bearer ${ADMIN_KEY}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
      return answer.status === 204 ? {} : answer.json()
    },
    close: running.close,
  }
}
