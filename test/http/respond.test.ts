import { expect, onTestFinished, test } from 'vitest'
import { respond } from '../../src/http/respond.ts'
import { listen } from '../../src/listen.ts'
import { depsWithoutDatabase } from '../support/deps.ts'
import { around } from './app.ts'

test.each([
  ['nothing', ''],
  ['a short text', 'Vår – höst 🎻'],
  ['one that is sent as it is', 'Vår – höst 🎻'.repeat(4_000)],
  ['one that is too long for that', 'Vår – höst 🎻'.repeat(40_000)],
])('a text arrives whole, and its length before it: %s', async (_, text) => {
  const app = around(depsWithoutDatabase(), (api) => {
    api.get('/text', (c) => respond(c, text, { type: 'text/plain; charset=utf-8' }))
  })
  const server = await listen('127.0.0.1', 0, () => app.fetch)
  onTestFinished(() => server.drain(0))
  const url = `http://127.0.0.1:${server.port}/text`
  const size = String(new TextEncoder().encode(text).length)
  const whole = await fetch(url)
  expect(whole.headers.get('content-length')).toBe(size)
  expect(await whole.text()).toBe(text)
  const head = await fetch(url, { method: 'HEAD' })
  expect(head.headers.get('content-length')).toBe(size)
})
