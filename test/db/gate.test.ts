import { expect, test, vi } from 'vitest'
import { Gate, type GateOptions, type Lane } from '../../db/gate.ts'

const SHARES = { requests: 2, jobs: 1, vital: 1 }

function gateOf(options: Partial<GateOptions> = {}) {
  const clock = { now: 0 }
  const gate = new Gate({ shares: SHARES, monotonic: () => clock.now, ...options })
  const order: string[] = []
  const enter = async (lane: Lane, name: string) => {
    const leave = await gate.enter(lane)
    order.push(name)
    return leave
  }
  return { gate, clock, order, enter }
}

test('each lane has its share, and what is beyond waits in the order in which it came', async () => {
  const { gate, enter, order } = gateOf()
  const leave = await enter('requests', 'a')
  await Promise.all([enter('requests', 'b'), enter('jobs', 'job'), enter('vital', 'vital')])
  void enter('requests', 'c')
  void enter('requests', 'd')
  await Promise.resolve()
  expect(order).toEqual(['a', 'b', 'job', 'vital'])
  expect(gate.stats().lanes).toEqual({
    requests: { limit: 2, inUse: 2, waiting: 2 },
    jobs: { limit: 1, inUse: 1, waiting: 0 },
    vital: { limit: 1, inUse: 1, waiting: 0 },
  })
  leave()
  await vi.waitFor(() => expect(order.at(-1)).toBe('c'))
  expect(gate.stats().lanes.requests).toEqual({ limit: 2, inUse: 2, waiting: 1 })
})

test('where all share one connection, what is vital goes first, then requests and jobs by turns', async () => {
  const { enter, order } = gateOf({ total: 1 })
  const leave = await enter('requests', 'first')
  const others: [Lane, string][] = [
    ['requests', 'request 1'], ['requests', 'request 2'], ['jobs', 'job 1'], ['jobs', 'job 2'], ['vital', 'vital'],
  ] // biome-ignore format: a list to read
  const through = others.map(([lane, name]) => enter(lane, name).then((done) => done()))
  leave()
  await Promise.all(through)
  expect(order).toEqual(['first', 'vital', 'request 1', 'job 1', 'request 2', 'job 2'])
})

test('a request is refused at once where as many wait as may, and jobs never are', async () => {
  const { gate, enter } = gateOf({ mostWaiting: 1 })
  await Promise.all([enter('requests', 'a'), enter('requests', 'b'), enter('jobs', 'c')])
  void enter('requests', 'waits')
  void enter('jobs', 'waits')
  void enter('jobs', 'waits too')
  await expect(enter('requests', 'd')).rejects.toMatchObject({ name: 'BusyError', reason: 'queue full' })
  expect(gate.stats().refused).toEqual({ 'queue full': 1, 'wait too long': 0, 'event loop late': 0 })
  expect(gate.stats().lanes.jobs.waiting).toBe(2)
})

test('a request is refused at once where those before it have lately taken too long', async () => {
  const { clock, enter } = gateOf({ mostExpected: 500 })
  for (let i = 0; i < 100; i++) {
    const leave = await enter('requests', 'slow')
    clock.now += 400
    leave()
  }
  await enter('requests', 'a')
  const leave = await enter('requests', 'b')
  // On two connections of about 400 ms each, the first waits 200 ms, the second 400, the third 600.
  void enter('requests', 'first')
  void enter('requests', 'second')
  await expect(enter('requests', 'third')).rejects.toMatchObject({ reason: 'wait too long' })
  leave()
  void enter('requests', 'third')
})

/** A gate of ten connections for requests, each of which lately was held for so long. */
async function tenHeldFor(milliseconds: readonly number[]) {
  const made = gateOf({ shares: { requests: 10, jobs: 1, vital: 1 } })
  for (const duration of milliseconds) {
    const leave = await made.enter('requests', 'earlier')
    made.clock.now += duration
    leave()
  }
  /** How many of so many at once are refused. */
  const crowd = async (size: number) => {
    const waiting = Array.from({ length: size }, () => made.enter('requests', 'one').then((leave) => leave()))
    const outcomes = await Promise.allSettled(waiting)
    return outcomes.filter(({ status }) => status === 'rejected').length
  }
  return { crowd }
}

test('a burst that ten connections serve within two seconds is served whole, and one that they do not is not', async () => {
  const lately = Array.from({ length: 200 }, () => 200)
  expect(await (await tenHeldFor(lately)).crowd(50)).toBe(0)
  // Ten at once, and then a hundred in two seconds.
  expect(await (await tenHeldFor(lately)).crowd(200)).toBeGreaterThan(85)
})

test('one request that held its connection for a minute has no burst refused after it', async () => {
  const { crowd } = await tenHeldFor([60_000])
  expect(await crowd(50)).toBe(0)
})

test('a request whose turn does not come in its time is refused, and those behind it go on', async () => {
  const { gate, enter, order } = gateOf({ patience: 20 })
  const leave = await enter('requests', 'a')
  await enter('requests', 'stuck')
  await expect(enter('requests', 'late')).rejects.toMatchObject({ reason: 'wait too long' })
  expect(gate.stats().lanes.requests.waiting).toBe(0)
  leave()
  await enter('requests', 'next')
  expect(order).toEqual(['a', 'stuck', 'next'])
})

test('while the process has more to do than it can, requests alone are refused', async () => {
  const state = { isOverloaded: true }
  const { enter, order } = gateOf({ isOverloaded: () => state.isOverloaded })
  await expect(enter('requests', 'a')).rejects.toMatchObject({ reason: 'event loop late' })
  await enter('vital', 'vital')
  await enter('jobs', 'job')
  state.isOverloaded = false
  await enter('requests', 'later')
  expect(order).toEqual(['vital', 'job', 'later'])
})
