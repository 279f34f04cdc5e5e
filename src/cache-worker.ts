/**
 * Answers a public read from the cache of the edge where it can (the Cache API), and keeps there what may be kept.
 * A request with a key neither reads nor fills it. How long an answer stays follows from its own Cache-Control.
 */
export async function throughCache(
  request: Request,
  context: { waitUntil(work: Promise<unknown>): void },
  answer: (request: Request) => Promise<Response>,
): Promise<Response> {
  const asked = plainly(request)
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const isOwn = request.headers.has('authorization') || request.headers.has('kalendarium-min-revision')
  if (!isRead || isOwn) return answer(asked)
  const cache = await caches.open('public-reads')
  const key = cacheKey(asked)
  const kept = await cache.match(key)
  if (kept) return kept
  const response = await answer(asked)
  if (request.method === 'GET' && response.status === 200 && mayBeKept(response))
    context.waitUntil(cache.put(key, response.clone()))
  return response
}

/** Cloudflare compresses on the way out, and keeps what is not compressed: the application need not. */
function plainly(request: Request): Request {
  const plain = new Request(request)
  plain.headers.delete('accept-encoding')
  return plain
}

/** The Cache API does not heed `Vary`: the address says which of the variants this is. */
function cacheKey(request: Request): Request {
  const url = new URL(request.url)
  for (const name of VARIED) {
    const value = request.headers.get(name)
    if (value !== null) url.searchParams.append(`vary-${name}`, value.toLowerCase())
  }
  const headers = new Headers()
  for (const name of CONDITIONS) {
    const value = request.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  return new Request(url, { headers })
}

const VARIED = ['accept', 'accept-language'] as const
const CONDITIONS = ['if-none-match', 'if-modified-since'] as const

function mayBeKept(response: Response): boolean {
  const control = response.headers.get('cache-control') ?? ''
  return /\bpublic\b/.test(control) && !/\bno-(store|cache)\b/.test(control)
}
