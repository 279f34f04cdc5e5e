/** Memory of one process: with a big calendar, and with clients that read slowly. */
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { WORDS } from './bodies.ts'
import { type Result, result } from './measure.ts'
import type { PostgresServer } from './postgres.ts'
import { residentOf, type Served } from './processes.ts'
import { month, next, search } from './queries.ts'
import { servedFilled } from './service.ts'
import { load } from './wrk.ts'

const MB = 1e6
const SLOW_CLIENTS = 8

export async function memory(server: PostgresServer): Promise<Result[]> {
  const big = await servedFilled(server, 'bench_100000', 100_000, 1)
  const target = { port: big.port, pids: [big.pid] }
  const ask = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${big.port}${path}`)
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  }
  for (const script of [month(200), next(20), search(WORDS), month(20)])
    await load({ ...target, script }, 8, 8)
  for (let i = 1; i <= 12; i++) {
    await ask(`/?view=month&date=2026-${String(i).padStart(2, '0')}`)
    await ask(`/calendar.ics?locality=Lund&type=lecture&tag=-x${i}`)
    await ask(`/calendar.rss?tag=-x${i}`)
  }
  const busy = residentOf(big.pid)
  const { rss: steady } = await big.settledMemory()
  await big.stop()

  const middle = await servedFilled(server, 'bench_feed', 10_000, 2)
  const slow = await withSlowClients(middle)
  await middle.stop()
  return [
    result('memory with 100,000 events after mixed reads', 'MB', steady / MB, 1, 'one MB', 250),
    result('the same while they are made', 'MB', busy / MB, 1, 'one MB', null),
    result(`what ${SLOW_CLIENTS} slow clients of the feed of 10,000 take`, 'MB', slow / MB, 1, 'one MB', 20),
  ]
}

/** How much more the process takes while they read, in octets. */
async function withSlowClients(service: Served): Promise<number> {
  const url = `http://127.0.0.1:${service.port}/calendar.ics?past=all`
  for (let i = 0; i < 5; i++) await (await fetch(url)).arrayBuffer()
  const { rss: before } = await service.settledMemory()
  const clients = Array.from({ length: SLOW_CLIENTS }, () => readSlowly(service.port))
  let most = 0
  for (let i = 0; i < 10; i++) {
    await sleep(500)
    most = Math.max(most, residentOf(service.pid))
  }
  for (const client of clients) client.destroy()
  return most - before
}

/** Takes a chunk (64 kB) a second of what it is sent. */
function readSlowly(port: number): Socket {
  const socket = connect(port, '127.0.0.1')
  socket.write('GET /calendar.ics?past=all HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
  socket.on('data', () => {
    socket.pause()
    setTimeout(() => socket.resume(), 1000)
  })
  socket.on('error', () => {})
  return socket
}
