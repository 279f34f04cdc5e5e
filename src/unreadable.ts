import { STATUS_CODES } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Fetch } from './listen.ts'

/**
 * Answers what Node's parser refuses before there is a request. A method that nobody knows goes to the
 * application all the same, which says what the address takes; the rest is 400, 408 or 431. The connection
 * is closed, as nobody knows where the next request would begin.
 */
export async function answerUnreadable(error: ParserError, socket: Duplex, fetch: Fetch): Promise<void> {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
  const line = /^([!#$%&'*+\-.^_`|~\w]{1,40}) (\/\S{0,2000}) HTTP\/1\.[01]\r?\n/.exec(head(error))
  try {
    const [, method = '', path = ''] = line ?? []
    if (error.code !== 'HPE_INVALID_METHOD' || path === '')
      return plain(socket, STATUS[error.code ?? ''] ?? 400)
    const response = await fetch(new Request(`http://localhost${path}`, { method }), {
      address: socket instanceof Socket ? socket.remoteAddress : undefined,
    })
    const body = Buffer.from(await response.arrayBuffer())
    write(socket, response.status, Object.fromEntries(response.headers), body)
  } catch {
    plain(socket, 400)
  }
}

interface ParserError extends Error {
  code?: string
  rawPacket?: Buffer
}

const STATUS: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }

const head = ({ rawPacket }: ParserError) => rawPacket?.subarray(0, 4096).toString('latin1') ?? ''

function plain(socket: Duplex, status: number): void {
  const problem = { type: 'about:blank', title: STATUS_CODES[status], status }
  const headers = { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' }
  write(socket, status, headers, Buffer.from(JSON.stringify(problem)))
}

function write(socket: Duplex, status: number, headers: Record<string, string>, body: Buffer): void {
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${body.byteLength}`,
    'Connection: close',
  ]
  socket.end(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]))
  // Not at once: what the client still sends would be answered by a reset, which may overtake the answer.
  setTimeout(() => socket.destroy(), LINGER_MS).unref()
}

/** How long a client may take to close in its turn. */
const LINGER_MS = 1000
