import type { ServerResponse } from 'node:http'
import { LRUCache } from 'lru-cache'
import { type Parts, sizeOf } from './bytes.ts'
import type { Deps } from './deps.ts'
import { createAccount } from './http/account.ts'
import type { Sent } from './http/env.ts'
import { requestIdOf } from './http/observe.ts'
import { clientOf } from './limits/address.ts'
import type { Meters } from './limits/meters.ts'
import { type Front, type Incoming, sendParts } from './listen.ts'
import type { NodeRevision } from './revision-node.ts'

const MOST = 5_000
const MINUTE = 60_000

/** The answer to an address and what the client accepts, at a revision and in a minute. */
interface Entry {
  revision: number
  minute: number
  etag: string
  /** Null where only 304 was answered. The bytes are the application's: where it has let them go, they are gone here. */
  whole: { headers: Headers; body: WeakRef<Parts> } | null
  same: Headers
  /** As the application mounts it. */
  route: string
}
type Headers = Record<string, string>

/**
 * Gives public answers again as they were given, before a Request is made and the application asked, which together cost
 * several times what sending does. What may be kept says nothing of who asked (`commonHeaders`), so the answer is the
 * same for all. The limit counts, the log and the metrics hear of it. Whatever is not plain goes to the application:
 * keys, other conditions than a list of entity tags that is one, ranges, bodies.
 */
export function createFront(deps: Deps, known: NodeRevision['known'], { addresses }: Meters): Front {
  const entries = new LRUCache<string, Entry>({ max: MOST })
  const account = createAccount(deps)
  const again = deps.metrics.counter(
    'http_answers_again_total',
    'Of the requests answered, those to which an answer was given again as it was.',
  )
  const { trustProxy } = deps.config

  function give(
    incoming: Incoming,
    outgoing: ServerResponse,
    { status, headers, route, body, began }: Given,
  ): void {
    outgoing.writeHead(status, headers)
    sendParts(outgoing, body ?? [])
    again.add()
    const { url = '', headers: given } = incoming
    const query = url.indexOf('?')
    account({
      requestId: requestIdOf(one(given['x-request-id']), deps),
      method: 'GET',
      path: query < 0 ? url : url.slice(0, query),
      route,
      status,
      bytes: sizeOf(body ?? []),
      took: performance.now() - began,
    })
  }

  function currentEntry(incoming: Incoming): Entry | null {
    const entry = entries.get(keyOf(incoming))
    if (!entry) return null
    const isCurrent = entry.revision === known()?.revision && entry.minute === minuteOf(deps.now())
    return isCurrent ? entry : null
  }

  return {
    answers(incoming, outgoing) {
      const began = performance.now()
      if (!isPlain(incoming)) return false
      const entry = currentEntry(incoming)
      if (entry === null) return false
      const tag = incoming.headers['if-none-match']
      if (tag !== undefined && tag !== entry.etag) return false
      const body = tag === undefined ? entry.whole?.body.deref() : null
      if (body === undefined) return false
      // Who is to be refused is told so by the application.
      if (addresses && !addresses.takeHere(addressOf(incoming))) return false
      const { route, whole, same } = entry
      const given =
        body === null || whole === null
          ? { status: 304, headers: same, body: null }
          : { status: 200, headers: whole.headers, body }
      give(incoming, outgoing, { ...given, route, began })
      return true
    },

    remembering(incoming) {
      if (!isPlain(incoming)) return undefined
      // Of what was known before: what is answered is never older.
      const revision = known()?.revision
      if (revision === undefined) return undefined
      const minute = minuteOf(deps.now())
      return (answer) => {
        const key = keyOf(incoming)
        const before = entries.peek(key)
        const isSame =
          before?.revision === revision && before.minute === minute && before.etag === answer.etag
        // A 304 adds nothing to the whole answer.
        if (isSame && answer.status === 304) return
        entries.set(key, entryOf(answer, revision, minute))
      }
    },
  }

  function addressOf({ socket, headers }: Incoming): string {
    return clientOf(socket.remoteAddress, one(headers['x-forwarded-for']), trustProxy)
  }
}

interface Given {
  status: number
  headers: Headers
  route: string
  body: Parts | null
  /** By `performance.now`. */
  began: number
}

function entryOf({ status, route, etag, headers, body }: Sent, revision: number, minute: number): Entry {
  // RFC 9110 §15.4.5: what describes the content itself is not for a 304.
  const { 'Content-Type': _, 'Content-Length': __, 'Content-Encoding': ___, ...same } = headers
  return {
    revision,
    minute,
    etag,
    whole: status === 200 && body !== null ? { headers, body: new WeakRef(body) } : null,
    same,
    route,
  }
}

/** All that decides a public answer, beside the calendar. */
function keyOf({ url, headers }: Incoming): string {
  const { accept, 'accept-encoding': coding, 'accept-language': language } = headers
  return `${url}\n${accept}\n${coding}\n${language}`
}

/** What only the application understands. */
const UNPLAIN = [
  'authorization',
  'if-match',
  'if-modified-since',
  'if-unmodified-since',
  'range',
  'content-length',
  'transfer-encoding',
  'expect',
  'kalendarium-min-revision',
]

function isPlain({ method, headers }: Incoming): boolean {
  return method === 'GET' && !UNPLAIN.some((name) => name in headers)
}

const minuteOf = (at: Date) => Math.floor(at.getTime() / MINUTE)
const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(', ') : value)
