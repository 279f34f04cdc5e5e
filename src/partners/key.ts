/**
 * What a key looks like: `kal_`, 256 random bits as 43 letters and digits, and 6 more that are their CRC-32. The prefix
 * lets scanners of source code find a key that leaked; the checksum tells a mistyped key without asking the database.
 */
export const KEY_PREFIX = 'kal_'
export const KEY_BYTES = 32

/** The key that 32 random bytes make. */
export function keyOf(random: Uint8Array): string {
  const body = KEY_PREFIX + inLetters(BigInt(`0x${random.toHex()}`), 43)
  return body + checksum(body)
}

/** Whether a text can be a key at all. Any one wrong character, and any two exchanged neighbours, are found. */
export function isWellFormedKey(text: string): boolean {
  return /^kal_[0-9A-Za-z]{49}$/.test(text) && checksum(text.slice(0, -6)) === text.slice(-6)
}

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

function inLetters(value: bigint, length: number): string {
  let text = ''
  for (let rest = value; text.length < length; rest /= 62n) text = (LETTERS[Number(rest % 62n)] ?? '') + text
  return text
}

function checksum(text: string): string {
  return inLetters(BigInt(crc32(text)), 6)
}

/** CRC-32 of ISO 3309 (as in zlib) of an ASCII text. */
function crc32(text: string): number {
  let crc = 0xffffffff
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i)
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}
