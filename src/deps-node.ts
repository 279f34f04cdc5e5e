import { hash } from 'node:crypto'
import type { Database } from '../db/connect.ts'
import { isMigrated } from '../db/migrate.ts'
import { brotli, gzipPieces, gzipWhole } from './compress-node.ts'
import type { Config } from './config.ts'
import type { Deps } from './deps.ts'
import { measureReads } from './measure-reads.ts'
import { createMetrics } from './metrics.ts'
import { guardedFetch } from './outbound/guarded-fetch.ts'
import { nodeCarrier } from './outbound-node.ts'
import { type NodeRevision, nodeRevision } from './revision-node.ts'
import { zoneDataFingerprint } from './time/fingerprint.ts'
import { uuidV7 } from './uuid.ts'
import { userAgent } from './version.ts'

/** What answers may take of the memory for what is kept; the rest is for events, of which answers are made. */
const ANSWERS_SHARE = 2 / 3

/** What Node gives the application, `known`, the revision where it is, and `settled`, which waits for what goes on in the background. */
export function nodeDeps(
  config: Config,
  database: Database,
  { log, now, wake }: Pick<Deps, 'log' | 'now' | 'wake'>,
): { deps: Deps; known: NodeRevision['known']; settled(): Promise<void> } {
  const underWay = new Set<Promise<void>>()
  const metrics = createMetrics()
  const { reads } = database
  const { cacheBytes } = config
  const answerBytes = Math.floor(cacheBytes * ANSWERS_SHARE)
  if (reads) measureReads(metrics, reads, log)
  const { revision, known } = nodeRevision(database)
  const deps: Deps = {
    db: database.db,
    config,
    log,
    metrics,
    now,
    newId: uuidV7(now),
    tzdata: process.versions.tz || zoneDataFingerprint(now().getUTCFullYear(), sha256),
    revision,
    ...(reads ? { reads } : {}),
    shareWork: true,
    answerBytes,
    eventBytes: cacheBytes - answerBytes,
    isReady: () => isMigrated(database.vital),
    gzip: gzipWhole,
    brotli,
    gzipPieces,
    sha256,
    outbound: guardedFetch(nodeCarrier(), config.outboundAllow, userAgent(config.publicUrl)),
    wake,
    background: (work) => {
      underWay.add(work)
      void work.finally(() => underWay.delete(work))
    },
  }
  return { deps, known, settled: async () => void (await Promise.all(underWay)) }
}

const sha256 = (text: string | Uint8Array) => hash('sha256', text)
