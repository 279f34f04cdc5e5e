import type { Compressible } from '../http/representation.ts'

/** A VEVENT as a feed's index names it: by its event, where that stands, and by the state of its text. */
export interface IndexRow {
  eventId: string
  /** Of the event's first occurrence, by which a feed is ordered. Epoch ms. */
  start: number
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
  rows: readonly IndexRow[]
}

/** What may differ in an index: all rows of these events are gone, and these there instead. */
export interface IndexEdit {
  eventIds: ReadonlySet<string>
  rows: readonly IndexRow[]
}

const ABOUT = 64

/**
 * Divides a feed. Where is decided by the ids alone, so that an event more or less changes one chunk and leaves the
 * others as they are, and every process divides alike.
 */
export function chunksOf(rows: readonly IndexRow[]): Chunk[] {
  const { chunks, add, end } = divider()
  for (const row of rows) add(row)
  end()
  return chunks
}

/** The chunks of the index after an edit. Those that it does not touch are the same ones, and not looked into twice. */
export function editedChunks(before: readonly Chunk[], { eventIds, rows }: IndexEdit): Chunk[] {
  const { chunks, add, end, isOpen } = divider()
  const fresh = [...rows].sort(inOrder)
  let next = 0
  for (const [i, chunk] of before.entries()) {
    const own: IndexRow[] = []
    const last = i === before.length - 1 ? undefined : chunk.rows.at(-1)
    // Up to the chunk's last row as it was: these bounds divide the old rows and the new ones alike.
    for (let row = fresh[next]; row && (!last || inOrder(row, last) <= 0); row = fresh[++next]) own.push(row)
    if (own.length === 0 && !isOpen() && !chunk.rows.some(({ eventId }) => eventIds.has(eventId))) {
      chunks.push(chunk)
      continue
    }
    const rest = chunk.rows.filter(({ eventId }) => !eventIds.has(eventId))
    for (const row of [...rest, ...own].sort(inOrder)) add(row)
  }
  for (const row of fresh.slice(next)) add(row)
  end()
  return chunks
}

function divider() {
  const chunks: Chunk[] = []
  let own: IndexRow[] = []
  const end = () => {
    if (own.length === 0) return
    chunks.push({ key: own.map(({ eventId, state }) => `${eventId} ${state}`).join(), rows: own })
    own = []
  }
  const add = (row: IndexRow) => {
    own.push(row)
    // The last octet of a UUID is random.
    if (Number.parseInt(row.eventId.slice(-2), 16) % ABOUT === 0) end()
  }
  return { chunks, add, end, isOpen: () => own.length > 0 }
}

/** As the database orders them: it compares UUIDs by their octets, which is how their lower-case text compares. */
function inOrder(a: IndexRow, b: IndexRow): number {
  return a.start - b.start || (a.eventId < b.eventId ? -1 : Number(a.eventId > b.eventId))
}

/** One body of all pieces, which from then on are views of it: the bytes are in memory once. */
export function joined(pieces: readonly Compressible[]): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array(sizeOf(pieces))
  let at = 0
  for (const piece of pieces) {
    body.set(piece.bytes, at)
    piece.bytes = body.subarray(at, at + piece.bytes.length)
    at += piece.bytes.length
  }
  return body
}

/** Octets of all of them. */
export function sizeOf(pieces: readonly Compressible[]): number {
  return pieces.reduce((sum, { bytes }) => sum + bytes.length, 0)
}
