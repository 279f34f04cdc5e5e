import { routePath } from 'hono/route'
import { type Body, joined, type Parts, sizeOf } from '../bytes.ts'
import { cachingOf, isKeptAsIs } from './caching.ts'
import type { Ctx } from './env.ts'

export type Headers = Record<string, string>

export interface Answer {
  status?: number
  /** Content-Type. */
  type?: string
  /** A whole entity tag. */
  etag?: string
  lastModified?: Date
  headers?: Headers
  /** True where it is sent once: what nobody keeps, nobody can give again. */
  isPassing?: boolean
}

export const JSON_TYPE = 'application/json; charset=utf-8'
/** The header that tells which state of the calendar an answer shows at least. */
export const REVISION = 'Kalendarium-Revision'
/** The header that asks for an answer of that revision or a later one. */
export const LEAST_REVISION = 'Kalendarium-Min-Revision'
export const HTML_TYPE = 'text/html; charset=utf-8'

/** JSON, with headers of its own. */
export function json(c: Ctx, body: unknown, status = 200, headers: Headers = {}): Response {
  return jsonText(c, JSON.stringify(body), status, headers)
}

/** JSON that is text already. */
export function jsonText(c: Ctx, body: string, status = 200, headers: Headers = {}): Response {
  return respond(c, body, { status, type: JSON_TYPE, headers })
}

/**
 * Makes every answer of the service: the headers that all have, and its own, set once. (Headers added to a
 * finished Response cost Hono on Node two thirds of its rate.) How long caches may keep it is said in `caching.ts` alone.
 */
export function respond(c: Ctx, body: Body | null, answer: Answer = {}): Response {
  const { status = 200, type, etag, lastModified, headers: own, isPassing = false } = answer
  const size = sizeOf(body ?? [])
  const headers: Headers = {}
  if (type !== undefined) headers['Content-Type'] = type
  if (etag !== undefined) headers.ETag = etag
  if (lastModified !== undefined) headers['Last-Modified'] = lastModified.toUTCString()
  // HEAD tells what GET would send (RFC 9110 §9.3.2), and Hono takes the body away.
  if (body !== null) headers['Content-Length'] = String(size)
  Object.assign(headers, own, commonHeaders(c, status, own?.Vary))
  c.set('bytes', size)
  c.set('text', typeof body === 'string' ? body : '')
  const isLasting = etag !== undefined && !isPassing && typeof body !== 'string'
  if (isLasting && c.env?.remember && c.req.method === 'GET') {
    const route = routePath(c)
    if (isKeptAsIs(route, status) && c.req.header('authorization') === undefined)
      c.env.remember({ status, route, etag, headers, body })
  }
  const response = new Response(body && sentAs(c, body), { status, headers })
  if (isInParts(c, body)) inParts.set(response, body)
  return response
}

const inParts = new WeakMap<Response, Parts>()

/** What the body is made of, where it may be sent part by part: its stream need not be read then. */
export function partsOf(response: Response): Parts | undefined {
  return inParts.get(response)
}

/**
 * Characters that are sent as they are: the runtime makes octets of them for as long as it sends. Octets of our own are
 * garbage until the next collection, and leave holes between what stays; those of more than this do not (README, `npm start`).
 */
const MOST_AS_TEXT = 65_536

function sentAs(c: Ctx, body: Body): string | Uint8Array<ArrayBuffer> | ReadableStream {
  if (typeof body === 'string') return body.length > MOST_AS_TEXT ? joined(body) : body
  return isInParts(c, body) ? streamOf(body) : joined(body)
}

function isInParts(c: Ctx, body: Body | null): body is Parts {
  return body !== null && typeof body !== 'string' && body.length > 1 && c.env?.isSentInParts === true
}

function streamOf(parts: Parts): ReadableStream {
  let next = 0
  return new ReadableStream(
    {
      pull(controller) {
        const part = parts[next++]
        if (part) controller.enqueue(part)
        else controller.close()
      },
    },
    { highWaterMark: 0 },
  )
}

/**
 * The headers of every answer. One to a key is never kept. What may be kept goes to many: it says nothing of the one who
 * asked first, neither what is left of its limit nor its request's id.
 */
export function commonHeaders(c: Ctx, status: number, vary?: string): Headers {
  const hasKey = c.req.header('authorization') !== undefined
  const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
  const kept = isRead && !hasKey ? cachingOf(routePath(c), status) : null
  const { limits } = c.var
  const common: Headers = {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Cache-Control': kept?.cacheControl ?? (hasKey ? 'private, no-store' : 'no-store'),
    Vary: kept?.vary ?? (vary === undefined ? 'Authorization' : `Authorization, ${vary}`),
  }
  if (c.var.revision !== undefined) common[REVISION] = String(c.var.revision)
  if (kept === null) {
    common['X-Request-Id'] = c.var.requestId
    if (limits !== undefined) Object.assign(common, limits)
  } else if (limits?.['RateLimit-Policy']) common['RateLimit-Policy'] = limits['RateLimit-Policy']
  if (isRead && !hasKey) {
    common['Access-Control-Allow-Origin'] = '*'
    common['Access-Control-Expose-Headers'] = EXPOSED
  }
  return common
}

/** What a script of another origin may read, beside the safelisted headers. */
const EXPOSED =
  'ETag, Kalendarium-Revision, Link, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id'
