import type { Ctx } from './env.ts'

export type Headers = Record<string, string>

export interface Answer {
  status?: number
  /** Content-Type. */
  type?: string
  /** A whole entity tag. */
  etag?: string
  lastModified?: Date
  /** For answers without a key; with one it is always `private, no-store`. */
  cacheControl?: string
  headers?: Headers
}

export const JSON_TYPE = 'application/json; charset=utf-8'
/** The header that tells which state of the calendar an answer shows at least. */
export const REVISION = 'Kalendarium-Revision'
/** The header that asks for an answer of that revision or a later one. */
export const LEAST_REVISION = 'Kalendarium-Min-Revision'
export const HTML_TYPE = 'text/html; charset=utf-8'

/** JSON, with headers of its own. Public answers may be kept for half a minute unless the headers say another. */
export function json(c: Ctx, body: unknown, status = 200, headers: Headers = {}): Response {
  return jsonText(c, JSON.stringify(body), status, headers)
}

/** JSON that is text already. */
export function jsonText(c: Ctx, body: string, status = 200, headers: Headers = {}): Response {
  return respond(c, body, { status, type: JSON_TYPE, cacheControl: 'public, max-age=30', headers })
}

/** HTML; its Content-Security-Policy lets nothing run or load that `headers` do not allow. */
export function html(c: Ctx, page: { toString(): string }, answer: Answer = {}): Response {
  return respond(c, String(page), {
    type: HTML_TYPE,
    ...answer,
    headers: { 'Content-Security-Policy': STRICTEST, ...answer.headers },
  })
}

/**
 * Makes every answer of the service: the headers that all have, and its own, set once. (Headers added to a
 * finished Response cost Hono on Node two thirds of its rate.)
 */
export function respond(
  c: Ctx,
  body: string | Uint8Array<ArrayBuffer> | null,
  answer: Answer = {},
): Response {
  const { status = 200, type, etag, lastModified, cacheControl, headers: own } = answer
  const headers: Headers = {}
  if (type !== undefined) headers['Content-Type'] = type
  if (etag !== undefined) headers.ETag = etag
  if (lastModified !== undefined) headers['Last-Modified'] = lastModified.toUTCString()
  if (cacheControl !== undefined) headers['Cache-Control'] = cacheControl
  Object.assign(headers, own, commonHeaders(c, own?.Vary))
  c.set('bytes', octets(body))
  c.set('text', typeof body === 'string' ? body : '')
  return new Response(body, { status, headers })
}

/** The headers of every answer. One to a key is never kept, whatever it says of itself. */
export function commonHeaders(c: Ctx, vary?: string): Headers {
  const common: Headers = {
    'X-Request-Id': c.var.requestId,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    // A shared cache must not give a stored public answer to a key, which may see more (RFC 9110 §12.5.5).
    Vary: vary === undefined ? 'Authorization' : `Authorization, ${vary}`,
  }
  if (c.var.revision !== undefined) common[REVISION] = String(c.var.revision)
  if (c.var.limits !== undefined) Object.assign(common, c.var.limits)
  if (c.req.header('authorization') !== undefined) common['Cache-Control'] = 'private, no-store'
  else if (c.req.method === 'GET' || c.req.method === 'HEAD') {
    common['Access-Control-Allow-Origin'] = '*'
    common['Access-Control-Expose-Headers'] = EXPOSED
  }
  return common
}

const STRICTEST = "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** What a script of another origin may read, beside the safelisted headers. */
const EXPOSED =
  'ETag, Kalendarium-Revision, Link, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id'
const encoder = new TextEncoder()

function octets(body: string | Uint8Array | null): number {
  if (body === null) return 0
  return typeof body === 'string' ? encoder.encode(body).byteLength : body.byteLength
}
