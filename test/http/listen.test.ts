import { once } from 'node:events'
import { connect } from 'node:net'
import { Hono } from 'hono'
import { expect, onTestFinished, test } from 'vitest'
import type { Env } from '../../src/http/env.ts'
import { respond } from '../../src/http/respond.ts'
import { listen } from '../../src/listen.ts'

test.each([
  ['a Host that is none', 'GET / HTTP/1.1\r\nHost: [::\r\n'],
  ['a Host with a user', 'GET / HTTP/1.1\r\nHost: a@b:99999\r\n'],
  ['a backslash in the path', 'GET /\\evil.example HTTP/1.1\r\nHost: a\r\n'],
  ['a target of another server', 'GET evil.test:80 HTTP/1.1\r\nHost: a\r\n'],
  ['a target that is no path', 'OPTIONS * HTTP/1.1\r\nHost: a\r\n'],
])('answers %s, and holds no connection', async (_, head) => {
  const server = await listen('127.0.0.1', 0, () => () => new Response('made'))
  onTestFinished(() => server.drain(0))
  const socket = connect(server.port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(`${head}Connection: close\r\n\r\n`)
  let answer = ''
  for await (const chunk of socket) answer += chunk
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
  expect(answer).toContain('{"type":"about:blank","title":"Bad Request","status":400}')
  expect(answer.toLowerCase()).toContain('\r\ncache-control: no-store\r\n')
})

test('passes over an expectation that it does not know', async () => {
  const server = await listen('127.0.0.1', 0, () => () => new Response('made'))
  onTestFinished(() => server.drain(0))
  const socket = connect(server.port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write('GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nConnection: close\r\n\r\n')
  let answer = ''
  for await (const chunk of socket) answer += chunk
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n.*made$/s)
})

test.each([
  ['GET', 'Räksmörgås'],
  ['HEAD', ''],
])('answers %s with a body in parts as with any other', async (method, text) => {
  const octets = new TextEncoder().encode('Räksmörgås')
  const app = new Hono<Env>()
    .use((c, next) => {
      c.set('requestId', 'one')
      return next()
    })
    .get('/parts', (c) =>
      respond(c, [octets.slice(0, 2), octets.slice(2, 4), octets.slice(4)], { etag: '"a"' }),
    )
    .get('/whole', (c) => respond(c, [octets], { etag: '"a"' }))
  const server = await listen('127.0.0.1', 0, () => app.fetch)
  onTestFinished(() => server.drain(0))
  const answers = ['parts', 'whole', 'parts'].map(async (path) => {
    const answer = await fetch(`http://127.0.0.1:${server.port}/${path}`, { method })
    const { date, ...headers } = Object.fromEntries(answer.headers)
    return { status: answer.status, headers, text: await answer.text() }
  })
  const [parts, whole, again] = await Promise.all(answers)
  expect(whole).toMatchObject({ status: 200, headers: { etag: '"a"', 'content-length': '13' }, text })
  expect(parts).toEqual(whole)
  expect(again).toEqual(whole)
})
