import type { Deps } from '../deps.ts'
import { METRICS_TYPE } from '../metrics.ts'
import type { Api } from './env.ts'
import { respond } from './respond.ts'

const PATIENCE_MS = 2000

/** What orchestrators and Prometheus ask: mounted before keys are looked at. */
export function healthRoutes(api: Api, { isReady, metrics, log }: Deps): void {
  api.get('/healthz', (c) => respond(c, 'ok\n', { type: TEXT }))

  api.get('/readyz', async (c) => {
    const failure = await within(PATIENCE_MS, isReady()).then(
      (ready) => (ready ? null : 'the database is not migrated'),
      (error: unknown) => {
        log.warn({ requestId: c.var.requestId, error }, 'not ready')
        return 'the database does not answer'
      },
    )
    if (failure === null) return respond(c, 'ok\n', { type: TEXT })
    return respond(c, `${failure}\n`, {
      status: 503,
      type: TEXT,
      headers: { 'Retry-After': '2' },
    })
  })

  api.get('/metrics', async (c) => respond(c, await metrics.text(), { type: METRICS_TYPE }))
}

const TEXT = 'text/plain; charset=utf-8'

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
