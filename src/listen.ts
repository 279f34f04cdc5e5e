import { createServer, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, RequestError } from '@hono/node-server'
import { answerUnreadable } from './unreadable.ts'

/** `from` tells the address that the connection comes from. */
export type Fetch = (request: Request, from: { address: string | undefined }) => Response | Promise<Response>

export interface Listening {
  /** The one that was taken, where 0 was asked for. */
  port: number
  /**
   * Refuses new connections, closes idle ones, and resolves when the requests under way are answered: at the
   * latest after `within` milliseconds, when those left are cut off.
   */
  drain(within: number): Promise<void>
}

/**
 * Serves `fetch` over HTTP/1.1. `fetchAt` makes it when the port is known. Rejects with the error of `listen`
 * (EADDRINUSE, EACCES).
 */
export async function listen(
  host: string,
  port: number,
  fetchAt: (port: number) => Fetch,
): Promise<Listening> {
  const server = createServer({
    // The answer to a request may take 30 s, and its body may be slow: 10 MiB at 100 kbit/s is too slow.
    headersTimeout: 20_000,
    requestTimeout: 60_000,
    keepAliveTimeout: 65_000,
    maxHeaderSize: 16_384,
    requireHostHeader: false,
    // Many small answers: wait for nothing.
    noDelay: true,
  })
  server.listen(port, host)
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject))
  const taken = portOf(server)
  const fetch = fetchAt(taken)
  const answering = new Set<ServerResponse>()
  server.on('request', (_, response) => {
    answering.add(response)
    response.once('close', () => answering.delete(response))
  })
  const listener = getRequestListener(
    (request, { incoming }) => fetch(request, { address: incoming.socket.remoteAddress }),
    { hostname: host, errorHandler: unanswerable },
  )
  server.on('request', listener)
  server.on('clientError', (error, socket) => answerUnreadable(error, socket, fetch))
  return { port: taken, drain: (within) => drain(server, answering, within) }
}

/**
 * What Node's parser takes and no Request can be made of: a Host that is none, a target that is no path. It is answered,
 * since a request without an answer would hold its connection for ever. All else the application answers itself.
 */
function unanswerable(error: unknown): Response {
  const status = error instanceof RequestError ? 400 : 500
  const problem = { type: 'about:blank', title: STATUS_CODES[status], status }
  const headers = { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' }
  return new Response(JSON.stringify(problem), { status, headers })
}

async function drain(server: Server, answering: ReadonlySet<ServerResponse>, within: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  for (const response of answering) if (!response.headersSent) response.setHeader('Connection', 'close')
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  const end = setTimeout(() => server.closeAllConnections(), within)
  await closed
  clearInterval(sweep)
  clearTimeout(end)
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  return address !== null && typeof address === 'object' ? address.port : 0
}
