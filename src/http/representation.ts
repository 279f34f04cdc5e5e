import type { Deps } from '../deps.ts'
import { etag } from './conditional.ts'
import type { Ctx } from './env.ts'
import { type Answer, respond } from './respond.ts'
import { unchanged } from './unchanged.ts'

/** A page or a feed as it is sent: bytes that may be made once and kept for many requests. */
export interface Representation {
  body: Uint8Array<ArrayBuffer>
  /** The same gzipped, which is done when it is first asked for. */
  gzip(): Promise<Uint8Array<ArrayBuffer>>
  /** Of the plain body; the gzipped one's has `-gzip` before the closing quote. */
  etag: string
  lastModified?: Date
}

/** Part of a body, and the same compressed, where that was made before. */
export interface Compressible {
  bytes: Uint8Array<ArrayBuffer>
  /** A whole number of octets of deflate blocks (RFC 1951), none of them final, none reaching back before them. */
  deflated?: Uint8Array<ArrayBuffer>
}

const encoder = new TextEncoder()

/** The entity tag follows from what is in it, so that a change elsewhere keeps it. */
export function representationOf(
  { sha256, gzip }: Pick<Deps, 'sha256' | 'gzip'>,
  text: string,
  lastModified?: Date,
): Representation {
  const body = encoder.encode(text)
  let zipped: ReturnType<Deps['gzip']> | undefined
  return {
    body,
    gzip: () => (zipped ??= gzip(body)),
    etag: etag(sha256(body).slice(0, 32)),
    ...(lastModified ? { lastModified } : {}),
  }
}

/**
 * Answers in the coding that the client takes, or with 304 where it has it already. `answer` holds the type, how long
 * caches may keep it, and headers; `Vary` gets Accept-Encoding in addition.
 */
export async function send(
  c: Ctx,
  representation: Representation,
  { headers: { Vary: vary, ...own } = {}, ...given }: Omit<Answer, 'etag' | 'lastModified'>,
): Promise<Response> {
  const { body, gzip, lastModified } = representation
  const zipped = acceptsGzip(c.req.header('Accept-Encoding'))
  const tag = zipped ? representation.etag.replace(/"$/, '-gzip"') : representation.etag
  const validators = { etag: tag, ...(lastModified ? { lastModified } : {}) }
  const Vary = vary === undefined ? 'Accept-Encoding' : `${vary}, Accept-Encoding`
  const same = unchanged(c, validators, { ...given, headers: { Vary } })
  if (same) return same
  const bytes = zipped ? await gzip() : body
  const headers: Record<string, string> = { ...own, Vary, 'Content-Length': String(bytes.length) }
  if (zipped) headers['Content-Encoding'] = 'gzip'
  return respond(c, c.req.method === 'HEAD' ? null : bytes, { ...given, ...validators, headers })
}

/** RFC 9110 §12.5.3: named, or by `*`, and not with a weight of zero. */
function acceptsGzip(header: string | undefined): boolean {
  const codings = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => part.trim().split(/\s*;\s*/))
  const weight = (name: string) => {
    const own = codings.find(([coding]) => coding === name)
    return own && Number(own.find((part) => part.startsWith('q='))?.slice(2) ?? 1)
  }
  return (weight('gzip') ?? weight('*') ?? 0) > 0
}
