/** Posting single events by many at once, against bare inserts of the same rows. */
import pg from 'pg'
import { eventBody } from './bodies.ts'
import { median, type Result, result } from './measure.ts'
import type { PostgresServer } from './postgres.ts'
import { insertRows, type Rows, rowsOfEach, takeRows } from './rows.ts'
import { ADMIN_KEY, openFilled, startService } from './service.ts'
import { load } from './wrk.ts'

const CONNECTIONS = 16
const EVENTS = 1_000
const ROUNDS = 5
const DATABASE = 'bench_posting'

export async function posting(server: PostgresServer): Promise<Result[]> {
  const service = await openFilled(server, DATABASE, 10_000, 3)
  const served = await startService(server.url(DATABASE))
  const pool = new pg.Pool({ connectionString: server.url(DATABASE), max: CONNECTIONS })
  const headers = { Authorization: `Bearer ${ADMIN_KEY}`, 'Content-Type': 'application/json' }
  const ours: number[] = []
  const bare: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const target = { port: served.port, pids: [served.pid], headers, script: posts(round) }
    ours.push((await load(target, CONNECTIONS, 4)).rate)
    const ids = (
      await service.deps.db.selectFrom('events').select('id').orderBy('id', 'desc').limit(EVENTS).execute()
    ).map(({ id }) => id)
    const client = await pool.connect()
    const each = rowsOfEach(await takeRows(client, ids))
    client.release()
    bare.push(await insertEach(pool, each))
  }
  await pool.end()
  await served.stop()
  await service.close()
  const what = `posting events, ${CONNECTIONS} at once: rate`
  return [result(what, '/s', median(ours), median(bare), 'bare inserts of the same rows', { atLeast: 0.6 })]
}

/** One transaction for each event. @returns events a second */
async function insertEach(pool: pg.Pool, each: readonly Rows[][]): Promise<number> {
  let next = 0
  const start = performance.now()
  const insertOn = async () => {
    const client = await pool.connect()
    for (let own = each[next++]; own !== undefined; own = each[next++]) await insertRows(client, own)
    client.release()
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, insertOn))
  return each.length / ((performance.now() - start) / 1000)
}

/** Single events, another each time, and each at a time and place of its own: nothing looks like a duplicate. */
function posts(round: number): string {
  const { externalId, recurrence, ...body } = eventBody(1, Date.now() + round)
  const text = JSON.stringify({
    ...body,
    title: { sv: 'Konsert NUMBER', en: 'Concert NUMBER' },
    start: 'STARTS',
    website: 'https://example.org/NUMBER',
    location: { name: { sv: 'Sal NUMBER' }, locality: 'Lund' },
  })
  return `
local body = [==[${text}]==]
local n = 0
request = function()
  n = n + 1
  local start = os.date("!%Y-%m-%dT%H:%M", ${Date.UTC(2027, 0) / 1000} + math.random(0, 1000000) * 60)
  local own = body:gsub("NUMBER", seed .. "-" .. n):gsub("STARTS", start)
  return wrk.format("POST", "/api/v1/events", nil, own)
end`
}
