import { type Body, joined, type Parts, sizeOf } from '../bytes.ts'
import type { Deps } from '../deps.ts'
import { acceptedCodings, type Coding } from './codings.ts'
import { etag, tagsOf } from './conditional.ts'
import type { Ctx } from './env.ts'
import { type Answer, respond } from './respond.ts'
import { unchanged } from './unchanged.ts'

/** A page, a list or a feed as it is sent; its octets may be made once and kept for many requests. */
export interface Representation {
  body: Body
  /** Octets of the body. */
  size: number
  /** Of the plain body; a coded one's has its coding before the closing quote: `"…-gzip"`. */
  etag: string
  lastModified?: Date
  coded: Coded
}

/** A body in other codings, each made when it is first asked for and then kept. */
export interface Coded {
  /** Whether it can be sent so now. What takes long is made beside, while another coding is sent. */
  has(coding: Coding): boolean
  body(coding: Coding): Body | Promise<Parts>
}

/** Part of a body, and the same compressed, where that was made before. */
export interface Compressible {
  bytes: Uint8Array<ArrayBuffer>
  /** A whole number of octets of deflate blocks (RFC 1951), none of them final, none reaching back before them. */
  deflated?: Uint8Array<ArrayBuffer>
  /** CRC-32 of the bytes, and what carries another one on over them. */
  crc?: { own: number; carry: number }
}

type Compressors = Pick<Deps, 'gzip' | 'brotli' | 'background'>
type Makers = Compressors & Pick<Deps, 'sha256'>

/**
 * The entity tag follows from what is in it, so that a change elsewhere keeps it.
 * @param told tells the text apart from all others of its address, where less than the whole does
 */
export function representationOf(
  deps: Makers,
  text: string,
  lastModified?: Date,
  told?: string,
): Representation {
  const bytes = joined(text)
  return made(deps, [bytes], told ?? bytes, lastModified)
}

/** The same of what is not kept; it is not worth the time that brotli takes. */
export function passingOf(
  { gzip, background, sha256 }: Makers,
  text: string,
  lastModified?: Date,
  told: string = text,
): Representation {
  return made({ gzip, brotli: null, background, sha256 }, text, told, lastModified)
}

function made(
  deps: Makers,
  body: Body,
  told: string | Uint8Array,
  lastModified: Date | undefined,
): Representation {
  return {
    body,
    size: sizeOf(body),
    coded: codedOf(deps, body),
    etag: etag(deps.sha256(told).slice(0, 32)),
    ...(lastModified ? { lastModified } : {}),
  }
}

/** What fits one packet does not get there sooner for being smaller. */
const WORTH_IT = 150
/** Brotli of more than this takes longer than a reader should wait. */
const AT_ONCE = 128 * 1024

/** @param gzip of the body, where that is not made from the whole */
export function codedOf(
  deps: Compressors,
  body: Body,
  gzip: () => Promise<Parts> = () => deps.gzip(joined(body)).then(alone),
): Coded {
  const { brotli, background } = deps
  const size = sizeOf(body)
  let zipped: Promise<Parts> | undefined
  let brotlied: Promise<Parts> | undefined
  let isReady = false
  let asked = 0

  function hasBrotli(): boolean {
    if (brotli === null) return false
    if (isReady || size <= AT_ONCE) return true
    // What is asked for once is not worth it.
    if (++asked > 1 && brotlied === undefined) {
      brotlied = brotli(joined(body)).then(alone)
      const done = brotlied.then(
        () => {
          isReady = true
        },
        () => {},
      )
      background(done)
    }
    return false
  }

  return {
    has(coding) {
      if (coding === 'identity') return true
      if (size < WORTH_IT) return false
      return coding === 'gzip' || hasBrotli()
    },
    body(coding) {
      if (coding === 'gzip') {
        zipped ??= gzip()
        return zipped
      }
      if (coding === 'identity' || brotli === null) return body
      brotlied ??= brotli(joined(body)).then(alone)
      return brotlied
    },
  }
}

const alone = (bytes: Uint8Array<ArrayBuffer>): Parts => [bytes]

/**
 * Answers in the coding that the client likes best of those that are there, or with 304 where it has it already, in
 * whichever coding.
 */
export async function send(
  c: Ctx,
  representation: Representation,
  answer: Omit<Answer, 'etag' | 'lastModified'>,
): Promise<Response> {
  const { coded, etag: tag, lastModified } = representation
  const accepted = acceptedCodings(c.req.header('Accept-Encoding'))
  const coding =
    named(c.req.header('If-None-Match'), tag, accepted) ??
    accepted.find((one) => coded.has(one)) ??
    'identity'
  const validators = { etag: tagIn(coding, tag), ...(lastModified ? { lastModified } : {}) }
  const same = unchanged(c, validators, answer)
  if (same) return same
  const body = coding === 'identity' ? representation.body : await coded.body(coding)
  const headers: Record<string, string> = { ...answer.headers }
  if (coding !== 'identity') headers['Content-Encoding'] = coding
  const isHead = c.req.method === 'HEAD'
  if (isHead) headers['Content-Length'] = String(sizeOf(body))
  const isPassing = typeof representation.body === 'string'
  return respond(c, isHead ? null : body, { ...answer, ...validators, headers, isPassing })
}

/** The coding that the client has, as If-None-Match tells: what it has is as good as what it likes better. */
function named(header: string | undefined, tag: string, accepted: readonly Coding[]): Coding | undefined {
  if (header === undefined) return undefined
  const known = tagsOf(header).map((one) => one.replace(/^W\//, ''))
  return accepted.find((coding) => known.includes(tagIn(coding, tag)))
}

const tagIn = (coding: Coding, tag: string) =>
  coding === 'identity' ? tag : `${tag.slice(0, -1)}-${coding}"`
