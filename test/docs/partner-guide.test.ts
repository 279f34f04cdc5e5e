import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { getRequestListener } from '@hono/node-server'
import { expect, onTestFinished, test } from 'vitest'
import { guardedFetch } from '../../src/outbound/guarded-fetch.ts'
import { nodeCarrier } from '../../src/outbound-node.ts'
import { createDeliverer } from '../../src/webhooks/deliver.ts'
import { openCalendar } from '../events/calendar.ts'
import { calendarFile, vevent } from '../imports/files.ts'
import { serveFeed } from '../sources/feed-server.ts'
import { temporaryFolder } from '../support/folder.ts'
import { makePartner } from '../support/partner.ts'
import { freePort } from '../support/postgres-server.ts'

const guide = await readFile(fileURLToPath(new URL('../../src/docs/partners.md', import.meta.url)), 'utf8')
const blocks = [...guide.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => String(block))

test('the guide for partners has commands for each step', () => {
  expect(blocks.length).toBe(13)
})

test('a trusted partner who follows the guide as written has a synced calendar', async () => {
  const { run, calendar, partner } = await follow(true)
  const [tried, faulty, posted, batch, changed, ended, source, file, waiting, , told, sent, feed] =
    await run()
  expect(tried).toMatchObject([{ dryRun: true, status: 'created' }])
  expect(faulty).toMatchObject([
    { status: 422, errors: [{ pointer: '/title' }, { pointer: '/colour' }, { pointer: '/start' }] },
  ])
  expect(posted).toMatchObject([{ externalId: 'opening-2027', state: 'published' }])
  expect(batch).toMatchObject([
    {
      items: [
        { externalId: 'opening-2027', status: 'updated', problem: null },
        { externalId: 'tour-2027', status: 'created', problem: null },
      ],
    },
  ])
  expect(changed).toMatchObject([{ localStart: '2027-02-13T17:00:00' }, { status: 'cancelled' }])
  expect(ended).toMatchObject([{ status: 'cancelled' }])
  expect(source).toMatchObject([
    { dryRun: true },
    { slug: 'our-site', counts: { created: 2, failed: 0 } },
    { slug: 'our-site', error: null },
  ])
  expect(file).toMatchObject([{ items: [{ status: 'unchanged' }, { status: 'unchanged' }] }])
  expect(waiting).toMatchObject([{ items: [] }, { items: { length: 4 } }])
  expect(told).toMatchObject([
    { externalId: 'concert-2027', state: 'published' },
    { type: 'event.published', data: { externalId: 'concert-2027' } },
  ])
  expect(sent).toMatchObject([{ items: [{ type: 'event.published', state: 'delivered', attempts: 1 }] }])
  expect(feed?.filter((line) => String(line).startsWith('SUMMARY')).sort()).toEqual([
    'SUMMARY;LANGUAGE=sv:Söndagsvisning',
    'SUMMARY;LANGUAGE=sv:Vernissage: Ljus över slätten',
  ])
  const { body } = await calendar.get(`/api/v1/events?partner=${partner}&fields=externalId,title`)
  expect(body.items.map(({ externalId, title }) => externalId ?? title)).toEqual([
    'opening-2027',
    'tour-2027',
    'concert-2027',
    { sv: 'vara-1' },
    { sv: 'vara-2' },
  ])
})

test('a partner who is not trusted follows it too, and all waits for the editors', async () => {
  const { run, calendar, partner } = await follow(false)
  const [, , posted, , , , , , waiting, , told] = await run()
  expect(posted).toMatchObject([{ state: 'submitted' }])
  expect(waiting).toMatchObject([{ items: { length: 4 } }, { items: [] }])
  expect(told).toMatchObject([{ externalId: 'concert-2027', state: 'submitted' }])
  expect((await calendar.get(`/api/v1/events?partner=${partner}`)).body.items).toEqual([])
})

/** A partner with a key, a calendar that listens, and the guide in its hands. */
async function follow(trusted: boolean) {
  const calendar = await openCalendar()
  const feed = await serveFeed()
  const { config } = calendar.deps
  const port = await freePort()
  config.outboundAllow.push(feed.place, `127.0.0.1:${port}`)
  calendar.deps.outbound = guardedFetch(nodeCarrier(), config.outboundAllow, 'Kalendarium/test')
  const deliverer = createDeliverer(calendar.deps)
  calendar.deps.wake = () => void deliverer.begin()
  feed.next = {
    body: calendarFile(
      vevent('vara-1', 'SUMMARY:vara-1', 'DTSTART:20270301T170000Z'),
      vevent('vara-2', 'SUMMARY:vara-2', 'DTSTART:20270302T170000Z'),
    ),
  }
  const server = createServer(getRequestListener(calendar.app.fetch)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.close()
    feed.close()
    await deliverer.ended()
    await calendar.close()
  })
  const address = server.address()
  const partner = await makePartner(calendar.deps, { slug: 'museet', trusted })
  const env = {
    PATH: process.env.PATH ?? '',
    CALENDAR: typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '',
    KEY: partner.key,
    FEED: feed.url,
    HOOK: `http://127.0.0.1:${port}/hook`,
    PORT: String(port),
  }
  const cwd = await temporaryFolder()

  /** What each block printed: JSON values, or lines where it is another text. */
  async function run(): Promise<unknown[][]> {
    const script = [`set -eu; trap '[ -z "\${!:-}" ] || kill $! 2>/dev/null || :' EXIT`, ...blocks].join(
      `\nprintf '${MARK}'\n`,
    )
    const { stdout } = await promisify(execFile)('sh', ['-c', script], { env, cwd })
    return stdout.split(MARK).slice(1).map(values)
  }
  return { run, calendar, partner: partner.slug }
}

const MARK = '\u0001'

function values(printed: string): unknown[] {
  if (!printed.startsWith('{')) return printed.split('\r\n')
  // Answers stand one after the other, without a line between them.
  return printed.split(/(?<=\})(?=\{)/).map((text) => JSON.parse(text))
}
