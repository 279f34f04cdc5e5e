import { createHash } from 'node:crypto'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import { readRevision } from '../../src/calendar/revision.ts'
import { brotli, gzipPieces } from '../../src/compress-node.ts'
import { readConfig } from '../../src/config.ts'
import type { Deps } from '../../src/deps.ts'
import type { Assets } from '../../src/docs/assets.ts'
import { createLog } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import { guardedFetch } from '../../src/outbound/guarded-fetch.ts'
import { nodeCarrier } from '../../src/outbound-node.ts'
import { uuidV7 } from '../../src/uuid.ts'

export const ADMIN_KEY = 'an-administrators-key-of-more-than-32-characters'

/** Deps for tests of what needs no database: one that is never opened stands in its place. */
export function depsWithoutDatabase(overrides: Partial<Deps> = {}): Deps & { lines: string[] } {
  const lines: string[] = []
  const now = () => new Date('2026-11-03T12:00:00Z')
  return {
    db: new Kysely<Schema>({ dialect: new PGliteDialect({ pglite: () => PGlite.create() }) }),
    config: readConfig({
      ADMIN_KEY,
      PUBLIC_URL: 'https://calendar.example.org',
      RATE_LIMIT: '0',
      RATE_LIMIT_KEY: '0',
    }),
    log: createLog('debug', (line) => lines.push(line), now),
    metrics: createMetrics(),
    now,
    newId: uuidV7(now),
    tzdata: 'test',
    revision() {
      return readRevision(this.db)
    },
    shareWork: true,
    answerBytes: 2 ** 24,
    eventBytes: 2 ** 24,
    isReady: async () => true,
    gzip: async (bytes) => new Uint8Array(bytes),
    brotli,
    gzipPieces,
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    outbound: guardedFetch(nodeCarrier(), [], 'Kalendarium/test'),
    wake: () => {},
    background: (work) => void work,
    ...overrides,
    lines,
  }
}

/** Short stand-ins for the files that the entry gives. */
export const ASSETS: Assets = { read: async (name) => new TextEncoder().encode(`/* ${name} */\n`.repeat(20)) }
