import type { Compressible } from '../http/representation.ts'

/** Some consecutive VEVENTs as they are sent. */
export interface Piece extends Compressible {
  /** The time zones that they really name: whole days and UTC need no VTIMEZONE. */
  zones: readonly string[]
  /** Of the bytes. */
  digest: string
}

/** A piece of a subscription feed, kept from one revision of it to the next. */
export interface FeedPiece extends Piece {
  /** The entries of its events in the feed's index. */
  index: string
  /** Octets of the text of each of them, in their order. */
  lengths: readonly number[]
}

/**
 * An event as the index of a feed names it, `ID STATE START`: the state of its text, which is another whenever the text
 * is, and the start of its first occurrence (epoch ms), by which a feed is ordered, and then by id.
 */
export type Entry = string

/** An event that is to stand in a piece. */
export interface Row {
  entry: Entry
  bytes: Uint8Array
  /** The zones that it may name. */
  zones: readonly string[]
}

/** What may differ in an index: all that was of these events is gone, and these stand there instead. */
export interface FeedEdit {
  eventIds: ReadonlySet<string>
  rows: readonly Row[]
}

export const indexOf = (entries: readonly Entry[]): string => entries.join()
export const entriesOf = (index: string): Entry[] => index.split(',')
export const eventIdOf = (entry: Entry): string => entry.slice(0, entry.indexOf(' '))
const startOf = (entry: Entry): number => Number(entry.slice(entry.lastIndexOf(' ') + 1))

/** Events of a piece: at least so many, and then until an id ends it, which one in so many does. */
const LEAST = 24
const ONE_IN = 32

/**
 * Whether a piece ends with its last entry. That is decided by its ids alone, so that an event more or less changes one
 * piece and, as a rule, leaves the others as they are, and every process divides alike.
 */
function isWhole(length: number, last: Entry): boolean {
  const id = eventIdOf(last)
  // The last octet of a UUID is random.
  return length >= LEAST && Number.parseInt(id.slice(-2), 16) % ONE_IN === 0
}

/** Divides the index of a feed into those of its pieces. */
export function divided(entries: readonly Entry[]): Entry[][] {
  const pieces: Entry[][] = []
  let open: Entry[] = []
  for (const entry of entries) {
    open.push(entry)
    if (!isWhole(open.length, entry)) continue
    pieces.push(open)
    open = []
  }
  return open.length > 0 ? [...pieces, open] : pieces
}

/**
 * The pieces after an edit. Those that it does not touch are the same ones, and not looked into.
 * @param make a piece of these rows
 */
export function editedPieces(
  before: readonly FeedPiece[],
  { eventIds, rows }: FeedEdit,
  make: (rows: readonly Row[]) => FeedPiece,
): FeedPiece[] {
  const pieces: FeedPiece[] = []
  let open: Row[] = []
  const end = () => {
    if (open.length > 0) pieces.push(make(open))
    open = []
  }
  const add = (row: Row) => {
    open.push(row)
    if (isWhole(open.length, row.entry)) end()
  }
  const places = Map.groupBy([...rows].sort(inOrder), ({ entry }) => placeOf(entry, before))
  const touched = touchedPieces(before, eventIds, places)
  for (const [place, piece] of before.entries()) {
    if (open.length === 0 && !touched.has(place)) {
      pieces.push(piece)
      continue
    }
    const rest = rowsOf(piece).filter(({ entry }) => !eventIds.has(eventIdOf(entry)))
    for (const row of [...rest, ...(places.get(place) ?? [])].sort(inOrder)) add(row)
  }
  for (const row of places.get(NOWHERE) ?? []) add(row)
  end()
  return pieces
}

/** The places of those where the rows are to stand, and of those where the events stood. */
function touchedPieces(
  before: readonly FeedPiece[],
  eventIds: ReadonlySet<string>,
  places: ReadonlyMap<number, readonly Row[]>,
): Set<number> {
  const touched = new Set(places.keys())
  const elsewhere = new Set(eventIds)
  // As a rule an event stays where it is: then all other pieces need not be searched for it.
  for (const [place, rows] of places)
    for (const { entry } of rows) {
      const eventId = eventIdOf(entry)
      if (before[place]?.index.includes(eventId)) elsewhere.delete(eventId)
    }
  for (const eventId of elsewhere)
    for (const [place, { index }] of before.entries()) if (index.includes(eventId)) touched.add(place)
  return touched
}

/** The place where there are no pieces. */
const NOWHERE = -1

/**
 * The place of the piece that the entry is to stand in: each goes up to its last event as it was, and the last one has no
 * end. These bounds divide the old rows and the new ones alike.
 */
function placeOf(entry: Entry, pieces: readonly FeedPiece[]): number {
  let [low, high] = [0, pieces.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    const piece = pieces[middle]
    if (piece && compare(lastOf(piece), entry) < 0) low = middle + 1
    else high = middle
  }
  return high
}

const lastOf = ({ index }: FeedPiece): Entry => index.slice(index.lastIndexOf(',') + 1)

function rowsOf({ index, lengths, bytes, zones }: FeedPiece): Row[] {
  let at = 0
  return entriesOf(index).map((entry, i) => {
    const from = at
    at += lengths[i] ?? 0
    return { entry, bytes: bytes.subarray(from, at), zones }
  })
}

const inOrder = (a: Row, b: Row) => compare(a.entry, b.entry)

/** As the database orders them: it compares UUIDs by their octets, which is how their lower-case text compares. */
function compare(a: Entry, b: Entry): number {
  if (startOf(a) !== startOf(b)) return startOf(a) - startOf(b)
  const [one, other] = [eventIdOf(a), eventIdOf(b)]
  return one < other ? -1 : Number(one > other)
}
