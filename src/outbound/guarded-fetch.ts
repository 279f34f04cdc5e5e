import { concatenated } from '../bytes.ts'
import { isPublicAddress, literalAddress } from './address.ts'
import { type Outbound, type OutboundAnswer, OutboundError, type OutboundRequest } from './model.ts'
import { readTarget } from './target.ts'

/** What a runtime brings along. */
export interface Carrier {
  /** All addresses of a name. */
  resolve(hostname: string): Promise<readonly string[]>
  /** Sends one request, to one of `addresses` and nowhere else, and follows no redirect. */
  send(url: URL, request: SentRequest, addresses: readonly string[]): Promise<RawAnswer>
}

export interface SentRequest {
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body: string | undefined
  signal: AbortSignal
}

export interface RawAnswer {
  status: number
  headers: { get(name: string): string | null }
  /** Decompressed, as it comes. */
  body: AsyncIterable<Uint8Array> | null
  /** Lets go of the connection, also of a body that was not read. */
  close(): Promise<void>
}

/**
 * The guarded fetch. A name is resolved here, its addresses checked, and the connection made to these: a name that
 * resolves otherwise a moment later (DNS rebinding) gains nothing. Every redirect goes through the same.
 * @param allow `host:port` pairs that may be reached though they are not public
 */
export function guardedFetch(carrier: Carrier, allow: readonly string[], userAgent: string): Outbound {
  return {
    async fetch(request) {
      const limit = AbortSignal.timeout(request.timeoutMs)
      const signal = request.signal ? AbortSignal.any([limit, request.signal]) : limit
      const left = request.maxRedirects ?? 0
      let from: URL | undefined
      let to = request.url
      for (let redirects = 0; ; redirects++) {
        const { url, answer } = await send(request, to, from, signal)
        try {
          const location = isRedirect(answer.status) ? answer.headers.get('location') : null
          if (location === null || left === 0) return await whole(answer, url, request)
          if (redirects === left) throw new OutboundError('redirects')
          from = url
          to = location
        } finally {
          await answer.close()
        }
      }
    },
  }

  async function send(request: OutboundRequest, to: string, from: URL | undefined, signal: AbortSignal) {
    const { method = 'GET', headers, body } = request
    try {
      const target = readTarget(to, allow, from)
      if (target.fault !== undefined) throw new Error(target.fault)
      const addresses = await within(signal, addressesOf(target.url, target.trusted))
      const sent = { 'user-agent': userAgent, ...headers }
      const answer = await carrier.send(target.url, { method, headers: sent, body, signal }, addresses)
      return { url: target.url, answer }
    } catch (error) {
      throw new OutboundError('unreachable', error)
    }
  }

  async function addressesOf({ hostname }: URL, trusted: boolean): Promise<readonly string[]> {
    const literal = literalAddress(hostname)
    const all = literal === null ? await carrier.resolve(hostname) : [literal]
    const usable = trusted ? all : all.filter(isPublicAddress)
    if (usable.length === 0) throw new Error('no public address')
    return usable
  }
}

/** RFC 9110 §15.4: those that name another address to get the same from. */
function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}

async function whole(answer: RawAnswer, url: URL, request: OutboundRequest): Promise<OutboundAnswer> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of answer.body ?? []) {
      size += chunk.byteLength
      chunks.push(chunk)
      if (size > request.maxBytes) break
    }
  } catch (error) {
    throw new OutboundError('interrupted', error)
  }
  if (size > request.maxBytes && request.overflow !== 'cut') throw new OutboundError('tooLarge')
  const body = concatenated(chunks).subarray(0, request.maxBytes)
  return { status: answer.status, headers: answer.headers, body, url: url.href }
}

/** What the promise gives, or the signal's reason where that is first. */
function within<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
