import 'temporal-polyfill/global'
import { createHash } from 'node:crypto'
import { isMigrated } from '../db/migrate.ts'
import { connectPerRequest } from '../db/per-request.ts'
import { createApp } from './app.ts'
import { concatenated } from './bytes.ts'
import { throughCache } from './cache-worker.ts'
import { readRevision } from './calendar/revision.ts'
import { ConfigError, readConfig } from './config.ts'
import type { Deps } from './deps.ts'
import type { AssetName, Assets } from './docs/assets.ts'
import partnersGuide from './docs/partners.md'
import { embedClient } from './embed-worker.ts'
import { createJobs } from './jobs.ts'
import { createLog } from './log.ts'
import { createMetrics } from './metrics.ts'
import { guardedFetch } from './outbound/guarded-fetch.ts'
import { workerCarrier } from './outbound-worker.ts'
import { zoneDataFingerprint } from './time/fingerprint.ts'
import { uuidV7 } from './uuid.ts'
import { userAgent } from './version.ts'

/** What wrangler.toml binds, beside the configuration's own variables and secrets. */
interface Bindings {
  HYPERDRIVE: { connectionString: string }
  [variable: string]: unknown
}

interface ExecutionContext {
  /** Work that goes on after the answer. */
  waitUntil(work: Promise<unknown>): void
}

/** The service on Cloudflare Workers: the same application, with connections per request and the edge's cache. */
export default {
  async fetch(request: Request, env: Bindings, context: ExecutionContext): Promise<Response> {
    const { app, database } = serviceFor(env)
    return throughCache(request, context, async (asked) => {
      const { result, close } = await database.during(env.HYPERDRIVE.connectionString, async () =>
        app.fetch(asked, { address: request.headers.get('cf-connecting-ip') ?? undefined }),
      )
      context.waitUntil(close())
      return result
    })
  },

  /** The jobs, each once: what must not run twice at a time takes a lease. */
  async scheduled(_: unknown, env: Bindings): Promise<void> {
    const { jobs, database, deps } = serviceFor(env)
    const { close } = await database.during(env.HYPERDRIVE.connectionString, async () => {
      for (const job of jobs) {
        try {
          await job.run(new AbortController().signal)
          await job.ended?.()
        } catch (error) {
          deps.log.error({ job: job.name, error }, 'job failed')
        }
      }
    })
    await close()
  },
}

type Service = ReturnType<typeof createService>
const services = new WeakMap<Bindings, Service>()

/** One for the life of the isolate: its caches serve request after request. */
function serviceFor(env: Bindings): Service {
  const known = services.get(env)
  if (known) return known
  const service = createService(env)
  services.set(env, service)
  return service
}

function createService(env: Bindings) {
  const now = () => new Date()
  const config = configOf(env)
  const log = createLog(config.logLevel, (line) => console.log(line), now)
  const database = connectPerRequest(log)
  let zoneData: string | undefined
  const deps: Deps = {
    db: database.db,
    config,
    log,
    metrics: createMetrics(),
    now,
    newId: uuidV7(now),
    // Made when first needed: reading needs it not.
    get tzdata() {
      zoneData ??= zoneDataFingerprint(now().getUTCFullYear(), sha256)
      return zoneData
    },
    revision: () => readRevision(database.db),
    shareWork: false,
    // Of the 128 MiB that an isolate has.
    answerBytes: 24 * 2 ** 20,
    eventBytes: 12 * 2 ** 20,
    isReady: () => isMigrated(database.db),
    gzip,
    brotli: null,
    gzipPieces: async (pieces) => [await gzip(concatenated(pieces.map(({ bytes }) => bytes)))],
    sha256,
    outbound: guardedFetch(workerCarrier(), config.outboundAllow, userAgent(config.publicUrl)),
    // What is to be sent is sent by the next scheduled run.
    wake: () => {},
    background: database.keepOpen,
  }
  const jobs = createJobs(deps, { maintain: async () => {} })
  return { app: createApp(deps, assets), database, deps, jobs }
}

function configOf(env: Bindings) {
  const variables = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
  const config = readConfig(variables)
  if (variables.PUBLIC_URL === undefined) throw new ConfigError('PUBLIC_URL: is needed on Workers')
  return config
}

const files: Record<AssetName, string> = {
  'partners.md': partnersGuide,
  ...embedClient,
}
const assets: Assets = { read: async (name) => encoder.encode(files[name]) }
const encoder = new TextEncoder()

const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex')

async function gzip(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const zipped = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(zipped).arrayBuffer())
}
