import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'

/** What the server answers next. */
export interface Next {
  status?: number
  body?: string | Uint8Array
  headers?: Record<string, string>
}

export interface FeedServer {
  /** Its `host:port`. */
  place: string
  url: string
  next: Next
  /** The headers of each request so far. */
  requests: IncomingHttpHeaders[]
  close(): void
}

/** A server on 127.0.0.1 whose answer the test decides. */
export async function serveFeed(): Promise<FeedServer> {
  const server = createServer((request, response) => {
    feed.requests.push(request.headers)
    const { status = 200, body = '', headers = {} } = feed.next
    response.writeHead(status, headers).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const place = `127.0.0.1:${address.port}`
  const feed: FeedServer = {
    place,
    url: `http://${place}/feed.ics`,
    next: {},
    requests: [],
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  return feed
}
