/** Octets in the parts that they were made of, to be sent one after the other. */
export type Parts = readonly Uint8Array<ArrayBuffer>[]

/** Octets of all of them. */
export function sizeOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0)
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

/** The same where nothing has to be joined. */
export function joined(parts: Parts): Uint8Array<ArrayBuffer> {
  const [only] = parts
  return only !== undefined && parts.length === 1 ? only : concatenated(parts)
}
