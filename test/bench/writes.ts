/** Writing: a series against a single event, and a batch against bare inserts of the same rows. */
import pg from 'pg'
import { createEvent } from '../../src/events/create.ts'
import { issueKey } from '../../src/partners/issue-key.ts'
import { putHook } from '../../src/webhooks/manage.ts'
import { WEBHOOK_TYPES } from '../../src/webhooks/outbox.ts'
import { eventBody } from './bodies.ts'
import { byTurns, type Result, result } from './measure.ts'
import type { PostgresServer } from './postgres.ts'
import { insertRows, type Rows, takeRows } from './rows.ts'
import { openFilled, type Service } from './service.ts'

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

  const posting = await throughApi(service, () => body(false))

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
    result(
      'a post with key, idempotency and outbox',
      'ms',
      posting.api.wall,
      posting.core.wall,
      'the core’s write',
      1.5,
    ),
    result('a batch of 500 events', 'ms', many.ours.wall, many.bare.wall, 'bare inserts of the same rows', 2),
  ]
}

/** The same write by the core alone, and through the API by a partner's key, under an Idempotency-Key, with a hook that listens. */
async function throughApi({ deps, call }: Service, body: () => object) {
  const [slug, partner] = [`bench-${deps.newId()}`, 'bench']
  const named = { slug: partner, name: 'Bench', trusted: true }
  await deps.db
    .insertInto('partners')
    .values(named)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { key } = await issueKey(deps.db, deps, partner, {
    name: slug,
    scopes: ['events:write'],
    expires: null,
  })
  const principal = { partner, trusted: true, scopes: ['events:write'], keyId: 'bench' } as const
  const hook = { url: 'https://bench.example/', types: [...WEBHOOK_TYPES] }
  await putHook(deps, principal, 'bench', hook, false)
  const writer = { deps, principal, dryRun: false }
  const listens = (does: boolean) =>
    deps.db
      .updateTable('webhooks')
      .set({ disabled: does ? null : 'not now' })
      .execute()
  const headers = () => ({ Authorization: `Bearer ${key}`, 'Idempotency-Key': deps.newId() })
  const costs = await byTurns(
    { core: () => createEvent(writer, body()), api: () => call('POST', '/api/v1/events', body(), headers()) },
    { rounds: 80, before: (side) => listens(side === 'api') },
  )
  await listens(false)
  return costs
}
