/** Random octets of one. */
const RANDOM = 10
const AT_ONCE = 128
const VARIANT = '89ab'

/**
 * UUIDs of version 7 (RFC 9562 §5.7) that sort in the order in which they were made: the 12 bits after the
 * milliseconds count within one millisecond, from a random start (§6.2, method 1). A full counter, and a
 * clock that goes back, go on from the last time used.
 */
export function uuidV7(now: () => Date): () => string {
  let time = 0
  let stamp = ''
  let counter = 0
  // For many at a time, as asking for it costs more than all else here.
  const pool = new Uint8Array(RANDOM * AT_ONCE)
  let random = ''
  let used = AT_ONCE

  function advance(to: number, from: number): void {
    time = to
    counter = from
    // Made once a millisecond.
    const hex = time.toString(16).padStart(12, '0')
    stamp = `${hex.slice(0, 8)}-${hex.slice(8)}-7`
  }

  return () => {
    if (used === AT_ONCE) {
      random = crypto.getRandomValues(pool).toHex()
      used = 0
    }
    const own = 2 * RANDOM * used
    const octet = 10 * used++
    const current = now().getTime()
    if (current > time) advance(current, ((pool[octet] ?? 0) << 3) | ((pool[octet + 1] ?? 0) & 7))
    else if (++counter > 0xfff) advance(time + 1, 0)
    const count = (0x1000 + counter).toString(16).slice(1)
    const variant = VARIANT[(pool[octet + 2] ?? 0) >> 6]
    return `${stamp}${count}-${variant}${random.slice(own + 5, own + 8)}-${random.slice(own + 8, own + 20)}`
  }
}
