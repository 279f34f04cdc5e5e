import { promisify } from 'node:util'
import { brotliCompress, constants, crc32, deflateRaw, deflateRawSync, gzip, gzipSync } from 'node:zlib'
import { concatenated, type Parts, sizeOf } from './bytes.ts'
import { carryOver, crcOfBoth } from './crc.ts'
import type { Compressible } from './http/representation.ts'

const deflate = promisify(deflateRaw)
const PIECE = { level: 6, finishFlush: constants.Z_SYNC_FLUSH }
/** Octets that are compressed in a millisecond, for which going to another thread is not worth it. */
const AT_ONCE = 128 * 1024

const zip = promisify(gzip)
const WHOLE = { level: 6 }

/** RFC 1952. For what is small another thread takes twice the time of the processor. */
export async function gzipWhole(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(bytes.length <= AT_ONCE ? gzipSync(bytes, WHOLE) : await zip(bytes, WHOLE))
}

const compress = promisify(brotliCompress)

/** Brotli (RFC 7932) at a level that takes about as long as gzip and gains a sixth on it; beside the event loop. */
export async function brotli(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  return new Uint8Array(await compress(bytes, { params }))
}

/** RFC 1952 §2.3: deflate, no flags, no time, no particular system. */
const HEAD = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255)
/** RFC 1951 §3.2.6: a final block without anything in it. */
const END = Uint8Array.of(0x03, 0x00)

/**
 * One gzip member of blocks that were compressed piece by piece: of a body that changed in one place only one piece is
 * compressed anew. (Several members one after the other are legal too, but some clients read only the first.)
 */
export async function gzipPieces(pieces: readonly Compressible[]): Promise<Parts> {
  await deflatePieces(pieces)
  const all = [...runsOf(pieces)]
  let whole = { size: 0, crc: 0 }
  for (const run of all)
    whole = { size: whole.size + run.size, crc: crcOfBoth(whole.crc, run.crc, run.carry) }
  const trailer = new Uint8Array(8)
  const view = new DataView(trailer.buffer)
  view.setUint32(0, whole.crc, true)
  view.setUint32(4, whole.size, true)
  return [HEAD, ...all.map(({ deflated }) => deflated), concatenated([END, trailer])]
}

async function deflatePieces(pieces: readonly Compressible[]): Promise<void> {
  const fresh = pieces.filter(({ deflated }) => deflated === undefined)
  const isQuick = sizeOf(fresh.map(({ bytes }) => bytes)) <= AT_ONCE
  for (const piece of fresh) {
    const blocks = isQuick ? deflateRawSync(piece.bytes, PIECE) : await deflate(piece.bytes, PIECE)
    piece.deflated = new Uint8Array(blocks)
  }
}

/** How many pieces are sent as one part: many small ones cost more to send. */
const RUN = 16

interface Run {
  pieces: readonly Compressible[]
  deflated: Uint8Array<ArrayBuffer>
  /** Of the bytes: octets, CRC-32, and what carries another one on over them. */
  size: number
  crc: number
  carry: number
}

/** By the first of its pieces. */
const runs = new WeakMap<Compressible, Run>()

/** Where no piece is another, the run is the same one, and no memory is taken anew. */
function* runsOf(pieces: readonly Compressible[]): Iterable<Run> {
  for (let from = 0; from < pieces.length; from += RUN) {
    const own = pieces.slice(from, from + RUN)
    const [first] = own
    if (!first) return
    let run = runs.get(first)
    if (!run || run.pieces.length !== own.length || own.some((piece, i) => piece !== run?.pieces[i])) {
      run = runOf(own)
      runs.set(first, run)
    }
    yield run
  }
}

function runOf(pieces: readonly Compressible[]): Run {
  const size = sizeOf(pieces.map(({ bytes }) => bytes))
  let crc = 0
  for (const piece of pieces) {
    piece.crc ??= { own: crc32(piece.bytes), carry: carryOver(piece.bytes.length) }
    crc = crcOfBoth(crc, piece.crc.own, piece.crc.carry)
  }
  const deflated = concatenated(pieces.flatMap((piece) => piece.deflated ?? []))
  return { pieces, deflated, size, crc, carry: carryOver(size) }
}
