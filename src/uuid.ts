const AT_ONCE = 128

/**
 * UUIDs of version 7 (RFC 9562 §5.7) that sort in the order in which they were made: the 12 bits after the
 * milliseconds count within one millisecond, from a random start (§6.2, method 1). A full counter, and a
 * clock that goes back, go on from the last time used.
 */
export function uuidV7(now: () => Date): () => string {
  let time = 0
  let counter = 0
  // Randomness for many at a time, as asking for it costs more than all else here.
  const pool = new Uint8Array(16 * AT_ONCE)
  let used = pool.length
  return () => {
    if (used === pool.length) {
      crypto.getRandomValues(pool)
      used = 0
    }
    const bytes = pool.slice(used, used + 16)
    used += 16
    const current = now().getTime()
    if (current > time) {
      time = current
      counter = ((bytes[6] ?? 0) << 3) | ((bytes[7] ?? 0) & 7)
    } else if (++counter > 0xfff) {
      time++
      counter = 0
    }
    const view = new DataView(bytes.buffer)
    view.setUint32(0, Math.floor(time / 2 ** 16))
    view.setUint16(4, time % 2 ** 16)
    view.setUint16(6, 0x7000 | counter)
    view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f))
    const hex = bytes.toHex()
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  }
}
