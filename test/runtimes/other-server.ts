import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

/** Somebody else's server: it has a calendar file, and takes messages of webhooks. */
export interface Other {
  origin: string
  calendar: string
  /** `signed`: with the fields of Standard Webhooks. */
  messages: { body: string; signed: boolean }[]
  close(): void
}

export async function openOther(): Promise<Other> {
  const server = createServer(async (request, response) => {
    const body = await text(request)
    if (request.method === 'GET')
      return response.setHeader('Content-Type', 'text/calendar').end(other.calendar)
    const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature']
    other.messages.push({ body, signed: names.every((name) => name in request.headers) })
    response.statusCode = 204
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const other: Other = {
    origin: `http://127.0.0.1:${port}`,
    calendar: '',
    messages: [],
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
  return other
}
