/** The month as a page, against the same month as JSON. */
import { type Result, result } from './measure.ts'
import type { PostgresServer } from './postgres.ts'
import { unkept } from './queries.ts'
import { servedFilled } from './service.ts'
import { loadByTurns } from './wrk.ts'

const PAGE = '/?view=month&date=2026-06'
const LIST = '/api/v1/occurrences?from=2026-06-01&to=2026-07-01&limit=200'
const AMOUNT = { connections: 8, seconds: 3, rounds: 3 }

export async function pages(server: PostgresServer): Promise<Result[]> {
  const service = await servedFilled(server, 'bench_500', 500, 4)
  const target = { port: service.port, pids: [service.pid] }
  const made = await loadByTurns(
    { page: { ...target, script: unkept(PAGE) }, list: { ...target, script: unkept(LIST) } },
    AMOUNT,
  )
  const kept = await loadByTurns({ page: { ...target, path: PAGE }, list: { ...target, path: LIST } }, AMOUNT)
  const answer = await fetch(`http://127.0.0.1:${service.port}${LIST}`)
  const { items }: { items: unknown[] } = await answer.json()
  await service.stop()
  const what = `a month of ${items.length} as a page`
  return [
    result(`${what}, nothing kept: rate`, '/s', made.page.rate, made.list.rate, 'as JSON', { atLeast: 0.5 }),
    result(`${what}, kept: rate`, '/s', kept.page.rate, kept.list.rate, 'as JSON', { atLeast: 1 }),
  ]
}
