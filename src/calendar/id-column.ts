/** Ids of events as numbers: 16 octets each, where a string takes sixty. */

/** Four words for each UUID, ascending: the order of their text, and that of PostgreSQL's uuid. */
export type IdColumn = Uint32Array

const WORDS = 4
const DIGITS = 8
/** Of a UUID as text. */
const LENGTH = 36

/** @param ids ascending, joined by one character: so many strings would take longer than all the rest */
export function idColumn(ids: string): IdColumn {
  const column = new Uint32Array(((ids.length + 1) / (LENGTH + 1)) * WORDS)
  for (let at = 0, word = 0; at < ids.length; at += LENGTH + 1) word = writeId(column, word, ids, at)
  return column
}

export function idAt(column: IdColumn, i: number): string {
  const at = i * WORDS
  const [a = 0, b = 0, c = 0, d = 0] = [column[at], column[at + 1], column[at + 2], column[at + 3]]
  return `${half(a >>> 16)}${half(a)}-${half(b >>> 16)}-${half(b)}-${half(c >>> 16)}-${half(c)}${half(d >>> 16)}${half(d)}`
}

/** The lower half of a word. */
function half(word: number): string {
  return `${OCTETS[(word >>> 8) & 0xff]}${OCTETS[word & 0xff]}`
}
const OCTETS = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, '0'))

/** For each id of a column, in which one may stand more than once: 1 where it is among others. */
export function areAmong(column: IdColumn, others: IdColumn): Uint8Array {
  const marks = new Uint8Array(column.length / WORDS)
  let at = 0
  for (let i = 0; i < column.length; i += WORDS) {
    while (at < others.length && compare(others, at, column, i) < 0) at += WORDS
    if (at < others.length && compare(others, at, column, i) === 0) marks[i / WORDS] = 1
  }
  return marks
}

/** A column without some of its ids, and with others that it does not have then. Few of both: the rest is copied as a whole. */
export function editedIds(column: IdColumn, gone: IdColumn, added: IdColumn): IdColumn {
  const isThere = areAmong(gone, column)
  const left = column.length - isThere.reduce((sum, mark) => sum + mark, 0) * WORDS
  const edited = new Uint32Array(left + added.length)
  let [size, from, g, a] = [0, 0, 0, 0]
  const copy = (ids: IdColumn, start: number, end: number) => {
    edited.set(ids.subarray(start, end), size)
    size += end - start
  }
  while (g < gone.length || a < added.length) {
    const isGoneNext = a >= added.length || (g < gone.length && compare(gone, g, added, a) <= 0)
    const [ids, i] = isGoneNext ? [gone, g] : [added, a]
    // Not before what was copied: an id that goes may come again.
    const at = Math.max(from, placeOf(ids, i, column))
    copy(column, from, at)
    from = at
    if (isGoneNext) {
      if (isThere[g / WORDS] === 1) from += WORDS
      g += WORDS
    } else {
      copy(added, a, a + WORDS)
      a += WORDS
    }
  }
  copy(column, from, column.length)
  return edited
}

/** Where an id is in a column, or would be. */
function placeOf(ids: IdColumn, i: number, column: IdColumn): number {
  let low = 0
  let high = column.length / WORDS
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare(column, middle * WORDS, ids, i) < 0) low = middle + 1
    else high = middle
  }
  return low * WORDS
}

/** @returns where the next one goes */
function writeId(column: IdColumn, first: number, ids: string, at: number): number {
  let [word, digits, value] = [first, 0, 0]
  for (let i = at; i < at + LENGTH; i++) {
    const code = ids.charCodeAt(i)
    if (code === DASH) continue
    value = value * 16 + (code < LETTERS ? code - 48 : code - 87)
    if (++digits < DIGITS) continue
    column[word++] = value
    digits = 0
    value = 0
  }
  return word
}

const DASH = 0x2d
/** From `a` on; digits stand before. */
const LETTERS = 0x61

function compare(a: IdColumn, i: number, b: IdColumn, j: number): number {
  for (let word = 0; word < WORDS; word++) {
    const difference = (a[i + word] ?? 0) - (b[j + word] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
