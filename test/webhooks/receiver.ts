import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'

export interface Received {
  headers: IncomingHttpHeaders
  text: string
}

/** Somebody's server that hears of changes: what it got, and what it answers. */
export interface Receiver {
  url: string
  /** As OUTBOUND_ALLOW names it. */
  place: string
  received: Received[]
  /** The status of the next answers, or what answers each request. */
  answer: number | ((request: Received) => number | Promise<number>)
  close(): Promise<void>
}

export async function openReceiver(port = 0): Promise<Receiver> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const one = { headers: request.headers, text: Buffer.concat(chunks).toString() }
    receiver.received.push(one)
    const status = typeof receiver.answer === 'number' ? receiver.answer : await receiver.answer(one)
    response.writeHead(status, status === 302 ? { Location: receiver.url } : {}).end('thanks')
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port to listen on')
  const place = `127.0.0.1:${address.port}`
  const receiver: Receiver = {
    url: `http://${place}/hook`,
    place,
    received: [],
    answer: 204,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
  return receiver
}

/** What the message says: its type and the id of its event. */
export function said({ text }: Received): { type: string; data: Record<string, unknown> & { id: string } } {
  return JSON.parse(text)
}
