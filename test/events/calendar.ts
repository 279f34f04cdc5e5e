import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { sql } from 'kysely'
import { createApp } from '../../src/app.ts'
import type { Deps } from '../../src/deps.ts'
import type { Fault } from '../../src/errors.ts'
import type { Api } from '../../src/http/env.ts'
import { uuidV7 } from '../../src/uuid.ts'
import { freshDatabase } from '../support/database.ts'
import { ADMIN_KEY, depsWithoutDatabase } from '../support/deps.ts'

/** What answers hold that the tests look into. */
export interface Body {
  id: string
  uid: string
  slug: string
  start: string
  end: string | null
  localStart: string
  localEnd: string | null
  sequence: number
  updated: string
  status: string
  detail: string
  errors: Fault[]
  items: Body[]
  problem: Body
  before: Body
  after: Body
  event: Body
  changes: { pointer: string; before: unknown; after: unknown }[]
  [field: string]: unknown
}

export interface Answer {
  status: number
  headers: Headers
  text: string
  body: Body
}

/** A calendar of its own, spoken to as its clients do: over HTTP, with the administrator's key. */
export interface Calendar {
  /** With the log's lines. */
  deps: Deps & { lines: string[] }
  app: Api
  /** Its clock; stands still until it is set. */
  clock: { now: string }
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Sends a text as it is, as JSON. */
  sendText(method: string, path: string, text: string): Promise<Answer>
  /** Posts an event; `title` and `start` are filled in. */
  create(event?: Record<string, unknown>): Promise<Body>
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  /** How many rows each table has, and the revision. */
  contents(): Promise<Record<string, number>>
  /** Waits for what answers did not wait for. */
  settled(): Promise<void>
  close(): Promise<void>
}

export const START = '2026-12-01T18:00'

/** @param config where it is to differ from the tests' own */
export async function openCalendar(config: Partial<Deps['config']> = {}): Promise<Calendar> {
  const database = await freshDatabase()
  const clock = { now: '2026-11-20T12:00:00Z' }
  const now = () => new Date(clock.now)
  const zip = promisify(gzip)
  const underWay = new Set<Promise<void>>()
  const plain = depsWithoutDatabase()
  const deps: Calendar['deps'] = {
    ...plain,
    config: { ...plain.config, ...config },
    db: database.db,
    now,
    newId: uuidV7(now),
    gzip: (bytes) => zip(bytes, { level: 1 }),
    background: (work) => void underWay.add(work),
  }
  const app = createApp(deps, { read: async () => new Uint8Array() })

  async function ask(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: string,
  ): Promise<Answer> {
    const answer = await app.request(path, { method, headers, ...(body === undefined ? {} : { body }) })
    const text = await answer.text()
    // Not where it is empty or gzipped.
    const isJson = answer.headers.get('content-type')?.includes('json') && /^[[{]/.test(text)
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    }
  }

  const send: Calendar['send'] = (method, path, body, headers = {}) => {
    const type: Record<string, string> = body === undefined ? {} : { 'Content-Type': 'application/json' }
    return ask(
      method,
      path,
      { Authorization: `Bearer ${ADMIN_KEY}`, ...type, ...headers },
      body === undefined ? undefined : JSON.stringify(body),
    )
  }

  return {
    deps,
    app,
    clock,
    send,
    sendText: (method, path, text) =>
      ask(method, path, { Authorization: `Bearer ${ADMIN_KEY}`, 'Content-Type': 'application/json' }, text),
    async create(event = {}) {
      const answer = await send('POST', '/api/v1/events', { title: 'Föreläsning', start: START, ...event })
      if (answer.status !== 201) throw new Error(`not created: ${answer.text}`)
      return answer.body
    },
    get: (path, headers = {}) => ask('GET', path, headers),
    async contents() {
      const tables = ['events', 'occurrences', 'feed_entries', 'labels', 'slugs', 'tombstones']
      const counts = tables.map(
        (name) => sql`(select count(*)::int from ${sql.table(name)}) as ${sql.id(name)}`,
      )
      const { rows } = await sql<Record<string, number>>`
        select ${sql.join(counts)}, (select revision::int from calendar) as revision`.execute(database.db)
      return rows[0] ?? {}
    },
    settled: async () => void (await Promise.all(underWay)),
    close: async () => {
      await Promise.all(underWay)
      await database.close()
    },
  }
}
