import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { expect, onTestFinished, test } from 'vitest'
import { openCalendar } from '../events/calendar.ts'
import { runChild } from '../support/child.ts'
import { ADMIN_KEY } from '../support/deps.ts'
import { temporaryFolder } from '../support/folder.ts'

test('says in one line that no calendar answers, or that the file is no list', async () => {
  const file = join(await temporaryFolder(), 'events.json')
  const run = async (text: string) => {
    await writeFile(file, text)
    const child = runChild('examples/post-events.mjs', [file, 'http://127.0.0.1:1'], { env: { ADMIN_KEY } })
    return [await child.ended, child.said()]
  }
  const [status, said] = await run('[{}]')
  expect([status, said]).toEqual([
    1,
    expect.stringMatching(/^http:\/\/127\.0\.0\.1:1 does not answer: .+\n$/),
  ])
  expect(await run('{}')).toEqual([1, `${file} is no list of events.\n`])
  expect(await run('[')).toEqual([1, expect.stringMatching(/cannot be read: .+\n$/)])
})

test('posts the events of a file as often as it is run, and names the bad ones', async () => {
  const calendar = await openCalendar()
  const server = createServer(getRequestListener(calendar.app.fetch)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.close()
    await calendar.close()
  })
  const address = server.address()
  const url = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : ''
  const file = join(await temporaryFolder(), 'events.json')
  const events = Array.from({ length: 501 }, (_, n) => ({
    externalId: `e${n}`,
    title: `Nr ${n}`,
    start: '2026-12-01',
  }))

  async function run(list: unknown[]) {
    await writeFile(file, JSON.stringify(list))
    const child = runChild('examples/post-events.mjs', [file, url], { env: { ADMIN_KEY } })
    return [await child.ended, child.said()]
  }

  expect(await run(events)).toEqual([0, '501 created, 0 updated, 0 unchanged, 0 failed\n'])
  const few = events.slice(0, 3)
  expect(await run(few)).toEqual([0, '0 created, 0 updated, 3 unchanged, 0 failed\n'])
  expect(await run(few.with(2, { externalId: 'e2', title: '', start: 'x' }))).toEqual([
    1,
    expect.stringMatching(/^e2: \/title must not be empty; \/start .*\n.*2 unchanged, 1 failed\n$/),
  ])
})
