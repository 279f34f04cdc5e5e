/** Reading windows of a big calendar: against the bare statements, and against a small calendar. */
import pg from 'pg'
import { CATEGORIES } from './bodies.ts'
import { byTurns, type Result, randomFrom, result } from './measure.ts'
import type { PostgresServer } from './postgres.ts'
import { openFilled, openService, type Service } from './service.ts'

const EVENTS = 100_000
const FEW = 1_000
const ROUNDS = 120

export async function windows(server: PostgresServer): Promise<Result[]> {
  const big = await openFilled(server, 'bench_100000', EVENTS, 1)
  const small = await openFilled(server, 'bench_1000', FEW, 1)
  // Goes ahead through the same requests, so that its statements are those that `big` will send with its caches.
  const scout = await openService(server.url('bench_100000'))
  const bare = new pg.Pool({ connectionString: server.url('bench_100000'), max: 10 })
  const results: Result[] = []
  for (const [what, path] of [
    ['a random month, limit=200', month],
    ['the next 20 of two filters', next],
  ] as const) {
    const random = randomFrom(5)
    const paths = Array.from({ length: ROUNDS * 2 }, () => path(random))
    let statements: Statement[] = []
    const costs = await byTurns(
      {
        ours: (round) => big.call('GET', paths[round] ?? ''),
        bare: async () => {
          for (const statement of statements) await bare.query(statement)
        },
        small: (round) => small.call('GET', paths[round] ?? ''),
      },
      {
        rounds: ROUNDS,
        before: async (_, round) => {
          if (asked.get(what) === round) return
          asked.set(what, round)
          statements = await statementsOf(scout, paths[round] ?? '')
        },
      },
    )
    results.push(
      result(what, 'ms', costs.ours.wall, costs.bare.wall, 'the same SQL through bare pg', 2),
      result(what, 'ms', costs.ours.wall, costs.small.wall, `the same of ${FEW} events`, 2),
    )
  }
  await Promise.all([big.close(), small.close(), scout.close(), bare.end()])
  return results
}

const asked = new Map<string, number>()
const HOUR = 3_600_000

function month(random: () => number): string {
  const from = Date.UTC(2026, 2, 1) + Math.floor(random() * 365 * 24) * HOUR
  return `/api/v1/occurrences?from=${iso(from)}&to=${iso(from + 30 * 24 * HOUR)}&limit=200`
}

function next(random: () => number): string {
  const from = Date.UTC(2026, 2, 1) + Math.floor(random() * 365 * 24) * HOUR
  const category = CATEGORIES[Math.floor(random() * CATEGORIES.length)]
  return `/api/v1/occurrences?from=${iso(from)}&category=${category}&type=lecture&limit=20`
}

function iso(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`
}

interface Statement {
  /** Where it is prepared. */
  name?: string
  text: string
  values: unknown[]
}

/** What a request sends to the database, in the way that it is sent. */
async function statementsOf(service: Service, path: string): Promise<Statement[]> {
  const sent: Statement[] = []
  const original = pg.Client.prototype.query
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [asked, values] = args
    if (isPrepared(asked)) sent.push(asked)
    else if (typeof asked === 'string' && Array.isArray(values)) sent.push({ text: asked, values })
    return Reflect.apply(original, this, args)
  }
  try {
    await service.call('GET', path)
  } finally {
    pg.Client.prototype.query = original
  }
  return sent
}

function isPrepared(asked: unknown): asked is Statement {
  return typeof asked === 'object' && asked !== null && 'name' in asked && 'values' in asked
}
