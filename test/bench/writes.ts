/** Writing: a series against a single event, and a batch against bare inserts of the same rows. */
import pg from 'pg'
import { eventBody } from './bodies.ts'
import { byTurns, type Result, result } from './measure.ts'
import type { PostgresServer } from './postgres.ts'
import { openFilled } from './service.ts'

const BATCH = 500

export async function writes(server: PostgresServer): Promise<Result[]> {
  const service = await openFilled(server, 'bench_writes', 10_000, 3)
  const bare = new pg.Client(server.url('bench_writes'))
  await bare.connect()
  let n = 0
  const seed = Date.now()
  const body = (series: boolean) => {
    const { externalId, recurrence, ...rest } = eventBody(++n * 10 + 1, seed)
    return series ? { ...rest, recurrence: { rrule: 'FREQ=WEEKLY;COUNT=105' } } : rest
  }
  const one = await byTurns(
    {
      series: () => service.call('POST', '/api/v1/events', body(true)),
      single: () => service.call('POST', '/api/v1/events', body(false)),
    },
    { rounds: 80 },
  )

  let batches = 0
  let rows: Rows[] = []
  const nextBatch = async () => {
    const items = Array.from({ length: BATCH }, (_, i) => eventBody(i, seed + ++batches * 1000 + i))
    const answer = await service.call('POST', '/api/v1/events/batch', { items })
    const { items: answers }: { items: { id: string }[] } = JSON.parse(new TextDecoder().decode(answer))
    last = answers.map(({ id }) => id)
  }
  let last: string[] = []
  const many = await byTurns(
    {
      ours: nextBatch,
      bare: () => insertRows(bare, rows),
    },
    {
      rounds: 12,
      warmUp: 2,
      before: async (side) => {
        if (side !== 'bare') return
        if (last.length === 0) await nextBatch()
        rows = await takeRows(bare, last)
        last = []
      },
    },
  )
  await bare.end()
  await service.close()
  return [
    result('a weekly series of 105', 'ms', one.series.wall, one.single.wall, 'a single event', 4),
    result('a batch of 500 events', 'ms', many.ours.wall, many.bare.wall, 'bare inserts of the same rows', 2),
  ]
}

interface Rows {
  table: string
  columns: { name: string; type: string }[]
  values: (string | null)[][]
}

const TABLES = { events: 'id', occurrences: 'event_id', feed_entries: 'event_id', slugs: 'event_id' }
/** The protocol counts a statement's parameters in 16 bits. */
const MOST_PARAMETERS = 60_000

/** Takes the rows of these events out of the tables, each value as text, so that they can be inserted again. */
async function takeRows(client: pg.Client, ids: readonly string[]): Promise<Rows[]> {
  const taken: Rows[] = []
  for (const [table, key] of Object.entries(TABLES)) {
    const { rows: columns } = await client.query<{ name: string; type: string }>(
      `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
      [table],
    )
    const list = columns.map(({ name }) => `${name}::text`).join()
    const { rows } = await client.query<(string | null)[]>({
      text: `select ${list} from ${table} where ${key} = any($1)`,
      values: [ids],
      rowMode: 'array',
    })
    taken.push({ table, columns, values: rows })
  }
  for (const [table, key] of Object.entries(TABLES).reverse())
    await client.query(`delete from ${table} where ${key} = any($1)`, [ids])
  return taken
}

/** In one transaction, as few statements as the protocol allows. */
async function insertRows(client: pg.Client, taken: readonly Rows[]): Promise<void> {
  await client.query('begin')
  for (const { table, columns, values } of taken) {
    const most = Math.floor(MOST_PARAMETERS / columns.length)
    for (let from = 0; from < values.length; from += most) {
      const part = values.slice(from, from + most)
      const places = part.map((_, i) => {
        const own = columns.map(({ type }, j) => `$${i * columns.length + j + 1}::${type}`)
        return `(${own.join()})`
      })
      await client.query(`insert into ${table} values ${places.join()}`, part.flat())
    }
  }
  await client.query('commit')
}
