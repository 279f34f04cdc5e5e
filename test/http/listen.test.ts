import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { listen } from '../../src/listen.ts'

test.each([
  ['a Host that is none', 'GET / HTTP/1.1\r\nHost: [::\r\n'],
  ['a Host with a user', 'GET / HTTP/1.1\r\nHost: a@b:99999\r\n'],
  ['a backslash in the path', 'GET /\\evil.example HTTP/1.1\r\nHost: a\r\n'],
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
})
