import { Socket } from 'node:net'

/** Octets of memory that each connection reads into: more than nearly all messages have. */
const MEMORY = 128 * 1024
/** Octets that no message of PostgreSQL is longer than: what seems so is something else. */
const MOST = 2 ** 30
/** A letter for its kind, and its length, which counts itself: https://www.postgresql.org/docs/18/protocol-overview.html */
const HEAD = 5

/**
 * A socket to PostgreSQL for pg, which gives it whole messages, and is read into the same memory again and again. Node takes
 * 64 kB for each read, and pg copies what ends within a message to ever larger memory: of a long answer more than it is large,
 * all of it counted by the collector, which then looks through the whole heap.
 *
 * What listens copies what it keeps, as it is told by 'data' for the time of the call.
 */
export function messageSocket({ ssl }: { ssl?: unknown } = {}): Socket {
  // Under TLS these are no messages.
  if (ssl) return new Socket()
  const standing = Buffer.allocUnsafeSlow(MEMORY)
  let memory = standing
  let filled = 0
  const socket: Socket = new Socket({
    onread: {
      buffer: () => memory.subarray(filled),
      callback(octets) {
        filled += octets
        const { whole, next } = messagesIn(memory.subarray(0, filled))
        if (next > MOST) {
          socket.destroy(new Error('What answers there does not speak as PostgreSQL does.'))
          return false
        }
        if (whole > 0) socket.emit('data', memory.subarray(0, whole))
        const before = memory
        if (next > memory.length) memory = Buffer.allocUnsafeSlow(next)
        else if (next <= MEMORY) memory = standing
        if (whole > 0 || memory !== before) before.copy(memory, 0, whole, filled)
        filled -= whole
        return true
      },
    },
  })
  return socket
}

/** How many of these octets are whole messages, and what the message after them has at least. */
function messagesIn(octets: Buffer): { whole: number; next: number } {
  let whole = 0
  while (octets.length - whole >= HEAD) {
    const next = 1 + octets.readUInt32BE(whole + 1)
    if (whole + next > octets.length) return { whole, next }
    whole += next
  }
  return { whole, next: HEAD }
}
