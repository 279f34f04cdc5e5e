import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { connect, createServer as createSilentServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type Child, runChild } from './support/child.ts'
import { ADMIN_KEY } from './support/deps.ts'
import { temporaryFolder } from './support/folder.ts'

// Processes start slowly where much runs beside them.
vi.setConfig({ testTimeout: 180_000 })

const MEMORY = { DATA_DIR: 'memory://', PORT: '0', LOG_LEVEL: 'warn', ADMIN_KEY }

describe('a start that cannot be', () => {
  test('names the wrong variables in one line', async () => {
    const child = runChild('src/node.ts', [], { env: { ...MEMORY, PORT: 'http', TIME_ZONE: 'Mars/Olympus' } })
    expect(await child.ended).toBe(1)
    expect(child.said()).toBe(
      'Wrong configuration: PORT: must be a whole number; TIME_ZONE: must be an IANA time zone, such as Europe/Stockholm\n',
    )
  })

  test('names the port that another program has', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    onTestFinished(() => void other.close())
    const address = other.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    const child = runChild('src/node.ts', [], { env: { ...MEMORY, PORT: port } })
    expect(await child.ended).toBe(1)
    expect(child.said()).toBe(
      `PORT: ${port} is taken by another program. Choose another, or stop that one.\n`,
    )
  })

  test('names the database that does not answer, without its password', async () => {
    const env = { ...MEMORY, DATABASE_URL: 'postgres://calendar:tell-nobody@127.0.0.1:1/calendar' }
    const child = runChild('src/node.ts', [], { env })
    expect(await child.ended).toBe(1)
    expect(child.said()).toMatch(/^DATABASE_URL: the database does not answer \(.*\)\n$/)
    expect(child.said()).not.toContain('tell-nobody')
  })
})

describe('a start', () => {
  test('says where the calendar is, and how to make a key where there is none', async () => {
    const { child, port } = await start({ ...MEMORY, ADMIN_KEY: '' })
    expect(child.said()).toBe(`The calendar is at    http://127.0.0.1:${port}/
Subscribe to          http://127.0.0.1:${port}/calendar.ics
The API is at         http://127.0.0.1:${port}/api/v1
and described at      http://127.0.0.1:${port}/docs
Nobody may write to it yet, as no ADMIN_KEY is set. Make one, then start again:
  echo "ADMIN_KEY=$(node -p 'crypto.randomUUID()')" >> .env
`)
  })

  test('takes from .env what is not set already', async () => {
    const cwd = await temporaryFolder()
    await writeFile(join(cwd, '.env'), `ADMIN_KEY=${ADMIN_KEY}\nPUBLIC_URL=https://env.example\n`)
    const { child, url } = await start({ DATA_DIR: 'memory://', PORT: '0', PUBLIC_URL: '' }, cwd)
    expect(child.said()).toContain(`The calendar is at    ${url}/`)
    const headers = { Authorization: `Bearer ${ADMIN_KEY}` }
    expect((await fetch(`${url}/api/v1/events`, { headers })).status).toBe(200)
  })
})

test('a first start keeps none of the memory that making its database took', async () => {
  const first = await start({ ...MEMORY, DATA_DIR: await temporaryFolder() })
  const metrics = await (await fetch(`${first.url}/metrics`)).text()
  const bytes = Number(/^process_resident_memory_bytes (\d+)$/m.exec(metrics)?.[1])
  expect(bytes).toBeGreaterThan(50e6)
  // 270 MB here; it was 480 where a thread made the database.
  expect(bytes).toBeLessThan(380e6)
})

describe('SIGTERM', () => {
  test('lets a request under way finish, refuses new ones, and ends with status 0', async () => {
    const { child, port, url } = await start(MEMORY)
    await (await fetch(`${url}/healthz`)).text()
    const slow = await beginPost(port)

    child.kill('SIGTERM')
    await expect.poll(() => isRefused(port)).toBe(true)
    const answer = text(slow)
    slow.write(BODY.slice(10))

    expect(await answer).toMatch(/^HTTP\/1\.1 201 Created\r\n(.+\r\n)*Connection: close\r\n/)
    expect(await child.ended).toBe(0)
  })

  test('does not wait for a request that never comes whole', async () => {
    const { child, port } = await start(MEMORY)
    const slow = await beginPost(port)
    child.kill('SIGTERM')
    expect(await child.ended).toBe(0)
    slow.destroy()
  })

  test('ends a start that waits for its database', async () => {
    const silentDatabase = createSilentServer().listen(0, '127.0.0.1')
    onTestFinished(() => void silentDatabase.close())
    await once(silentDatabase, 'listening')
    const address = silentDatabase.address()
    const host = typeof address === 'object' ? `127.0.0.1:${address?.port}` : ''
    const child = runChild('src/node.ts', [], { env: { ...MEMORY, DATABASE_URL: `postgres://${host}/none` } })
    await once(silentDatabase, 'connection')
    child.kill('SIGTERM')
    expect(await child.ended).toBe(0)
  })
})

test('a folder is one process’s at a time', async () => {
  const dir = await temporaryFolder()
  const { child } = await start({ ...MEMORY, DATA_DIR: dir })
  const second = runChild('src/node.ts', [], { env: { ...MEMORY, DATA_DIR: dir } })
  expect(await second.ended).toBe(1)
  expect(second.said()).toMatch(
    new RegExp(`^DATA_DIR ${dir} is in use by process ${child.pid} on [^\\n]*\\n$`),
  )
})

async function start(env: Record<string, string>, cwd?: string) {
  const child: Child = runChild('src/node.ts', [], { env, ...(cwd ? { cwd } : {}) })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await child.ended
  })
  await child.says('and described at')
  await expect.poll(() => child.said().endsWith('\n')).toBe(true)
  const url = /The calendar is at\s+(http.*)\//.exec(child.said())?.[1] ?? ''
  return { child, url, port: Number(new URL(url).port) }
}

const BODY = JSON.stringify({ title: 'Sent slowly', start: '2026-12-01T18:00' })

/** A request of which the service has the head and ten octets of the body. */
async function beginPost(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const head = [
    'POST /api/v1/events HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    `Authorization: Bearer ${ADMIN_KEY}`,
    'Content-Type: application/json',
    `Content-Length: ${BODY.length}`,
    'Expect: 100-continue',
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  const [chunk] = await once(socket, 'data')
  expect(String(chunk)).toBe('HTTP/1.1 100 Continue\r\n\r\n')
  socket.write(BODY.slice(0, 10))
  return socket
}

async function isRefused(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return false
  } catch {
    return true
  } finally {
    socket.destroy()
  }
}

async function text(socket: Socket): Promise<string> {
  const chunks = await socket.toArray()
  return Buffer.concat(chunks).toString()
}
