import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { promisify } from 'node:util'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { curlCommand } from '../../../src/docs/reference/curl.ts'
import type { Operation } from '../../../src/docs/reference/document.ts'
import { type Calendar, openCalendar } from '../../events/calendar.ts'
import { ADMIN_KEY } from '../../support/deps.ts'
import { makePartner } from '../../support/partner.ts'
import { textOf } from './described.ts'

/** They need what no calendar has by itself: a feed of somebody's, or a message that was sent. */
const NOT_TRIED = ['putSource', 'getSource', 'deleteSource', 'replayDelivery']

const EVENT = { title: 'Premiär', start: '2026-12-01T18:00' }

let calendar: Calendar
let origin: string
let close: () => void
/** By operationId, as they stand on the page, with ids of this calendar in place of the document's examples. */
let commands: Map<string, string>
let markup: string

beforeAll(async () => {
  calendar = await openCalendar()
  const server = createServer(getRequestListener(calendar.app.fetch)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  origin = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : ''
  calendar.deps.config.publicUrl = origin
  close = () => server.close()

  markup = await (await fetch(`${origin}/docs/api?lang=en`)).text()
  const blocks = [...markup.matchAll(/aria-label="curl: (\w+)"><pre[^>]*><code>([\s\S]*?)<\/code>/g)]
  commands = new Map(blocks.map(([, id = '', text = '']) => [id, textOf(text)]))
})
afterAll(async () => {
  close()
  await calendar.close()
})

/** Runs a command as a reader does, and gives the status of the answer and its body. */
async function run(command: string) {
  const script = `set -eu\ncurl() { command curl -sS -w '\\n%{http_code}' "$@"; }\n${command}`
  const env = { PATH: process.env.PATH ?? '', KEY: ADMIN_KEY }
  const { stdout } = await promisify(execFile)('sh', ['-c', script], { env })
  const end = stdout.lastIndexOf('\n')
  const text = stdout.slice(0, end)
  return { status: Number(stdout.slice(end + 1)), text, body: text ? JSON.parse(text) : null }
}

/** In earnest: what the operation makes, others need. */
const inEarnest = (id: string) => run((commands.get(id) ?? '').replace(/\?dryRun=true/, ''))

test('each operation’s command does it, and with dryRun stores nothing', async () => {
  expect(commands.size).toBeGreaterThan(40)
  for (const id of ['putPartner', 'putCategory', 'putView', 'putWebhook'])
    expect([id, (await inEarnest(id)).status]).toEqual([id, 201])
  const event = (await inEarnest('createEvent')).body
  const { body: key } = await inEarnest('addKey')
  const tag = (await calendar.get(`/api/v1/events/${event.id}`)).headers.get('etag')
  const { authorization } = await makePartner(calendar.deps, { slug: 'lilla-teatern' })
  const { body: waiting } = await calendar.send('POST', '/api/v1/events', EVENT, authorization)
  const before = await calendar.contents()
  const failed: unknown[] = []
  for (const [id, command] of commands) {
    if (NOT_TRIED.includes(id)) continue
    const own = command
      .replace('019d1f6e-7c00-7000-8000-000000000001', id === 'putPublication' ? waiting.id : event.id)
      .replace('019a5b1e-7c00-7000-8000-00000000000a', key.id)
      .replace(`IF_MATCH='"1"'`, `IF_MATCH='${tag}'`)
    const { status, text } = await run(own)
    if (status < 200 || status > 299) failed.push([own, status, text])
  }
  expect(failed).toEqual([])
  expect(await calendar.contents()).toEqual(before)
})

test('a command says which values are the reader’s own, and where they are found', () => {
  const own = (id: string) => {
    const [, after = ''] = markup.split(`<section class="operation" id="${id}">`)
    const [section = ''] = after.split('</section>')
    const [, list = ''] =
      /<h4>Example<\/h4>\n<p>Put your own[^<]*<\/p>\n<ul>([\s\S]*?)<\/ul>/.exec(section) ?? []
    const items = list.matchAll(/<code>(\w+)<\/code>: (.*?)<\/li>/g)
    return [...items].map(
      ([, name, origin = '']) => `${name} ${/href="(#\w+)/.exec(origin)?.[1] ?? textOf(origin)}`,
    )
  }
  expect(own('listEvents')).toEqual([])
  expect(own('getEvent')).toEqual(['ID #listEvents'])
  expect(own('replaceEvent')).toEqual(['ID #listEvents', 'IF_MATCH #getEvent'])
  expect(own('putPublication')).toEqual(['ID #listEvents'])
  expect(own('changeOccurrence').slice(0, 2)).toEqual([
    'ID #listEvents',
    'RECURRENCE_ID #listEventOccurrences',
  ])
  expect(own('upsertEvent')).toEqual(['EXTERNAL_ID of your choice'])
  expect(own('putView')).toEqual(['SLUG of your choice'])
  expect(own('deleteCategory')).toEqual(['SLUG #listCategories'])
  expect(own('revokeKey')).toEqual(['SLUG #listPartners', 'ID #listKeys'])
  expect(own('replayDelivery')).toEqual(['SLUG #listWebhooks', 'ID #listDeliveries'])
})

test('what may be read without a key is one link away', async () => {
  const links = [...markup.matchAll(/browser: <a href="([^"]+)"/g)].map(([, href]) => textOf(href ?? ''))
  expect(links.length).toBeGreaterThan(6)
  for (const href of links) expect([href, (await fetch(href)).status]).toEqual([href, 200])
})

test('a command keeps what a shell would read otherwise', () => {
  const operation: Operation = {
    method: 'POST',
    path: '/notes/{own-name}/`$x`',
    id: 'note',
    summary: '',
    description: '',
    tag: '',
    secured: true,
    parameters: [
      { name: 'own-name', in: 'path', required: true, example: "a/b c's 10:00" },
      { name: 'limit', in: 'query', example: 5 },
      { name: 'q', in: 'query', example: 'left out' },
      { name: 'If-Match', in: 'header', required: true, example: '"1"' },
    ],
    body: { 'text/plain': { examples: { one: { value: "it's $HOME\r\n" } } } },
    responses: {},
  }
  expect(curlCommand(operation, 'https://calendar.example/api')).toBe(
    `OWN_NAME='a%2Fb%20c'\\''s%2010:00'
IF_MATCH='"1"'
curl -X POST "https://calendar.example/api/notes/$OWN_NAME/\\\`\\$x\\\`?limit=5" \\
  -H "Authorization: Bearer $KEY" \\
  -H "If-Match: $IF_MATCH" \\
  -H 'Content-Type: text/plain' \\
  --data-binary 'it'\\''s $HOME
'`,
  )
})
