/** Octets in the parts that they were made of, to be sent one after the other. */
export type Parts = readonly Uint8Array<ArrayBuffer>[]

/** What is kept is octets, made once. What is sent once stays text, which takes nothing beside the heap. */
export type Body = string | Parts

/** Octets of all of them; of a text, in UTF-8. */
export function sizeOf(body: string | readonly Uint8Array[]): number {
  if (typeof body === 'string') return sizeOfText(body)
  return body.reduce((sum, { length }) => sum + length, 0)
}

const encoder = new TextEncoder()
/** For octets that are counted only. */
const scratch = new Uint8Array(65_536)

function sizeOfText(text: string): number {
  let size = 0
  for (let at = 0; at < text.length; ) {
    const { read, written } = encoder.encodeInto(at === 0 ? text : text.slice(at), scratch)
    at += read
    size += written
  }
  return size
}

/** The parts one after the other. */
export function concatenated(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(sizeOf(parts))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** The octets as one; the same where nothing has to be joined. */
export function joined(body: Body): Uint8Array<ArrayBuffer> {
  if (typeof body === 'string') return encoder.encode(body)
  const [only] = body
  return only !== undefined && body.length === 1 ? only : concatenated(body)
}

/** Whether these octets stand somewhere in the whole. */
export function includes(whole: Uint8Array, octets: Uint8Array): boolean {
  const [first = 0] = octets
  for (let at = whole.indexOf(first); at >= 0; at = whole.indexOf(first, at + 1))
    if (octets.every((octet, i) => whole[at + i] === octet)) return true
  return false
}
