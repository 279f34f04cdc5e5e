/** Rows of events taken out of the tables, to be inserted again by statements alone. */
import type pg from 'pg'

/** Rows of one table, their values as text. */
export interface Rows {
  table: string
  columns: { name: string; type: string }[]
  values: (string | null)[][]
}

const TABLES = {
  events: 'id',
  occurrences: 'event_id',
  feed_entries: 'event_id',
  slugs: 'event_id',
  history: 'event_id',
  changes: 'event_id',
}
/** The protocol counts a statement's parameters in 16 bits. */
const MOST_PARAMETERS = 60_000

/** Takes the rows of these events out of the tables, each value as text, so that they can be inserted again. */
export async function takeRows(client: pg.ClientBase, ids: readonly string[]): Promise<Rows[]> {
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
export async function insertRows(client: pg.ClientBase, taken: readonly Rows[]): Promise<void> {
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

/** The same, event by event. */
export function rowsOfEach(taken: readonly Rows[]): Rows[][] {
  const byEvent = new Map<string, Rows[]>()
  for (const { table, columns, values } of taken) {
    const key = columns.findIndex(({ name }) => name === TABLES[table as keyof typeof TABLES])
    for (const [id, own] of Map.groupBy(values, (row) => row[key] ?? '')) {
      byEvent.set(id, [...(byEvent.get(id) ?? []), { table, columns, values: own }])
    }
  }
  return [...byEvent.values()]
}
