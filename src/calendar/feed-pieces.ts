import type { Compressible } from '../http/representation.ts'

/** A VEVENT as a feed's index names it: by its event and by the state of its text. */
export interface IndexRow {
  eventId: string
  /** Differs whenever the text does. */
  state: string
}

/** Some consecutive VEVENTs as they are sent, kept from one revision of a feed to the next. */
export interface Piece extends Compressible {
  /** Names the VEVENTs and their states. */
  key: string
  /** The time zones that they really name: whole days and UTC need no VTIMEZONE. */
  zones: readonly string[]
  /** Of the bytes. */
  digest: string
}

/** VEVENTs that stand together, about 64 of them, and the key of their piece. */
export interface Chunk {
  key: string
  eventIds: string[]
}

const ABOUT = 64

/**
 * Divides a feed. Where is decided by the ids alone, so that an event more or less changes one chunk and leaves the
 * others as they are, and every process divides alike.
 */
export function chunksOf(rows: readonly IndexRow[]): Chunk[] {
  const chunks: Chunk[] = []
  let own: IndexRow[] = []
  const end = () => {
    if (own.length === 0) return
    const key = own.map(({ eventId, state }) => `${eventId} ${state}`).join()
    chunks.push({ key, eventIds: own.map(({ eventId }) => eventId) })
    own = []
  }
  for (const row of rows) {
    own.push(row)
    // The last octet of a UUID is random.
    if (Number.parseInt(row.eventId.slice(-2), 16) % ABOUT === 0) end()
  }
  end()
  return chunks
}

/** One body of all pieces, which from then on are views of it: the bytes are in memory once. */
export function joined(pieces: readonly Compressible[]): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array(pieces.reduce((sum, { bytes }) => sum + bytes.length, 0))
  let at = 0
  for (const piece of pieces) {
    body.set(piece.bytes, at)
    piece.bytes = body.subarray(at, at + piece.bytes.length)
    at += piece.bytes.length
  }
  return body
}
