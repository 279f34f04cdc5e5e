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
  const words = [...column.subarray(i * WORDS, (i + 1) * WORDS)]
  const hex = words.map((word) => word.toString(16).padStart(DIGITS, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

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

/** A column without some of its ids, and with others that it does not have then. */
export function editedIds(column: IdColumn, gone: IdColumn, added: IdColumn): IdColumn {
  const isGone = areAmong(column, gone)
  const edited = new Uint32Array(column.length + added.length)
  let [size, at] = [0, 0]
  const take = (from: IdColumn, i: number) => {
    edited.set(from.subarray(i, i + WORDS), size)
    size += WORDS
  }
  for (let i = 0; i < column.length; i += WORDS) {
    if (isGone[i / WORDS] === 1) continue
    for (; at < added.length && compare(added, at, column, i) < 0; at += WORDS) take(added, at)
    take(column, i)
  }
  for (; at < added.length; at += WORDS) take(added, at)
  return edited.slice(0, size)
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
