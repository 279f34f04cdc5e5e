import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, it } from 'vitest'
import { type Carrier, guardedFetch } from '../../src/outbound/guarded-fetch.ts'
import { OutboundError, type OutboundRequest } from '../../src/outbound/model.ts'
import { nodeCarrier } from '../../src/outbound-node.ts'

const UNREACHABLE = 'unreachable: The address could not be reached, or may not be.'
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A server on 127.0.0.1; its port. */
async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

const system: Carrier['resolve'] = nodeCarrier().resolve

/** What came: the status and the body, or why nothing did. */
async function ask(
  url: string,
  {
    allow = [],
    resolve = system,
    ...request
  }: Partial<OutboundRequest> & { allow?: string[]; resolve?: Carrier['resolve'] } = {},
): Promise<string> {
  const outbound = guardedFetch(nodeCarrier(resolve), allow, 'Kalendarium/test')
  try {
    const answer = await outbound.fetch({ url, maxBytes: 10_000, timeoutMs: 2000, ...request })
    return `${answer.status} ${new TextDecoder().decode(answer.body)}`
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    return `${error.kind}: ${error.message}`
  }
}

it('fetches from an exception that the operator named, as who it is', async () => {
  const port = await serve((request, response) =>
    response.end(`${request.method} ${request.headers['user-agent']} ${request.headers.accept}`),
  )
  const allow = [`127.0.0.1:${port}`]
  expect(
    await ask(`http://127.0.0.1:${port}/feed.ics`, { allow, headers: { accept: 'text/calendar' } }),
  ).toBe('200 GET Kalendarium/test text/calendar')
})

it('sends a body by POST', async () => {
  const port = await serve(async (request, response) => {
    response.end(`${request.headers['x-id']} ${(await request.toArray()).join('')}`)
  })
  const sent = { method: 'POST', headers: { 'x-id': '7' }, body: '{"a":1}' } as const
  expect(await ask(`http://127.0.0.1:${port}/`, { allow: [`127.0.0.1:${port}`], ...sent })).toBe(
    '200 7 {"a":1}',
  )
})

it('says the same of a closed port, of a server that may not be reached, and of an unknown name', async () => {
  let asked = 0
  const port = await serve((_, response) => response.end(String(++asked)))
  const answers = [
    await ask(`http://127.0.0.1:${port}/`),
    await ask('http://127.0.0.1:1/'),
    await ask('http://localhost:1/'),
    await ask(`http://localhost:${port}/`),
    await ask(`http://127.1:${port}/`, { allow: [`127.0.0.1:${port}`] }),
    await ask('http://no-such-host.invalid/', {
      resolve: async () => {
        throw new Error('ENOTFOUND')
      },
    }),
    await ask('http://closed.example/', { allow: ['closed.example:80'], resolve: async () => ['127.0.0.1'] }),
  ]
  expect([...new Set(answers), asked]).toEqual([UNREACHABLE, 0])
})

it('resolves once and hands on what was checked, so that a name that rebinds gains nothing', async () => {
  const answers = [['10.0.0.1', '8.8.8.8'], ['127.0.0.1'], ['1.1.1.1']]
  const sent: (readonly string[])[] = []
  const carrier: Carrier = {
    resolve: async () => answers.shift() ?? [],
    send: async (_url, _request, addresses) => {
      sent.push(addresses)
      return { status: 204, headers: new Headers(), body: null, close: async () => {} }
    },
  }
  const outbound = guardedFetch(carrier, [], 'Kalendarium/test')
  const request = { url: 'http://rebinding.example/', maxBytes: 1, timeoutMs: 2000 }
  const outcomes = []
  for (let i = 0; i < 3; i++)
    outcomes.push(await outbound.fetch(request).then(({ status }) => status, String))
  expect(outcomes).toEqual([204, `OutboundError: ${UNREACHABLE.slice(13)}`, 204])
  expect(sent).toEqual([['8.8.8.8'], ['1.1.1.1']])
})

