import { createServer, type IncomingMessage, type Server, ServerResponse, STATUS_CODES } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, RequestError } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Parts } from './bytes.ts'
import type { Sent } from './http/env.ts'
import { partsOf } from './http/respond.ts'
import { answerUnreadable } from './unreadable.ts'

/** `from` tells the address that the connection comes from. */
export type Fetch = (
  request: Request,
  from: { address: string | undefined; remember?: Remember | undefined; isSentInParts?: boolean },
) => Response | Promise<Response>

/** What is asked before a Request is made. */
export interface Front {
  /** Answers from memory. False where it cannot. */
  answers(incoming: Incoming, outgoing: ServerResponse): boolean
  /** Takes the answer to this request, to give it again. */
  remembering(incoming: Incoming): Remember | undefined
}
export type Incoming = Pick<IncomingMessage, 'method' | 'url' | 'headers'> & {
  socket: { remoteAddress?: string | undefined }
}
type Remember = (answer: Sent) => void

export interface Serving {
  fetch: Fetch
  front?: Front
}

export interface Listening {
  /** The one that was taken, where 0 was asked for. */
  port: number
  /**
   * Refuses new connections, closes idle ones, and resolves when the requests under way are answered: at the
   * latest after `within` milliseconds, when those left are cut off.
   */
  drain(within: number): Promise<void>
  stats(): ConnectionStats
}

export interface ConnectionStats {
  /** Requests of which the answer is not wholly out. */
  answering: number
  /** Connections that were cut since the start as their client took its answer too slowly. */
  cut: number
  /** Connections that were closed at once, as there were too many. */
  turnedAway: number
}

/** How long clients may take, in milliseconds, and how many there may be. */
export interface Patience {
  /** For the head of a request. */
  head: number
  /** For all of a request: 10 MiB at 1.4 Mbit/s. */
  request: number
  /** Between requests on one connection. */
  between: number
  /** In which something of an answer must be taken, and a handler must begin it. */
  idle: number
  /** In which all of an answer must be taken: 7 MB at 100 kbit/s. */
  answer: number
  /** How often it is looked at. */
  check: number
  /** Connections at once. */
  connections: number
}

/** A handler has 30 s (`observe`), and proxies keep connections for a minute: both are less than what is here. */
const PATIENCE: Patience = {
  head: 20_000,
  request: 60_000,
  between: 65_000,
  idle: 40_000,
  answer: 600_000,
  check: 5_000,
  connections: 10_000,
}

/**
 * Serves `fetch` over HTTP/1.1. `fetchAt` makes it when the port is known. Rejects with the error of `listen`
 * (EADDRINUSE, EACCES).
 */
export async function listen(
  host: string,
  port: number,
  fetchAt: (port: number) => Fetch | Serving,
  patience: Patience = PATIENCE,
): Promise<Listening> {
  const server = createServer({
    headersTimeout: patience.head,
    requestTimeout: patience.request,
    connectionsCheckingInterval: patience.check,
    keepAliveTimeout: patience.between,
    maxHeaderSize: 16_384,
    requireHostHeader: false,
    // Many small answers: wait for nothing.
    noDelay: true,
  })
  server.maxConnections = patience.connections
  // Node cuts a connection on which nothing moves for so long, also while the client takes nothing of its answer.
  server.timeout = patience.idle
  server.listen(port, host)
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject))
  const taken = portOf(server)
  const serving = fetchAt(taken)
  const { fetch, front }: Serving = typeof serving === 'function' ? { fetch: serving } : serving
  const answering = new Map<ServerResponse, number>()
  const stats = { cut: 0, turnedAway: 0 }
  server.on('drop', () => stats.turnedAway++)
  server.on('timeout', (socket) => {
    stats.cut++
    socket.destroy()
  })
  const look = setInterval(() => {
    for (const response of tooLong(answering, patience.answer)) {
      stats.cut++
      response.destroy()
    }
  }, patience.check).unref()
  server.once('close', () => clearInterval(look))
  const listener = getRequestListener(
    async (request, { incoming, outgoing }) => {
      const answer = await fetch(request, {
        address: incoming.socket.remoteAddress,
        remember: front?.remembering(incoming),
        isSentInParts: true,
      })
      const parts = partsOf(answer)
      if (parts === undefined || !(outgoing instanceof ServerResponse)) return answer
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers))
      sendParts(outgoing, parts)
      return RESPONSE_ALREADY_SENT
    },
    { hostname: host, errorHandler: unanswerable },
  )
  server.on('request', (incoming, outgoing) => {
    const isAnswered = front?.answers(incoming, outgoing) ?? false
    // The system has taken all of it already.
    if (isAnswered && outgoing.socket?.writableLength === 0) return
    answering.set(outgoing, performance.now())
    outgoing.once('close', () => answering.delete(outgoing))
    if (!isAnswered) void listener(incoming, outgoing)
  })
  // RFC 9110 §10.1.1: an expectation that nobody knows may be passed over.
  server.on('checkExpectation', (incoming, outgoing) => server.emit('request', incoming, outgoing))
  server.on('clientError', (error, socket) => answerUnreadable(error, socket, fetch))
  return {
    port: taken,
    drain: (within) => drain(server, [...answering.keys()], within),
    stats: () => ({ answering: answering.size, ...stats }),
  }
}

/** All in one call of the system: a stream of many parts costs more than their sending. */
export function sendParts(outgoing: ServerResponse, parts: Parts): void {
  if (parts.length < 2) return void outgoing.end(parts[0])
  outgoing.cork()
  for (const part of parts) outgoing.write(part)
  outgoing.end()
  outgoing.uncork()
}

/** The answers that began so many milliseconds ago. The first is the oldest. */
function* tooLong(answering: ReadonlyMap<ServerResponse, number>, milliseconds: number) {
  const before = performance.now() - milliseconds
  for (const [response, since] of answering) {
    if (since > before) return
    yield response
  }
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

async function drain(server: Server, answering: readonly ServerResponse[], within: number): Promise<void> {
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
