import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { publishChanges } from '../../src/changes/log.ts'
import { randomFrom } from '../bench/measure.ts'
import { type Calendar, openCalendar } from '../events/calendar.ts'
import { engine } from '../support/database.ts'
import { Mirror, served } from './mirror.ts'

let calendar: Calendar

beforeEach(async () => {
  calendar = await openCalendar()
  onTestFinished(calendar.close)
})

const QUERIES = ['', 'limit=3', 'tag=jazz', 'tag=-jazz', 'type=lecture&tag=rock&tag=jazz', 'q=konsert']

test('mirrors that follow while many write converge to GET /events, with whatever filters', async () => {
  const mirrors = QUERIES.map((query) => new Mirror(calendar, query))
  let isOver = false
  const following = mirrors.map(async (mirror) => {
    while (!isOver) await mirror.readPage().then(() => sleep(20))
  })
  const published = (await Promise.all(Array.from({ length: 6 }, (_, n) => writeAtRandom(n)))).flat()
  isOver = true
  await Promise.all(following)
  for (const [i, mirror] of mirrors.entries()) {
    await mirror.follow()
    const query = (QUERIES[i] ?? '').replace(/limit=\d+/, '')
    expect(mirror.events).toEqual(await served(calendar, query))
  }
  // None skipped on the way either: every event that was ever published was told of.
  const told = new Set(mirrors[0]?.items.map(({ eventId }) => eventId))
  expect(published.filter((id) => !told.has(id))).toEqual([])
  expect((await served(calendar)).size).toBeGreaterThan(3)
}, 90_000)

/** Posts, changes, archives, removes and batches, sharing external ids with the other writers. Ids that it published. */
async function writeAtRandom(seed: number): Promise<string[]> {
  const random = randomFrom(seed + 1)
  const one = <T>(...items: [T, ...T[]]): T => items[Math.floor(random() * items.length)] ?? items[0]
  const event = () => ({
    title: one('Konsert', 'Möte', 'Film'),
    start: '2026-12-01T18:00',
    type: one('lecture', 'meeting'),
    tags: [one('jazz', 'rock', 'folk')],
  })
  const ids: string[] = []
  for (let step = 0; step < 9; step++) {
    const id = ids[Math.floor(random() * ids.length)]
    const dice = random()
    if (id === undefined || dice < 0.3) ids.push((await calendar.create(event())).id)
    else if (dice < 0.55) await calendar.send('PATCH', `/api/v1/events/${id}`, event())
    else if (dice < 0.65)
      await calendar.send('PATCH', `/api/v1/events/${id}`, { state: one('archived', 'published') })
    else if (dice < 0.75) await calendar.send('DELETE', `/api/v1/events/${id}`)
    else {
      const items = ['a', 'b', 'c'].map((externalId) => ({ externalId, ...event() }))
      await calendar.send('POST', '/api/v1/events/batch', { items })
    }
  }
  return ids
}

test('a change whose transaction is still open hides none that began later: that one waits', async ({
  skip,
}) => {
  skip(engine === 'pglite', 'PGlite has one connection: no two transactions are open at once')
  const { db } = calendar.deps
  const change = (eventId: string) => ({ eventId, type: 'event.removed' as const, terms: [] })
  const [slow, fast] = [calendar.deps.newId(), calendar.deps.newId()]
  const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>()
  const { promise: isLogged, resolve: logged } = Promise.withResolvers<void>()
  const order: string[] = []
  const first = db.transaction().execute(async (tx) => {
    await publishChanges(tx, [change(slow)])
    logged()
    await mayCommit
    order.push('slow')
  })
  await isLogged
  const second = db
    .transaction()
    .execute((tx) => publishChanges(tx, [change(fast)]))
    .then(() => order.push('fast'))
  const mirror = new Mirror(calendar)
  await mirror.follow()
  await sleep(50)
  await mirror.follow()
  expect([order, mirror.items]).toEqual([[], []])
  commit()
  await Promise.all([first, second])
  await mirror.follow()
  expect(order).toEqual(['slow', 'fast'])
  expect(mirror.items.map(({ eventId }) => eventId)).toEqual([slow, fast])
})