it('connects to the addresses that it was handed, with the name in Host', async () => {
  const port = await serve((request, response) => response.end(request.headers.host))
  const place = `feeds.example:${port}`
  const resolve = async () => ['127.0.0.1']
  expect(await ask(`http://${place}/`, { allow: [place], resolve })).toBe(`200 ${place}`)
})

it('gives a redirect back unless it is told to follow', async () => {
  const port = await serve((_, response) => response.writeHead(302, { location: '/there' }).end('moved'))
  expect(await ask(`http://127.0.0.1:${port}/`, { allow: [`127.0.0.1:${port}`] })).toBe('302 moved')
})

it('follows redirects, relative ones too, up to the limit', async () => {
  const port = await serve((request, response) => {
    const n = Number(request.url?.slice(1))
    if (n === 0) response.end('here')
    else response.writeHead(301, { location: `${n - 1}` }).end()
  })
  const allow = [`127.0.0.1:${port}`]
  expect(await ask(`http://127.0.0.1:${port}/3`, { allow, maxRedirects: 3 })).toBe('200 here')
  expect(await ask(`http://127.0.0.1:${port}/4`, { allow, maxRedirects: 3 })).toBe(
    'redirects: The address redirects too many times.',
  )
})

it.each([
  'http://127.0.0.1:1/',
  'http://[::1]/',
  '//localhost/',
  'http://0x7f.1/',
  'ftp://example.org/',
  'file:///etc/passwd',
  'http://user:secret@example.org/',
])('refuses to follow a redirect to %s', async (location) => {
  const port = await serve((_, response) => response.writeHead(302, { location }).end())
  const allow = [`127.0.0.1:${port}`]
  expect(await ask(`http://127.0.0.1:${port}/`, { allow, maxRedirects: 5 })).toBe(UNREACHABLE)
})

it('counts octets after decompression, and stops at the limit', async () => {
  const bomb = gzipSync(new Uint8Array(50_000_000))
  const port = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb))
  const allow = [`127.0.0.1:${port}`]
  expect(bomb.byteLength).toBeLessThan(100_000)
  expect(await ask(`http://127.0.0.1:${port}/`, { allow, maxBytes: 100_000 })).toBe(
    'tooLarge: The answer is too large.',
  )
})

it('cuts a long body where that is enough', async () => {
  const port = await serve((_, response) => response.end('x'.repeat(3_000_000)))
  const allow = [`127.0.0.1:${port}`]
  expect(await ask(`http://127.0.0.1:${port}/`, { allow, maxBytes: 5, overflow: 'cut' })).toBe('200 xxxxx')
})

it('ends in time where a server is silent, and where it drips', async () => {
  const silent = await serve(() => {})
  const dripping = await serve((_, response) => {
    const drip = setInterval(() => response.write('x'), 20)
    response.on('close', () => clearInterval(drip))
  })
  const ofPort = (port: number) =>
    ask(`http://127.0.0.1:${port}/`, { allow: [`127.0.0.1:${port}`], timeoutMs: 200 })
  expect(await ofPort(silent)).toBe(UNREACHABLE)
  expect(await ofPort(dripping)).toBe('interrupted: The answer broke off, or took too long.')
})

it('ends in time where a name does not resolve', async () => {
  const resolve = () => new Promise<never>(() => {})
  expect(await ask('http://slow.example/', { resolve, timeoutMs: 100 })).toBe(UNREACHABLE)
})

it('ends when it is told to stop', async () => {
  const port = await serve(() => {})
  const stopping = new AbortController()
  const answer = ask(`http://127.0.0.1:${port}/`, {
    allow: [`127.0.0.1:${port}`],
    timeoutMs: 60_000,
    signal: stopping.signal,
  })
  stopping.abort()
  expect(await answer).toBe(UNREACHABLE)
})
