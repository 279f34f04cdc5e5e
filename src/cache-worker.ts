import { evaluate } from './http/conditional.ts'

/**
 * Answers a public read from the cache of the edge where it can (the Cache API), and keeps there what may be kept.
 * A request with a key neither reads nor fills it. An answer stays as long as its own Cache-Control has it be fresh.
 */
export async function throughCache(
  request: Request,
  context: { waitUntil(work: Promise<unknown>): void },
  answer: (request: Request) => Promise<Response>,
): Promise<Response> {
  const asked = plainly(request)
  if (!isPublicRead(asked)) return answer(asked)
  const cache = await caches.open('public-reads')
  const key = cacheKey(asked)
  const kept = await cache.match(key)
  if (kept) return given(asked, kept)
  const response = await answer(asked)
  if (request.method === 'GET' && response.status === 200 && mayBeKept(response))
    context.waitUntil(cache.put(key, toKeep(response.clone())))
  return response
}

/** Cloudflare compresses on the way out, and keeps what is not compressed: the application need not. */
function plainly(request: Request): Request {
  const plain = new Request(request)
  plain.headers.delete('accept-encoding')
  return plain
}

/** What the application alone understands. */
const OWN = ['authorization', 'kalendarium-min-revision', 'if-match', 'if-unmodified-since'] as const

function isPublicRead({ method, headers }: Request): boolean {
  return (method === 'GET' || method === 'HEAD') && !OWN.some((name) => headers.has(name))
}

/**
 * The Cache API does not heed `Vary`: the key says which of the variants this is. The address is a part of it as a
 * whole, so that none can be written that is another's key.
 */
function cacheKey({ url, headers }: Request): Request {
  const variant = VARIED.map((name) => [name, headers.get(name)?.toLowerCase()])
  return new Request(new URL(`/?${encodeURIComponent(JSON.stringify([url, ...variant]))}`, url))
}

const VARIED = ['accept', 'accept-language'] as const

function mayBeKept(response: Response): boolean {
  const control = response.headers.get('cache-control') ?? ''
  return /\bpublic\b/.test(control) && !/\bno-(store|cache)\b/.test(control)
}

/** What is kept of an answer besides: its own Cache-Control, and since when, in epoch milliseconds. */
const [DECLARED, SINCE] = ['kalendarium-cache-control', 'kalendarium-kept-since']

/** Without the leave to give it when it is stale, which some caches add to its time. */
function toKeep(response: Response): Response {
  const copy = new Response(response.body, response)
  const declared = response.headers.get('cache-control') ?? ''
  copy.headers.set('cache-control', declared.replace(/,\s*stale-[\w-]+=\d+/g, ''))
  copy.headers.set(DECLARED, declared)
  copy.headers.set(SINCE, String(Date.now()))
  return copy
}

/** The kept answer as it was declared, or 304 where the client has it. */
function given({ method, headers: asked }: Request, kept: Response): Response {
  const headers = new Headers(kept.headers)
  headers.set('cache-control', headers.get(DECLARED) ?? '')
  headers.set('age', String(Math.max(0, Math.floor((Date.now() - Number(headers.get(SINCE))) / 1000))))
  for (const name of [DECLARED, SINCE]) headers.delete(name)
  const modified = headers.get('last-modified')
  const validators = {
    etag: headers.get('etag') ?? undefined,
    lastModified: modified === null ? undefined : new Date(modified),
  }
  if (evaluate(method, (name) => asked.get(name) ?? undefined, validators) === 'proceed')
    return new Response(kept.body, { status: kept.status, headers })
  // RFC 9110 §15.4.5: what describes the content itself is not for a 304.
  for (const name of ['content-type', 'content-length']) headers.delete(name)
  return new Response(null, { status: 304, headers })
}
