import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import { expect, onTestFinished, test } from 'vitest'
import type { Env } from '../../src/http/env.ts'
import { respond } from '../../src/http/respond.ts'
import { type Fetch, type Front, listen, type Patience } from '../../src/listen.ts'

/** Long, but for what a test is about. */
const LONG: Patience = {
  head: 60_000,
  request: 60_000,
  between: 60_000,
  idle: 60_000,
  answer: 60_000,
  check: 20,
  connections: 100,
}
/** More than the system keeps for a connection, on both sides. */
const LARGE = new Uint8Array(48 * 1024 * 1024).fill(120)

async function serverOf(
  patience: Partial<Patience>,
  fetch: Fetch = () => new Response('made'),
  front?: Front,
) {
  const serving = front ? { fetch, front } : fetch
  const server = await listen('127.0.0.1', 0, () => serving, { ...LONG, ...patience })
  onTestFinished(() => server.drain(0))
  const open = async () => {
    const socket = connect(server.port, '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    socket.on('error', () => {})
    await once(socket, 'connect')
    return socket
  }
  return { ...server, open }
}

const GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'

/** All that still comes until the connection ends. */
async function rest(socket: Socket): Promise<string> {
  let text = ''
  socket.setEncoding('latin1').on('data', (chunk) => {
    text += chunk
  })
  socket.resume()
  if (!socket.closed) await once(socket, 'close')
  return text
}

test('a head that never ends is answered with 408 and cut', async () => {
  const { open } = await serverOf({ head: 150 })
  const socket = await open()
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n')
  const dribble = setInterval(() => socket.write('X-Slow: 1\r\n'), 20)
  expect(await rest(socket)).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n.*"status":408}$/s)
  clearInterval(dribble)
})

test('a connection on which nobody asks anything is cut', async () => {
  const { open } = await serverOf({ head: 150 })
  await rest(await open())
})

test('a body that comes too slowly is cut, and its handler goes on without it', async () => {
  const read: string[] = []
  const { open } = await serverOf({ head: 100, request: 200 }, async (request) => {
    await request.text().catch(() => read.push('cut'))
    return new Response('late')
  })
  const socket = await open()
  socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n')
  const dribble = setInterval(() => socket.write('x'), 20)
  expect(await rest(socket)).not.toContain('late')
  clearInterval(dribble)
  await expect.poll(() => read).toEqual(['cut'])
})

/** One part of it after the other. */
function inParts(): Response {
  let sent = 0
  const body = new ReadableStream({
    pull(controller) {
      controller.enqueue(LARGE.subarray(sent, sent + 65_536))
      sent += 65_536
      if (sent >= LARGE.length) controller.close()
    },
  })
  return new Response(body, { headers: { 'Content-Length': String(LARGE.length) } })
}
/** All parts of it at once, as they are in memory. */
const inMemory = new Hono<Env>().get('/', (c) => {
  c.set('requestId', 'one')
  const parts = Array.from({ length: 16 }, (_, n) =>
    LARGE.subarray((n * LARGE.length) / 16, ((n + 1) * LARGE.length) / 16),
  )
  return respond(c, parts)
})
/** Answers before the application is asked. */
const FRONT: Front = {
  answers(_, outgoing) {
    outgoing.end(LARGE)
    return true
  },
  remembering: () => undefined,
}

test.each([
  ['at once', () => serverOf({ idle: 200, answer: 2000 }, () => new Response(LARGE))],
  ['in parts', () => serverOf({ idle: 200, answer: 2000 }, inParts)],
  ['in parts from memory', () => serverOf({ idle: 200, answer: 2000 }, inMemory.fetch)],
  ['before the application', () => serverOf({ answer: 200 }, undefined, FRONT)],
])('a client that takes nothing of what is sent %s is cut', async (_, serve) => {
  const { open, stats } = await serve()
  const socket = await open()
  socket.pause()
  socket.write(GET)
  await expect.poll(() => stats(), { timeout: 10_000 }).toEqual({ answering: 0, cut: 1, turnedAway: 0 })
  expect((await rest(socket)).length).toBeLessThan(LARGE.length)
})

test('a client that takes something now and then is cut when all its time is over', async () => {
  const { open, stats } = await serverOf({ answer: 600 }, () => new Response(LARGE))
  const socket = await open()
  socket.pause()
  socket.write(GET)
  const sip = setInterval(() => socket.read(65_536), 20)
  await expect.poll(() => stats(), { timeout: 10_000 }).toEqual({ answering: 0, cut: 1, turnedAway: 0 })
  clearInterval(sip)
})

test('who takes the answer gets all of it, and may ask again on the same connection', async () => {
  const { open } = await serverOf({ idle: 500 }, async () => {
    await sleep(50)
    return new Response(LARGE)
  })
  const socket = await open()
  for (const _ of ['first', 'second']) {
    socket.write(GET)
    let size = 0
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
      size += chunk.length
      if (size > LARGE.length) break
    }
    expect(size).toBeGreaterThan(LARGE.length)
    await sleep(50)
    socket.read()
  }
})

test('more connections than may be are closed at once', async () => {
  const { open, stats } = await serverOf({ connections: 2 })
  await open()
  await open()
  expect(await rest(await open())).toBe('')
  expect(stats().turnedAway).toBe(1)
})

test.each<[string, Fetch]>([
  ['as a whole', () => new Response(LARGE)],
  ['in parts', inMemory.fetch],
])('clients that do not read hold no copies of a body that is sent %s', async (_, fetch) => {
  const { open, stats } = await serverOf({}, fetch)
  const external = () => {
    const { external: outside, arrayBuffers } = process.memoryUsage()
    return outside + arrayBuffers
  }
  const before = external()
  for (let i = 0; i < 8; i++) {
    const socket = await open()
    socket.pause()
    socket.write(GET)
  }
  await expect.poll(() => stats().answering).toBe(8)
  await sleep(100)
  expect(external() - before).toBeLessThan(LARGE.length / 2)
})
